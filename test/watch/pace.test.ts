import { describe, expect, it } from 'vitest';
import type { HookState, RevisionState } from '../../src/model.ts';
import type { Observation } from '../../src/watch/observation.ts';
import { nextLookIn, targetsEvery, together } from '../../src/watch/pace.ts';
import { follow } from '../../src/watch/standstill.ts';
import { timedWait } from '../../src/watch/timed.ts';

const START = new Date('2026-11-21T10:00:00Z');
const after = (seconds: number): Date => new Date(START.getTime() + seconds * 1000);

const side = (role: RevisionState['role'], more: Partial<RevisionState> = {}): RevisionState => ({
  role,
  arn: role,
  desired: 2,
  running: 2,
  pending: 0,
  ...more,
});
const starting = { revisions: [side('target', { running: 0, pending: 2 }), side('source')] };
const running = { revisions: [side('target'), side('source')] };
const draining: Partial<Observation> = {
  ...running,
  deployment: {
    status: 'IN_PROGRESS',
    startedAt: START,
    targetServiceRevision: { requestedTaskCount: 2, runningTaskCount: 2, pendingTaskCount: 0 },
    sourceServiceRevisions: [{ requestedTaskCount: 0, runningTaskCount: 2, pendingTaskCount: 0 }],
  },
};

function seen(more: Partial<Observation> = {}): Observation {
  return { at: START, deployment: { status: 'IN_PROGRESS' }, resources: [], revisions: [], hooks: [], ...more };
}

/** Seconds until the next look, so many seconds after the deployment was first seen like this. */
function pause(look: Observation, afterSeconds: number, maxDelaySeconds?: number): number {
  const now = after(afterSeconds);
  const state = { last: look, lastNews: now, standstill: follow(undefined, look), timed: timedWait(undefined, look) };
  return nextLookIn({ ...state, request: { maxDelaySeconds } }, now) / 1000;
}

const baking = seen({
  ...running,
  deployment: {
    status: 'IN_PROGRESS',
    lifecycleStage: 'BAKE_TIME',
    deploymentConfiguration: { bakeTimeInMinutes: 5 },
  },
});
const paused = (expiresAt?: Date): Observation => {
  const hook: HookState = { id: '1', type: 'PAUSE', status: 'AWAITING_ACTION', ...(expiresAt && { expiresAt }) };
  return seen({ ...running, hooks: [hook] });
};
const breaker = (failureCount: number): Observation =>
  seen({
    ...starting,
    deployment: {
      status: 'IN_PROGRESS',
      deploymentCircuitBreaker: { status: 'MONITORING', failureCount, threshold: 3 },
    },
  });

describe('the pause before the next look', () => {
  it.each<[string, Observation, number, number]>([
    ['is short at first', seen(starting), 0, 4],
    ['grows while tasks start', seen(starting), 60, 10],
    ['grows while old tasks have not begun to stop', seen(running), 60, 10],
    ['stays below a quarter of a minute', seen(starting), 1200, 15],
    ['is shortest once only draining is left', seen(draining), 0, 1.5],
    ['grows while it drains', seen(draining), 60, 4],
    ['is shorter when one more failure ends it', breaker(2), 0, 2.5],
    ['is usual when more failures are left', breaker(1), 0, 4],
    ['is shorter during a rollback', seen({ ...starting, deployment: { status: 'ROLLBACK_IN_PROGRESS' } }), 0, 2.5],
    [
      'is shorter in a status that this version does not know',
      seen({ deployment: { status: 'NEW' as never } }),
      0,
      2.5,
    ],
    ['is long during the bake time', baking, 30, 15],
    ['ends shortly before the bake time does', baking, 284, 10],
    ['is short around the end of the bake time', baking, 295, 1.5],
    ['is usual when the bake time took longer', baking, 335, 4],
    ['grows while a person has to answer', paused(), 120, 15],
    ['is short when the time to answer is nearly over', paused(after(8)), 3, 1.5],
  ])('%s', (_, look, seconds, expected) => {
    expect(pause(look, seconds)).toBe(expected);
  });

  it('follows the first of several pauses to end', () => {
    const hooks = [paused(after(3600)), paused(after(8))].flatMap((look) => look.hooks);
    expect(pause(seen({ ...running, hooks }), 3)).toBe(1.5);
  });

  it('is never longer than asked for', () => {
    expect(pause(seen(starting), 600, 2)).toBe(2);
  });

  it('leaves time for the line that says what is waited for', () => {
    const look = seen(starting);
    const state = { last: look, lastNews: after(600), standstill: follow(undefined, look) };
    expect(nextLookIn({ ...state, request: {} }, after(618))).toBe(7_000);
  });

  it('is usual before the first look, and while AWS does not answer', () => {
    const state = { lastNews: START, request: {} };
    expect(nextLookIn(state, START)).toBe(4_000);
    const silence = { since: START, failure: new Error('x') as never };
    const look = seen(starting);
    expect(nextLookIn({ ...state, last: look, standstill: follow(undefined, look), silence }, after(300))).toBe(4_000);
  });
});

describe('a wait of known length', () => {
  it('ends where it did when it was first seen, whatever else moves meanwhile', () => {
    const first = timedWait(undefined, baking);
    expect(first?.until).toEqual(after(300));
    expect(timedWait(first, { ...baking, at: after(60), targets: [] })).toBe(first);
  });

  it('begins again with the next share of the traffic', () => {
    const share = (productionWeight: number, at: Date): Observation => ({
      ...seen({ revisions: [side('target', { productionWeight }), side('source')] }),
      at,
      deployment: {
        status: 'IN_PROGRESS',
        lifecycleStage: 'PRODUCTION_TRAFFIC_SHIFT',
        deploymentConfiguration: { strategy: 'LINEAR', linearConfiguration: { stepBakeTimeInMinutes: 2 } },
      },
    });
    const first = timedWait(undefined, share(10, START));
    expect(first?.until).toEqual(after(120));
    expect(timedWait(first, share(20, after(130)))?.until).toEqual(after(250));
    expect(timedWait(first, share(100, after(130)))).toBeUndefined();
  });

  it('is how long old targets drain, from when ECS says that they do', () => {
    const look = { ...seen(draining), at: after(70) };
    expect(timedWait(undefined, look, 90)?.until).toEqual(after(160));
    const events = [{ createdAt: after(61), message: '(service web) has begun draining connections on 2 tasks.' }];
    expect(timedWait(undefined, { ...look, service: { events } }, 90)?.until).toEqual(after(151));
    const earlier = [{ ...events[0], createdAt: after(-500) }];
    expect(timedWait(undefined, { ...look, service: { events: earlier } }, 90)?.until).toEqual(after(160));
  });

  it('is not known while old tasks are wanted, or if the delay is unknown', () => {
    expect(timedWait(undefined, seen(draining))).toBeUndefined();
    expect(timedWait(undefined, seen(running), 90)).toBeUndefined();
    const [wanted] = [{ requestedTaskCount: 1, runningTaskCount: 2 }];
    const deployment = { ...draining.deployment, sourceServiceRevisions: [wanted] };
    expect(timedWait(undefined, seen({ ...draining, deployment }), 90)).toBeUndefined();
  });

  it('is none while it rolls back', () => {
    expect(
      timedWait(undefined, { ...baking, deployment: { ...baking.deployment, status: 'ROLLBACK_IN_PROGRESS' } }),
    ).toBeUndefined();
  });
});

describe('targets', () => {
  it('are read more often when counts change, and less often the more groups there are', () => {
    expect(targetsEvery({ groups: 1, isNews: false })).toBe(30_000);
    expect(targetsEvery({ groups: 1, isNews: true })).toBe(7_500);
    expect(targetsEvery({ groups: 5, isNews: false })).toBe(60_000);
    expect(targetsEvery({ groups: 5, isNews: true })).toBe(20_000);
  });
});

describe('looks at several services', () => {
  const start = Date.parse('2026-11-21T10:00:00Z');

  it.each([1_500, 2_500, 4_000, 7_000, 15_000])(
    'with a pause of %i ms fall on the same moments, none much later',
    (pause) => {
      const moments = new Set<number>();
      for (let offset = 0; offset < 1_000; offset += 50) {
        const wait = together(pause, new Date(start + offset));
        expect(wait).toBeGreaterThanOrEqual(Math.min(1_000, pause));
        expect(wait).toBeLessThanOrEqual(Math.max(pause, 2_000));
        moments.add(start + offset + wait);
      }
      expect(moments.size).toBeLessThanOrEqual(2);
    },
  );
});
