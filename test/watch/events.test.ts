import { describe, expect, it } from 'vitest';
import { formatEvent, isShown } from '../../src/report/log.ts';
import { toEvents } from '../../src/watch/events.ts';
import type { Observation } from '../../src/watch/observation.ts';

const AT = new Date('2026-11-21T10:00:00Z');
const BASE: Observation = { at: AT, revisions: [], hooks: [], resources: [] };

function kinds(before: Observation | undefined, after: Observation, known: string[] = []): string[] {
  return toEvents(before, after, new Set(known)).map(({ kind }) => kind);
}

describe('toEvents', () => {
  it('reports new events oldest first, and none that the service already had', () => {
    const service = {
      events: [
        { id: 'c', message: 'third' },
        { id: 'b', message: 'second' },
        { id: 'a', message: 'first' },
      ],
    };
    const events = toEvents(undefined, { ...BASE, service }, new Set(['a']));
    expect(events.map((event) => ('message' in event ? event.message : ''))).toEqual(['second', 'third']);
  });

  it('reports everything in order of time, and of simultaneous events the end of the deployment last', () => {
    const second = (number: number): Date => new Date(AT.getTime() - 10_000 + number * 1_000);
    const before: Observation = { ...BASE, deployment: { status: 'IN_PROGRESS' } };
    const after: Observation = {
      ...BASE,
      ...BASE,
      deployment: { status: 'SUCCESSFUL', lifecycleStage: 'CLEAN_UP' },
      revisions: [{ role: 'target', arn: 'r', desired: 2, running: 2, pending: 0 }],
      service: {
        events: [
          { id: 'c', message: 'third', createdAt: AT },
          { id: 'b', message: 'second', createdAt: second(4) },
          { id: 'a', message: 'first', createdAt: second(4) },
        ],
      },
    };
    const told = toEvents(before, after, new Set()).map((event) => ('message' in event ? event.message : event.kind));
    expect(told).toEqual(['first', 'second', 'third', 'stage', 'counts', 'status']);
  });

  it('never reports the same thing twice', () => {
    const seen: Observation = {
      ...BASE,
      at: AT,
      deployment: {
        status: 'IN_PROGRESS',
        lifecycleStage: 'SCALE_UP',
        deploymentCircuitBreaker: { failureCount: 1, threshold: 3 },
      },
      service: { events: [{ id: 'x', message: 'm' }] },
      revisions: [{ role: 'target', arn: 'r', desired: 2, running: 1, pending: 1, productionWeight: 5 }],
      targets: [{ targetGroupArn: 'tg', id: '10.0.0.1', port: 80, state: 'initial' }],
    };
    expect(kinds(undefined, seen)).toEqual([
      'service-event',
      'status',
      'stage',
      'counts',
      'failed-tasks',
      'traffic',
      'target',
    ]);
    expect(kinds(seen, seen)).toEqual([]);
  });

  it('reports a target again if its state or reason changes', () => {
    const target = { targetGroupArn: 'tg', id: '10.0.0.1', port: 80, state: 'unhealthy', reason: 'Target.Timeout' };
    const before = { ...BASE, targets: [target] };
    expect(kinds(before, { ...BASE, targets: [{ ...target, reason: 'Target.ResponseCodeMismatch' }] })).toEqual([
      'target',
    ]);
  });

  it('does not report targets that were already healthy', () => {
    const target = { targetGroupArn: 'tg', id: '10.0.0.1', port: 80, state: 'healthy' };
    expect(kinds(undefined, { ...BASE, targets: [target] })).toEqual([]);
    expect(kinds({ ...BASE, targets: [] }, { ...BASE, targets: [target] })).toEqual(['target']);
  });

  it('reports the end of the bake time', () => {
    const after: Observation = {
      ...BASE,
      ...BASE,
      deployment: { lifecycleStage: 'BAKE_TIME', deploymentConfiguration: { bakeTimeInMinutes: 3 } },
    };
    expect(toEvents(BASE, after, new Set()).at(-1)).toEqual({
      at: AT,
      kind: 'bake',
      until: new Date('2026-11-21T10:03:00Z'),
    });
    expect(kinds(undefined, after)).not.toContain('bake');
  });

  it.each([
    [25, { strategy: 'LINEAR', linearConfiguration: { stepBakeTimeInMinutes: 2 } }, '2026-11-21T10:02:00Z'],
    [25, { strategy: 'LINEAR' }, '2026-11-21T10:06:00Z'],
    [5, { strategy: 'CANARY' }, '2026-11-21T10:10:00Z'],
    [100, { strategy: 'CANARY' }, undefined],
    [50, { strategy: 'BLUE_GREEN' }, undefined],
  ] as const)('gives the end of a traffic step: %i %% of %j', (productionWeight, deploymentConfiguration, until) => {
    const revision = { role: 'target' as const, arn: 'r', desired: 2, running: 2, pending: 0 };
    const deployment = { status: 'IN_PROGRESS' as const, deploymentConfiguration };
    const events = toEvents(
      { ...BASE, deployment, revisions: [{ ...revision, productionWeight: 0 }] },
      { ...BASE, deployment, revisions: [{ ...revision, productionWeight }] },
      new Set(),
    );
    const baked = events.flatMap((event) => (event.kind === 'bake' ? [event.until] : []));
    expect(baked).toEqual(until === undefined ? [] : [new Date(until)]);
  });

  it('reports a hook when its status changes', () => {
    const hook = { id: 'ecs-pause-1', type: 'PAUSE', status: 'AWAITING_ACTION' };
    const waiting = { ...BASE, hooks: [hook] };
    expect(kinds(BASE, waiting)).toEqual(['hook']);
    expect(kinds(waiting, waiting)).toEqual([]);
    expect(kinds(waiting, { ...BASE, hooks: [{ ...hook, status: 'SUCCEEDED' }] })).toEqual(['hook']);
  });
});

describe('many targets at once', () => {
  const targets = (state: string, count: number) =>
    Array.from({ length: count }, (_, index) => ({
      targetGroupArn: 'group',
      id: `10.0.0.${index}`,
      port: 8080,
      state,
    }));

  it('the tenth says how many more there are, and these are not for the log', () => {
    const before = { ...BASE, targets: targets('initial', 500) };
    const after = { ...BASE, targets: targets('healthy', 500) };
    const events = toEvents(before, after, new Set());
    expect(events).toHaveLength(500);
    const shown = events.filter(isShown).map((event) => formatEvent(event).replace(/^\S+ +/, ''));
    expect(shown).toHaveLength(10);
    expect(shown.at(-1)).toBe('✔ target 10.0.0.9:8080 healthy; and 490 more targets healthy');
  });

  it('ten are shown one by one', () => {
    const before = { ...BASE, targets: targets('initial', 10) };
    const events = toEvents(before, { ...BASE, targets: targets('healthy', 10) }, new Set());
    expect(events.filter((event) => 'more' in event || 'ofMore' in event)).toEqual([]);
  });
});
