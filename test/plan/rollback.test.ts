import { describe, expect, it } from 'vitest';
import type { RollbackTo } from '../../src/model.ts';
import type { History, PastDeployment } from '../../src/plan/history.ts';
import { chooseRevision, listCandidates, needsFamily, toCandidates, type Question } from '../../src/plan/rollback.ts';

const HEAD = 'arn:aws:ecs:us-east-1:123456789012:task-definition/';
const arn = (name: string): string => `${HEAD}${name}`;

/** `web:42 succeeded`, newest first, a day apart. */
function historyOf(...told: string[]): History {
  const deployments = told.map((text, index): PastDeployment => {
    const [name = '', end = 'succeeded'] = text.split(' ');
    return {
      taskDefinitionArn: arn(name),
      end: end as PastDeployment['end'],
      at: new Date(Date.UTC(2026, 10, 20 - index)),
    };
  });
  return { deployments, inFlight: false };
}

const UNREAD: History = { deployments: [], inFlight: false, unread: 'Not allowed to call ecs:ListServiceDeployments.' };
const FAMILY = ['web:43', 'web:42', 'web:41', 'web:40'].map(arn);

function choose(question: Partial<Question>): { name: string | undefined; rules: string[] } {
  const to: RollbackTo = { kind: 'previous' };
  const choice = chooseRevision({ service: 'web', to, live: arn('web:42'), history: historyOf(), ...question });
  return 'refused' in choice
    ? { name: undefined, rules: [choice.refused.rule] }
    : { name: choice.taskDefinitionArn.replace(HEAD, ''), rules: choice.problems.map(({ rule }) => rule) };
}

describe('previous', () => {
  it.each<[title: string, question: Partial<Question>, name: string | undefined, rules: string[]]>([
    ['the newest other success', { history: historyOf('web:42', 'web:41', 'web:40') }, 'web:41', []],
    ['over repeated deployments of what is live', { history: historyOf('web:42', 'web:42', 'web:40') }, 'web:40', []],
    ['over failures', { history: historyOf('web:42', 'web:41 failed', 'web:41 stopped', 'web:39') }, 'web:39', []],
    ['a newer revision after a rollback', { history: historyOf('web:42', 'web:43', 'web:42') }, 'web:43', []],
    ['another family that succeeded here', { history: historyOf('web:42', 'old-web:7') }, 'old-web:7', []],
    [
      'one further when ECS went back already',
      { history: historyOf('web:43 failed', 'web:42', 'web:41') },
      'web:41',
      ['rollback-of-rolled-back'],
    ],
    ['a success that failed later counts', { history: historyOf('web:42', 'web:41 failed', 'web:41') }, 'web:41', []],
    [
      'a running deployment proves nothing',
      { history: historyOf('web:42', 'web:41 none'), family: [] },
      undefined,
      ['rollback-no-candidate'],
    ],
    ['the next older revision without a history', { family: FAMILY }, 'web:41', ['rollback-unproven']],
    ['the next older one with a history unread', { history: UNREAD, family: FAMILY }, 'web:41', ['rollback-unproven']],
    [
      'never one that failed',
      { history: historyOf('web:42', 'web:41 failed'), family: FAMILY },
      'web:40',
      ['rollback-unproven'],
    ],
    [
      'never a newer one that nobody deployed',
      { family: [arn('web:43'), arn('web:42')] },
      undefined,
      ['rollback-no-candidate'],
    ],
    [
      'by number, not by text',
      { live: arn('web:10'), family: ['web:10', 'web:9', 'web:2'].map(arn) },
      'web:9',
      ['rollback-unproven'],
    ],
    ['nothing at all', { history: UNREAD }, undefined, ['rollback-no-candidate']],
  ])('%s', (...[, question, name, rules]) => {
    expect(choose(question)).toEqual({ name, rules });
  });
});

describe('a named revision', () => {
  const history = historyOf('web:42', 'web:41', 'web:40 failed', 'old-web:7');

  it.each<[title: string, question: Partial<Question>, name: string | undefined, rules: string[]]>([
    ['a number counts in the live family', { to: { kind: 'number', revision: 41 } }, 'web:41', []],
    ['a family and number', { to: { kind: 'revision', family: 'web', revision: 41 } }, 'web:41', []],
    ['an ARN', { to: { kind: 'arn', arn: arn('web:41') } }, 'web:41', []],
    ['one that failed', { to: { kind: 'number', revision: 40 } }, 'web:40', ['rollback-unproven']],
    ['one that the history does not know', { to: { kind: 'number', revision: 7 } }, 'web:7', ['rollback-unproven']],
    ['what is live', { to: { kind: 'number', revision: 42 } }, undefined, ['rollback-already-live']],
    ['a family that ran here', { to: { kind: 'revision', family: 'old-web', revision: 7 } }, 'old-web:7', []],
    [
      'another revision of a family that ran here',
      { to: { kind: 'revision', family: 'old-web', revision: 6 } },
      'old-web:6',
      ['rollback-unproven'],
    ],
    [
      'a family that never ran here',
      { to: { kind: 'revision', family: 'api', revision: 7 } },
      undefined,
      ['rollback-foreign'],
    ],
    [
      'a family where the history is unread',
      { to: { kind: 'revision', family: 'api', revision: 7 }, history: UNREAD },
      'api:7',
      ['rollback-unproven'],
    ],
    [
      'another account',
      { to: { kind: 'arn', arn: arn('web:41').replace('123456789012', '210987654321') } },
      undefined,
      ['rollback-foreign'],
    ],
    [
      'another partition and Region',
      { to: { kind: 'arn', arn: 'arn:aws-cn:ecs:cn-north-1:123456789012:task-definition/web:41' } },
      undefined,
      ['rollback-foreign'],
    ],
    [
      'while a deployment is in flight',
      { to: { kind: 'number', revision: 41 }, history: { ...history, inFlight: true } },
      'web:41',
      ['deployment-in-progress'],
    ],
  ])('%s', (...[, question, name, rules]) => {
    expect(choose({ history, ...question })).toEqual({ name, rules });
  });
});

describe('the candidates', () => {
  it('count how the deployments of each revision ended, newest first', () => {
    const history = historyOf('web:42', 'web:41 failed', 'web:42 stopped', 'web:41');
    expect(toCandidates({ live: arn('web:42'), history, family: [arn('web:41'), arn('web:39')] })).toEqual([
      expect.objectContaining({ taskDefinitionArn: arn('web:42'), role: 'live', succeeded: 1, failed: 0, stopped: 1 }),
      expect.objectContaining({
        taskDefinitionArn: arn('web:41'),
        succeeded: 1,
        failed: 1,
        deployedAt: new Date('2026-11-19'),
        succeededAt: new Date('2026-11-17'),
      }),
      { taskDefinitionArn: arn('web:39'), succeeded: 0, failed: 0, stopped: 0, images: [] },
    ]);
  });

  it('are at most ten', () => {
    const many = Array.from({ length: 30 }, (_, index) => `web:${40 - index}`);
    expect(toCandidates({ live: arn('web:42'), history: historyOf(...many) })).toHaveLength(10);
  });

  it('are listed in one sentence, without what cannot be deployed', () => {
    const candidates = toCandidates({
      live: arn('web:42'),
      history: historyOf('web:42', 'web:41', 'web:40 failed', 'web:39'),
    });
    const told = candidates.map((one) =>
      one.taskDefinitionArn === arn('web:39') ? { ...one, status: 'INACTIVE' } : one,
    );
    expect(listCandidates(told, 'web')).toBe('Candidates: web:41 (succeeded 2026-11-19), web:40 (failed).');
    expect(listCandidates([], 'web')).toBe('"web" has no other revision to return to.');
  });

  it.each([
    [['web:42', 'web:41'], false],
    [['web:42', 'web:41 failed'], true],
    [[], true],
  ])('%j needs the family: %s', (told, needed) => {
    expect(needsFamily({ live: arn('web:42'), history: historyOf(...told) })).toBe(needed);
  });
});
