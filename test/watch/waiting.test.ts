import { describe, expect, it } from 'vitest';
import { explainWaiting } from '../../src/watch/waiting.ts';

const STAGE = 'POST_TEST_TRAFFIC_SHIFT';

/** Paused at 10:00, for as long as the hook allows. */
function pausedAt(minutesLater: number, { allowed, named = true }: { allowed: number; named?: boolean }) {
  const pausedSince = Date.parse('2026-11-21T10:00:00Z');
  return explainWaiting({
    at: new Date(pausedSince + minutesLater * 60_000),
    deployment: {
      status: 'IN_PROGRESS',
      lifecycleStage: STAGE,
      deploymentConfiguration: {
        lifecycleHooks: [
          {
            targetType: 'PAUSE',
            lifecycleStages: [STAGE],
            ...(named ? { timeoutConfiguration: { timeoutInMinutes: allowed, action: 'ROLLBACK' } } : {}),
          },
        ],
      },
    },
    hooks: [
      {
        id: 'ecs-pause-1',
        type: 'PAUSE',
        status: 'AWAITING_ACTION',
        stage: STAGE,
        expiresAt: new Date(pausedSince + allowed * 60_000),
      },
    ],
    resources: [],
    revisions: [],
  });
}

describe('a deployment that waits at a pause', () => {
  it.each([
    [18, { allowed: 60 }],
    [18, { allowed: 1_440, named: false }],
  ])('says since when: %d min of %o', (minutes, hook) => {
    expect(pausedAt(minutes, hook)).toMatch(/at post test traffic shift.*paused for 18 min/);
  });

  it('claims no time that cannot be', () => {
    expect(pausedAt(0, { allowed: 60 })).not.toContain('paused for');
  });
});
