import type { ServiceDeploymentLifecycleStage } from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import type { RevisionState } from '../../src/model.ts';
import type { Observation } from '../../src/watch/observation.ts';
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

type Status = 'IN_PROGRESS' | 'ROLLBACK_IN_PROGRESS';

/** The words for a stage, or for what the targets and tasks do. */
function waiting(status: Status, seen: Partial<Observation> & { stage?: string }) {
  const { stage, ...more } = seen;
  const deployment = { status, lifecycleStage: stage as ServiceDeploymentLifecycleStage };
  return explainWaiting({ at: new Date(), deployment, resources: [], revisions: [], hooks: [], ...more });
}

const side = (role: 'source' | 'target', running: number, desired: number): RevisionState => ({
  role,
  arn: role,
  running,
  desired,
  pending: 0,
});
const draining = [{ targetGroupArn: 'web', id: '10.0.0.1', port: 80, state: 'draining' }];

describe('what goes and what comes', () => {
  it.each([
    ['waiting: the old tasks are being removed', 'IN_PROGRESS', { stage: 'CLEAN_UP' }],
    ['waiting: the new tasks are being removed', 'ROLLBACK_IN_PROGRESS', { stage: 'CLEAN_UP' }],
    [
      'waiting: production traffic is moving back to the old revision',
      'ROLLBACK_IN_PROGRESS',
      { stage: 'PRODUCTION_TRAFFIC_SHIFT' },
    ],
    ['waiting: ECS is rolling back', 'ROLLBACK_IN_PROGRESS', { stage: 'SCALE_UP' }],
    ['waiting: 1 old target is draining', 'IN_PROGRESS', { targets: draining }],
    ['waiting: 1 new target is draining', 'ROLLBACK_IN_PROGRESS', { targets: draining }],
    ['waiting: 2 old tasks are stopping', 'IN_PROGRESS', { revisions: [side('source', 2, 0), side('target', 2, 2)] }],
    [
      'waiting: 1 of 2 old tasks are not running yet, 3 new tasks are stopping',
      'ROLLBACK_IN_PROGRESS',
      { revisions: [side('source', 1, 2), side('target', 3, 0)] },
    ],
  ] satisfies [string, Status, Parameters<typeof waiting>[1]][])('%s', (expected, status, seen) => {
    expect(waiting(status, seen)).toBe(expected);
  });
});

it('says how much longer a wait of known length takes', () => {
  const at = new Date('2026-11-21T10:00:00Z');
  const until = new Date('2026-11-21T10:02:05Z');
  const timed = { what: '', earliest: at, until, drains: false, isJoined: false };
  const seen = { at, resources: [], revisions: [], hooks: [], deployment: { lifecycleStage: 'BAKE_TIME' as const } };
  expect(explainWaiting(seen, at, timed)).toContain('until the bake time ends (2 min 5 s left)');
  expect(explainWaiting(seen, at, { ...timed, isJoined: true })).toContain('(up to 2 min 5 s left)');
  expect(explainWaiting(seen, until, timed)).not.toContain('left');
});

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
