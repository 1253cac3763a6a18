import { describe, expect, test } from 'vitest';
import type { RequestName } from '../../src/aws/requests.ts';
import { checkFields } from '../../src/check/schema.ts';
import { formatPath } from '../../src/check/words.ts';

const locate = (path: readonly (string | number)[]) => ({ kind: 'input', input: formatPath(path) }) as const;

const told = (value: unknown, shape: RequestName) =>
  checkFields(value, locate, shape).map(({ rule, origin }) => `${rule} ${origin.kind === 'input' ? origin.input : ''}`);

describe('the other requests', () => {
  test.each<[RequestName, unknown, string[]]>([
    ['UpdateServiceRequest', { service: 'web', deploymentConfiguration: { maximumPercent: 200 } }, []],
    [
      'UpdateServiceRequest',
      { service: 'web', deploymentConfiguration: { canaryConfiguration: { canaryPercent: 0.5 } } },
      [],
    ],
    ['UpdateServiceRequest', { service: 'web', desiredCount: 1.5 }, ['wrong-type desiredCount']],
    [
      'UpdateServiceRequest',
      { service: 'web', deploymentConfiguration: { strategy: 'BLUEGREEN' } },
      ['bad-value deploymentConfiguration.strategy'],
    ],
    ['CreateServiceRequest', { launchtype: 'FARGATE' }, ['unknown-field launchtype', 'missing-field serviceName']],
    [
      'CreateExpressGatewayServiceRequest',
      { infrastructureRoleArn: 'arn:aws:iam::123456789012:role/r', cpuArchitecture: 'ARM' },
      ['bad-value cpuArchitecture'],
    ],
    [
      'UpdateExpressGatewayServiceRequest',
      { serviceArn: 'a', primaryContainer: { image: 'i', environment: {} } },
      ['wrong-type primaryContainer.environment'],
    ],
    ['RunTaskRequest', { taskDefinition: 'web', count: '1' }, ['wrong-type count']],
  ])('%s %o', (shape, value, expected) => expect(told(value, shape)).toEqual(expected));

  test('a value of the wrong shape', () => {
    for (const value of [null, undefined, 7, 'x', []]) {
      expect(told(value, 'RegisterTaskDefinitionRequest')).toEqual(['wrong-type ']);
    }
  });
});
