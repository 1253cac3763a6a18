import { describe, expect, it } from 'vitest';
import { definitionNeeds, roleNeed, valueNeed } from '../../src/check/preflight/definition-needs.ts';
import { keyOf, nameOf } from '../../src/check/preflight/need.ts';
import { trustedServices } from '../../src/check/preflight/trust.ts';
import type { TaskDefinition } from '../../src/model.ts';

const TASKS = 'ecs-tasks.amazonaws.com';
const allow = (rest: object): object => ({ Effect: 'Allow', Action: 'sts:AssumeRole', ...rest });

describe('a trust policy', () => {
  it.each<[string, unknown, string[] | undefined]>([
    ['one service', [allow({ Principal: { Service: TASKS } })], [TASKS]],
    [
      'a statement alone',
      allow({ Principal: { Service: [TASKS, 'ecs.amazonaws.com'] } }),
      [TASKS, 'ecs.amazonaws.com'],
    ],
    [
      'several actions',
      [allow({ Action: ['sts:TagSession', 'sts:AssumeRole'], Principal: { Service: TASKS } })],
      [TASKS],
    ],
    ['any action', [allow({ Action: 'sts:*', Principal: { Service: TASKS } })], [TASKS]],
    ['another action', [allow({ Action: 'sts:TagSession', Principal: { Service: TASKS } })], []],
    ['a Deny', [{ ...allow({ Principal: { Service: TASKS } }), Effect: 'Deny' }], []],
    ['an account', [allow({ Principal: { AWS: 'arn:aws:iam::111122223333:root' } })], []],
    ['everybody', [allow({ Principal: '*' })], undefined],
    ['every account', [allow({ Principal: { AWS: '*' } })], undefined],
    ['all but some', [allow({ NotPrincipal: { AWS: 'arn:aws:iam::111122223333:root' } })], undefined],
    [
      'all actions but some',
      [{ Effect: 'Allow', NotAction: 'sts:TagSession', Principal: { Service: TASKS } }],
      undefined,
    ],
  ])('with %s', (_, Statement, services) => {
    expect(trustedServices(JSON.stringify({ Version: '2012-10-17', Statement }))).toEqual(services);
  });

  it('that cannot be read says nothing', () => {
    expect(trustedServices('{')).toBeUndefined();
    expect(trustedServices('{"Statement": [null, 1]}')).toEqual([]);
  });
});

describe('a role is looked for', () => {
  const rest = { by: 'taskRoleArn', origin: { kind: 'service', service: 'web' }, principal: TASKS } as const;

  it.each([
    ['arn:aws:iam::111122223333:role/web', { name: 'web', account: '111122223333' }],
    ['arn:aws-us-gov:iam::111122223333:role/team/a/web', { name: 'web', account: '111122223333' }],
    ['web', { name: 'web' }],
  ])('by its name: %s', (role, need) => expect(roleNeed(role, rest)).toMatchObject([need]));

  it.each([undefined, '', 'arn:aws:iam::1:role/web', 'arn:aws:iam::${ACCOUNT}:role/web', '$ROLE', 'a b'])(
    'never when it is malformed: %s',
    (role) => expect(roleNeed(role, rest)).toEqual([]),
  );
});

describe('a valueFrom', () => {
  const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-Ab1Cd2';
  const secret = { kind: 'secret', id: SECRET, region: 'eu-west-1', account: '111122223333' };
  const parameter = { kind: 'parameter', region: 'us-east-1' };

  it.each<[string, object]>([
    [SECRET, secret],
    [`${SECRET}:password::`, secret],
    [`${SECRET}:password:AWSPREVIOUS:a1b2`, secret],
    ['/prod/db', { ...parameter, names: ['/prod/db'], isShown: true }],
    ['/prod/db:3', { ...parameter, names: ['/prod/db'] }],
    ['db', { ...parameter, names: ['db'], isShown: false }],
    [
      'arn:aws:ssm:eu-west-1:111122223333:parameter/prod/db',
      { kind: 'parameter', region: 'eu-west-1', names: ['/prod/db'] },
    ],
    ['arn:aws:ssm:eu-west-1:111122223333:parameter/db:live', { kind: 'parameter', names: ['db', '/db'] }],
  ])('refers to %s', (text, need) => expect(valueNeed(text, 'us-east-1')).toMatchObject(need));

  it.each([
    undefined,
    '',
    'hunter2!',
    '${SECRET_ARN}',
    'arn:aws:s3:::bucket',
    '/aws/reference/secretsmanager/prod',
    'arn:aws:ssm:eu-west-1:111122223333:parameter/aws/service/ami',
  ])('that cannot be looked up is left alone: %s', (text) => expect(valueNeed(text, 'us-east-1')).toBeUndefined());
});

it('a parameter that may be a value is not named', () => {
  const definition = {
    containerDefinitions: [{ name: 'web', image: 'web:1', secrets: [{ name: 'PASSWORD', valueFrom: 'hunter2' }] }],
  } as unknown as TaskDefinition;
  const [need] = definitionNeeds({ definition, locate: () => ({ kind: 'input', input: 'secrets' }) }, 'us-east-1');
  expect(need && nameOf(need)).toBe('parameter');
});

it('two keys of one secret are one need', () => {
  const secret = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-Ab1Cd2';
  const needs = [`${secret}:user::`, `${secret}:password::`].flatMap((text) => valueNeed(text, 'us-east-1') ?? []);
  expect(new Set(needs.map(keyOf)).size).toBe(1);
});

it('wrong types are left to the other checks', () => {
  const definition = { taskRoleArn: 7, containerDefinitions: [null, { secrets: 'x', logConfiguration: [] }] };
  const locate = () => ({ kind: 'input', input: 'task-definition' }) as const;
  expect(definitionNeeds({ definition: definition as unknown as TaskDefinition, locate }, 'us-east-1')).toEqual([]);
});
