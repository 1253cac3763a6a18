import { describe, expect, it } from 'vitest';
import type { RevisionState, TargetState } from '../../src/model.ts';
import type { Observation } from '../../src/watch/observation.ts';
import { follow, isDue, isNews, lacksSomething, type Standstill } from '../../src/watch/standstill.ts';

const START = new Date('2026-11-21T10:00:00Z');
const after = (seconds: number): Date => new Date(START.getTime() + seconds * 1000);

const side = (role: RevisionState['role'], more: Partial<RevisionState> = {}): RevisionState => ({
  role,
  arn: role,
  desired: 2,
  running: 0,
  pending: 0,
  ...more,
});
const target = (state: string): TargetState => ({ targetGroupArn: 'tg', id: '10.0.0.1', state });

function seen(seconds: number, more: Partial<Observation> = {}): Observation {
  const deployment = { status: 'IN_PROGRESS' as const };
  return { at: after(seconds), deployment, resources: [], revisions: [side('target')], hooks: [], ...more };
}

const followed = (...looks: Observation[]): Standstill => {
  const [first = seen(0), ...more] = looks;
  return more.reduce((state, look) => follow(state, look), follow(undefined, first));
};

describe('since when a deployment has not got further', () => {
  it.each<[string, Partial<Observation>]>([
    ['more tasks run', { revisions: [side('target', { running: 1 })] }],
    ['its size changes', { revisions: [side('target', { desired: 3 })] }],
    ['traffic moves', { revisions: [side('target', { productionWeight: 10 })] }],
    ['a target gets healthy', { targets: [target('healthy')] }],
    ['it is in another stage', { deployment: { status: 'IN_PROGRESS', lifecycleStage: 'SCALE_UP' } }],
    ['a resource is ready', { resources: [{ resource: 'certificate', status: 'ACTIVE' }] }],
    ['a hook ends', { hooks: [{ id: '1', type: 'PAUSE', status: 'SUCCEEDED' }] }],
  ])('until %s', (_, change) => {
    expect(followed(seen(0), seen(60, change)).since).toEqual(after(60));
  });

  it('until an old task is gone', () => {
    const left = (running: number) => ({ revisions: [side('target'), side('source', { running })] });
    expect(followed(seen(0, left(2)), seen(60, left(1))).since).toEqual(after(60));
  });

  it('also while a task starts again and again', () => {
    const runs = (running: number) => ({ revisions: [side('target', { running, pending: 2 - running })] });
    expect(followed(seen(0, runs(0)), seen(20, runs(1)), seen(40, runs(0)), seen(60, runs(1))).since).toEqual(
      after(20),
    );
  });

  it('forgets what was found once it got further, not what was told', () => {
    const told = { at: START, text: 'x' };
    const stuck = { ...followed(seen(0)), askedAt: START, found: { at: START, cause: { message: 'x' } }, told };
    expect(follow(stuck, seen(60))).toEqual(stuck);
    const further = follow(stuck, seen(60, { targets: [target('healthy')] }));
    expect(further.found).toBeUndefined();
    expect(further).toMatchObject({ told, askedAt: START });
  });
});

describe('when to ask why', () => {
  const still = followed(seen(0));

  it('after two minutes, then every three', () => {
    const asked = { ...still, askedAt: after(120) };
    expect([isDue(still, seen(119)), isDue(still, seen(120))]).toEqual([false, true]);
    expect([isDue(asked, seen(299)), isDue(asked, seen(300))]).toEqual([false, true]);
  });

  it.each<[string, Partial<Observation>]>([
    ['it bakes', { deployment: { status: 'IN_PROGRESS', lifecycleStage: 'BAKE_TIME' } }],
    [
      'a share of the traffic is held',
      {
        deployment: { status: 'IN_PROGRESS', lifecycleStage: 'PRODUCTION_TRAFFIC_SHIFT' },
        revisions: [side('target', { productionWeight: 10 })],
      },
    ],
    ['it is paused', { hooks: [{ id: '1', type: 'PAUSE', status: 'AWAITING_ACTION' }] }],
    ['a function runs', { hooks: [{ id: '1', type: 'AWS_LAMBDA', status: 'IN_PROGRESS' }] }],
    ['it is rolled back', { deployment: { status: 'ROLLBACK_IN_PROGRESS' } }],
    ['it is being stopped', { deployment: { status: 'STOP_REQUESTED' } }],
    ['its status is not known', { deployment: { status: 'DREAMING' as never } }],
  ])('never while %s', (_, change) => {
    expect(isDue(still, seen(600, change))).toBe(false);
  });

  it('looks at tasks only where something is missing', () => {
    const all = [side('target', { running: 2 }), side('source', { desired: 0, running: 2 })];
    const draining = seen(0, { revisions: all, targets: [target('healthy'), target('draining')] });
    expect(lacksSomething(draining)).toBe(false);
    expect(lacksSomething({ ...draining, targets: [target('initial')] })).toBe(true);
    expect(lacksSomething({ ...draining, targets: [target('unhealthy')] })).toBe(true);
    expect(lacksSomething(seen(0))).toBe(true);
  });

  it('says the same again after ten minutes, and a new thing at once', () => {
    const told = { ...still, told: { at: START, text: 'web exited (2 tasks)' } };
    expect(isNews(told, 'web exited (9 tasks)', after(599))).toBe(false);
    expect(isNews(told, 'web exited (9 tasks)', after(600))).toBe(true);
    expect(isNews(told, 'web was killed (2 tasks)', after(180))).toBe(true);
  });
});
