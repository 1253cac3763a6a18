import { expect, it } from 'vitest';
import { parseRollbackTo } from '../../src/inputs/rollback.ts';
import type { RollbackTo } from '../../src/model.ts';
import { parse, told } from './reading.ts';

const ARN = 'arn:aws-cn:ecs:cn-north-1:123456789012:task-definition/web:41';

it.each<[text: string | undefined, to: RollbackTo | undefined]>([
  [undefined, { kind: 'previous' }],
  ['', { kind: 'previous' }],
  [' Previous ', { kind: 'previous' }],
  ['41', { kind: 'number', revision: 41 }],
  ['web:41', { kind: 'revision', family: 'web', revision: 41 }],
  [ARN, { kind: 'arn', arn: ARN }],
  ['0', undefined],
  ['-1', undefined],
  ['4.1', undefined],
  ['web', undefined],
  ['web:', undefined],
  ['web:latest', undefined],
  ['web:41 ; rm', undefined],
  ['arn:aws:ecs:us-east-1:123456789012:task-definition/web', undefined],
  ['arn:aws:ecs:us-east-1:123456789012:service/prod/web', undefined],
])('%j is %j', (text, to) => {
  expect(parseRollbackTo(text)).toEqual(to);
});

it('makes mode plan a plan of the rollback, with the inputs of a rollback', () => {
  const given = { mode: 'plan', service: 'web', 'rollback-to': 'previous', image: 'web:9' };
  expect(told(given)).toEqual(['input-unused image']);
});

it.each(['deploy', 'watch', 'stop'])('is an error in mode %s, which would do something else', (mode) => {
  const { problems } = parse({ mode, service: 'web', 'rollback-to': 'web:1' });
  expect(problems).toMatchObject([
    {
      severity: 'error',
      message: expect.stringContaining(`"${mode}"`),
      fix: expect.stringContaining('mode: rollback'),
    },
  ]);
});
