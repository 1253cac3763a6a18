import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { isComplete } from '../../src/aws/complete.ts';

const SOURCES = resolve(import.meta.dirname, '../../src/aws');
const CALLS = readdirSync(SOURCES).flatMap((name) => {
  const calls = readFileSync(resolve(SOURCES, name), 'utf8').matchAll(/new (\w+)Command\(/g);
  return [...calls].map(([, operation]) => operation ?? '');
});

test('every call that is made is known', () => {
  expect(CALLS.length).toBeGreaterThan(30);
  for (const operation of CALLS) expect(() => isComplete(operation, {}, {})).not.toThrow();
});

test.each(CALLS)('a response without members is not an answer: %s', (operation) => {
  expect(
    isComplete(
      operation,
      { $metadata: {} },
      {
        clusters: ['prod'],
        capacityProviders: ['pool'],
        services: ['web'],
        tasks: ['1'],
        serviceRevisionArns: ['1'],
        serviceDeploymentArns: ['1'],
      },
    ),
  ).toBe(false);
});

describe('DescribeServices', () => {
  const arn = 'arn:aws:ecs:us-east-1:123456789012:service/prod/web';
  const missing = { arn: 'arn:aws:ecs:us-east-1:123456789012:service/prod/shop', reason: 'MISSING' };

  it.each([
    [true, { services: [{ serviceArn: arn }], failures: [missing] }],
    [true, { services: [], failures: [missing, { reason: 'MISSING' }] }],
    [false, { services: [{ serviceArn: arn }], failures: [] }],
    [false, { services: [{ serviceArn: arn }], failures: [{ ...missing, reason: 'INTERNAL' }] }],
    [false, { services: [{ serviceArn: arn }, { serviceArn: arn }], failures: [] }],
    [false, { services: [null, 'web'], failures: [] }],
    [false, { services: 'web', failures: {} }],
  ])('tells of each service, or says MISSING: %s', (wanted, answer) => {
    expect(isComplete('DescribeServices', answer, { services: ['web', 'shop'] })).toBe(wanted);
    expect(isComplete('DescribeServices', answer, { services: [arn, missing.arn] })).toBe(wanted);
  });
});

it('believes an empty response if AWS itself sent it', () => {
  expect(isComplete('TagResource', { $metadata: { requestId: '1' } }, {})).toBe(true);
  expect(isComplete('TagResource', { $metadata: {} }, {})).toBe(false);
});
