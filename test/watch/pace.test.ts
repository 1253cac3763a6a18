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

const complete: Observation['deployment'] = {
  ...draining.deployment,
  status: 'IN_PROGRESS',
  sourceServiceRevisions: [{ requestedTaskCount: 2, runningTaskCount: 2 }],
};
const incomplete: Observation['deployment'] = {
  ...complete,
  targetServiceRevision: { requestedTaskCount: 2, runningTaskCount: 0, pendingTaskCount: 2 },
};

function seen(more: Partial<Observation> = {}): Observation {
  return { at: START, deployment: { status: 'IN_PROGRESS' }, resources: [], revisions: [], hooks: [], ...more };
}

/** Seconds until the next look, so many seconds after the deployment was first seen like this. */
function pause(look: Observation, afterSeconds: number, maxDelaySeconds?: number): number {
  const now = after(afterSeconds);
  const state = { last: look, lastNews: now, standstill: follow(undefined, look), timed: timedWait({}, look) };
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
const bakingBefore: Observation['deployment'] = {
  ...baking.deployment,
  sourceServiceRevisions: [{ requestedTaskCount: 2, runningTaskCount: 2 }],
};
const balanced = { loadBalancers: [{ targetGroupArn: 'web' }] };
const turning = (seconds: number): Observation =>
  seen({ ...starting, deployment: { status: 'ROLLBACK_IN_PROGRESS', rollback: { startedAt: after(seconds) } } });
const paused = (expiresAt?: Date): Observation => {
  const hook: HookState = { id: '1', type: 'PAUSE', status: 'AWAITING_ACTION', ...(expiresAt && { expiresAt }) };
  return seen({ ...running, hooks: [hook] });
};
const breaker = (failureCount: number, rollback = false): Observation =>
  seen({
    ...starting,
    deployment: {
      status: 'IN_PROGRESS',
      deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback } },
      deploymentCircuitBreaker: { status: 'MONITORING', failureCount, threshold: 3 },
    },
  });

describe('the pause before the next look', () => {
  it.each<[string, Observation, number, number]>([
    ['is usual while new tasks start', seen({ deployment: incomplete }), 0, 7],
    ['grows while they do', seen({ deployment: incomplete }), 60, 10],
    ['is shorter once they run', seen({ deployment: complete }), 0, 5],
    ['is longer where connections have to drain after that', seen({ deployment: complete, service: balanced }), 0, 7],
    ['stays below the shortest delay that matters', seen({ deployment: complete, service: balanced }), 600, 10.5],
    ['grows while old tasks have not begun to stop', seen(running), 60, 10],
    ['stays below a quarter of a minute', seen(starting), 1200, 15],
    ['is shortest once only draining is left', seen(draining), 0, 1],
    ['grows while it drains', seen(draining), 30, 3],
    ['is shorter when one more failure ends it', breaker(2), 0, 2],
    ['is not when a rollback follows', breaker(2, true), 0, 5],
    ['is usual when more failures are left', breaker(1), 0, 5],
    ['is longer when a rollback has just begun', turning(-1), 0, 6],
    ['is shorter later in a rollback', turning(-10), 10, 2],
    ['is shorter in a status that this version does not know', seen({ deployment: { status: 'NEW' as never } }), 0, 2],
    ['is long during the bake time', baking, 30, 15],
    ['ends when the bake time does', baking, 290, 10],
    ['is short around the end of the bake time', baking, 300, 1],
    ['is less short where old tasks have to stop then', seen({ ...baking, deployment: bakingBefore }), 300, 3],
    ['is usual when the bake time took longer', baking, 335, 4],
    ['grows while a person has to answer', paused(), 120, 15],
    ['is short when the time to answer is nearly over', paused(after(8)), 3, 1],
  ])('%s', (_, look, seconds, expected) => {
    expect(pause(look, seconds)).toBe(expected);
  });

  it('is as long as the log may be silent while old connections end', () => {
    const timed = timedWait({}, seen(draining), 90);
    const state = { last: seen(draining), lastNews: after(10), standstill: follow(undefined, seen(draining)), timed };
    expect(nextLookIn({ ...state, request: {} }, after(10))).toBe(25_000);
    expect(nextLookIn({ ...state, lastNews: after(80), request: {} }, after(80))).toBe(10_000);
    expect(nextLookIn({ ...state, lastNews: after(90), request: {} }, after(90))).toBe(1_000);
  });

  it('follows the first of several pauses to end', () => {
    const hooks = [paused(after(3600)), paused(after(8))].flatMap((look) => look.hooks);
    expect(pause(seen({ ...running, hooks }), 3)).toBe(1);
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
    const first = timedWait({}, baking);
    expect(first?.until).toEqual(after(300));
    expect(timedWait({ timed: first }, { ...baking, at: after(60), targets: [] })).toBe(first);
  });

  it('may have begun right after the look before', () => {
    const last = seen({ at: after(-4) });
    expect(timedWait({ last }, baking)?.earliest).toEqual(after(296));
    expect(timedWait({}, baking)?.earliest).toEqual(after(300));
    expect(timedWait({ last }, baking)?.isJoined).toBe(false);
    expect(timedWait({}, baking)?.isJoined, 'nobody saw it begin').toBe(true);
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
    const first = timedWait({}, share(10, START));
    expect(first?.until).toEqual(after(120));
    expect(timedWait({ timed: first }, share(20, after(130)))?.until).toEqual(after(250));
    expect(timedWait({ timed: first }, share(100, after(130)))).toBeUndefined();
  });

  it('is how long old targets drain, from when ECS says that they do', () => {
    const look = { ...seen(draining), at: after(70) };
    expect(timedWait({}, look, 90)?.until).toEqual(after(160));
    const events = [{ createdAt: after(61), message: '(service web) has begun draining connections on 2 tasks.' }];
    expect(timedWait({}, { ...look, service: { events } }, 90)?.until).toEqual(after(151));
    const earlier = [{ ...events[0], createdAt: after(-500) }];
    expect(timedWait({}, { ...look, service: { events: earlier } }, 90)?.until).toEqual(after(160));
  });

  it('is not known while old tasks are wanted, or if the delay is unknown', () => {
    expect(timedWait({}, seen(draining))).toBeUndefined();
    expect(timedWait({}, seen(running), 90)).toBeUndefined();
    const [wanted] = [{ requestedTaskCount: 1, runningTaskCount: 2 }];
    const deployment = { ...draining.deployment, sourceServiceRevisions: [wanted] };
    expect(timedWait({}, seen({ ...draining, deployment }), 90)).toBeUndefined();
  });

  it('is none while it rolls back', () => {
    expect(
      timedWait({}, { ...baking, deployment: { ...baking.deployment, status: 'ROLLBACK_IN_PROGRESS' } }),
    ).toBeUndefined();
  });
});

describe('targets', () => {
  it('are read more often when counts change, and less often the more groups there are', () => {
    const every = (groups: number, isNews: boolean): number =>
      targetsEvery({ groups, isNews, timed: undefined, deployment: complete });
    expect(every(1, false)).toBe(45_000);
    expect(every(1, true)).toBe(11_250);
    expect(every(5, false)).toBe(60_000);
    expect(every(5, true)).toBe(25_000);
  });

  it('are read seldom while new tasks start, and while only old ones drain', () => {
    const timed = { what: '', earliest: START, until: START, drains: false, isJoined: false };
    const every = (deployment: Observation['deployment'], wait?: typeof timed): number =>
      targetsEvery({ groups: 1, isNews: true, timed: wait, deployment });
    expect(every({ status: 'IN_PROGRESS' })).toBe(67_500);
    expect(every(draining.deployment)).toBe(67_500);
    expect(every(complete, timed)).toBe(135_000);
  });

  it('are read often in a rollback until all old tasks run and no new one does', () => {
    const back = (target: number, source: number): Observation['deployment'] => ({
      status: 'ROLLBACK_IN_PROGRESS',
      targetServiceRevision: { requestedTaskCount: 0, runningTaskCount: target, pendingTaskCount: 0 },
      sourceServiceRevisions: [{ requestedTaskCount: 2, runningTaskCount: source, pendingTaskCount: 0 }],
    });
    const every = (deployment: Observation['deployment']): number =>
      targetsEvery({ groups: 1, isNews: true, timed: undefined, deployment });
    expect(every(back(1, 2))).toBe(11_250);
    expect(every(back(0, 1))).toBe(11_250);
    expect(every(back(0, 2))).toBe(67_500);
  });
});

describe('looks at several services', () => {
  const start = Date.parse('2026-11-21T10:00:00Z');

  it.each([1_000, 2_000, 4_000, 7_000, 15_000])(
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
