import { describe, expect, it } from 'vitest';
import { tellRequestedRollback, addRollbackSteps } from '../../src/modes/rollback-steps.ts';
import type { DeployEvent, OutcomeKind, ServiceReport, Standing } from '../../src/model.ts';

const arn = (name: string): string => `arn:aws:ecs:us-east-1:123456789012:task-definition/${name}`;
const AT = new Date('2026-11-21T10:00:00Z');

function report(kind: OutcomeKind, changes: Partial<ServiceReport> = {}): ServiceReport {
  return {
    service: 'web',
    cluster: 'prod',
    kind: 'service',
    region: 'us-east-1',
    outcome: { kind, headline: 'as the watch says', causes: [] },
    standing: 'over',
    taskDefinitionArn: arn('web:42'),
    previousTaskDefinitionArn: arn('web:41'),
    images: [],
    startedAt: AT,
    finishedAt: AT,
    timeline: [],
    revisions: [],
    tasks: [],
    targets: [],
    definitionDiff: '',
    changes: [],
    links: [],
    next: [],
    ...changes,
  };
}

describe('addRollbackSteps', () => {
  it('prints the values', () => {
    const done = report('succeeded');
    addRollbackSteps(done);
    expect(done.next).toEqual([
      'To roll back, ⟦run-mode rollback⟧, `service: web`, `cluster: prod`, `rollback-to: web:41`.',
    ]);
    expect(done.links).toEqual([]);
  });

  it('gives the own way of the host where there is one, else a page to read', () => {
    const values = { service: 'web', cluster: 'prod', 'rollback-to': 'web:41' };
    const done = report('succeeded');
    addRollbackSteps(done, { rollbackGuide: (given) => ({ how: `type ${JSON.stringify(given)}` }) });
    expect(done.next).toEqual([`To roll back, type ${JSON.stringify(values)}.`]);
    const other = report('succeeded');
    const link = { label: 'How', url: 'https://example.com' };
    addRollbackSteps(other, { rollbackGuide: () => ({ link }) });
    expect(other.next.join()).not.toContain('gh ');
    expect(other.links).toEqual([link]);
  });

  it.each<[OutcomeKind, boolean]>([
    ['succeeded', true],
    ['started', true],
    ['failed', true],
    ['stopped', true],
    ['timed-out', true],
    ['cancelled', true],
    ['rolled-back', false],
    ['superseded', false],
    ['unchanged', false],
    ['planned', false],
  ])('after %s: %s', (kind, told) => {
    const done = report(kind);
    addRollbackSteps(done);
    expect(done.next.length > 0).toBe(told);
  });

  it.each<[Standing | undefined, OutcomeKind, to: string | undefined]>([
    ['over', 'cancelled', 'web:41'],
    ['in-flight', 'started', 'previous'],
    ['in-flight', 'failed', 'previous'],
    ['unknown', 'timed-out', 'previous'],
    ['going-back', 'cancelled', undefined],
    [undefined, 'failed', undefined],
  ])('of a deployment that is %s, after %s: %s', (standing, kind, to) => {
    const done = report(kind, { standing });
    addRollbackSteps(done);
    expect(/`rollback-to: (\S+)`/.exec(done.next.join())?.[1]).toBe(to);
  });

  const pause = { id: 'ecs-pause-1', type: 'PAUSE', status: 'AWAITING_ACTION' };
  it.each<[title: string, kind: OutcomeKind, changes: Partial<ServiceReport>]>([
    ['ECS went back already', 'timed-out', { timeline: [{ at: AT, kind: 'status', status: 'ROLLBACK_SUCCESSFUL' }] }],
    [
      'it waits for an answer',
      'started',
      { standing: 'in-flight', timeline: [{ at: AT, kind: 'hook', hook: pause } satisfies DeployEvent] },
    ],
    ['only settings changed', 'succeeded', { taskDefinitionArn: arn('web:41') }],
    ['nothing ran before', 'succeeded', { previousTaskDefinitionArn: undefined }],
  ])('says nothing where %s', (...[, kind, changes]) => {
    const done = report(kind, changes);
    addRollbackSteps(done);
    expect(done.next).toEqual([]);
  });
});

describe('tellRequestedRollback', () => {
  it.each<[OutcomeKind, to: string, headline: string]>([
    ['succeeded', 'web:42', 'web was rolled back as requested: web:42 is running again instead of web:41.'],
    [
      'succeeded',
      'web:39',
      'web was rolled back as requested: the settings of web:39 are live again instead of web:41, registered by ECS as web:42.',
    ],
    ['rolled-back', 'web:42', 'The rollback of web to web:42 did not succeed: it was itself rolled back.'],
    ['failed', 'web:42', 'as the watch says'],
  ])('%s, to %s', (kind, to, headline) => {
    const done = report(kind);
    tellRequestedRollback(done, arn(to));
    expect(done.outcome).toEqual({ kind, headline, causes: [] });
  });
});
