import { expect, it } from 'vitest';
import { parseInputs } from '../../src/inputs/parse.ts';
import { parseRollbackTo } from '../../src/inputs/rollback.ts';
import type { RollbackTo } from '../../src/model.ts';

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

it('makes mode plan a plan of the rollback, which uses what a rollback uses', () => {
  const inputs: Record<string, string> = { mode: 'plan', service: 'web', 'rollback-to': 'previous', image: 'web:9' };
  const { problems } = parseInputs((name) => inputs[name] ?? '');
  expect(problems).toEqual([
    expect.objectContaining({
      rule: 'input-unused',
      message: 'Input "image" has no effect in the plan of a rollback.',
    }),
  ]);
});

it.each(['deploy', 'watch', 'stop'])('is an error in mode %s, which would do something else', (mode) => {
  const inputs: Record<string, string> = { mode, service: 'web', 'rollback-to': 'web:1' };
  const { problems } = parseInputs((name) => inputs[name] ?? '');
  expect(problems).toEqual([
    expect.objectContaining({ severity: 'error', fix: 'Give mode: rollback, or leave rollback-to out.' }),
  ]);
});
