import type { Service } from '@aws-sdk/client-ecs';
import { describe, expect, test } from 'vitest';
import { toAfterwards } from '../../src/check/afterwards.ts';
import { checkDocument, documentRules } from '../../src/check/document.ts';
import { checkService } from '../../src/check/service.ts';
import { parseInputs } from '../../src/inputs/parse.ts';
import type { InputName } from '../../src/inputs/spec.ts';
import type { CodeDeployTarget, ServiceDocument } from '../../src/model.ts';
import { planSettings } from '../../src/plan/settings.ts';

function documented(fields: Record<string, unknown>): ServiceDocument {
  return { kind: 'classic', fields, locate: () => ({ kind: 'input', input: 'service-definition' }) };
}

/** What is said about a service once these inputs are applied: rule, and the input it is blamed on. */
function told(service: Service, inputs: Partial<Record<InputName, string>> = {}): string[] {
  return check(service, inputs).map(
    ({ rule, origin }) => `${rule} ${origin.kind === 'input' ? origin.input : origin.kind}`,
  );
}

function check(service: Service, inputs: Partial<Record<InputName, string>>) {
  const asked: typeof inputs = { service: 'web', image: 'web:1', ...inputs };
  const parsed = parseInputs((name) => asked[name] ?? '');
  expect(parsed.problems).toEqual([]);
  const { settings, changes } = planSettings({ ...parsed, live: service });
  const place = { name: 'web', cluster: 'prod', region: 'us-east-1' };
  return checkService({ kind: 'service', ...place, service, settings, changes }, (input) =>
    parsed.given.includes(input) ? { kind: 'input', input } : { kind: 'service', service: 'web' },
  );
}

const BREAKER = { deploymentCircuitBreaker: { enable: true, rollback: true } };
const SOUND: Service = { desiredCount: 2, deploymentConfiguration: BREAKER };

describe('one task', () => {
  test.each<[name: string, service: Service, inputs: Partial<Record<InputName, string>>, expected: string[]]>([
    ['two live', SOUND, {}, []],
    ['one live', { ...SOUND, desiredCount: 1 }, {}, ['desired-count-one service']],
    ['none live', { ...SOUND, desiredCount: 0 }, {}, []],
    ['asked for one', SOUND, { 'desired-count': '1' }, ['desired-count-one desired-count']],
    [
      'one live and asked for',
      { ...SOUND, desiredCount: 1 },
      { 'desired-count': '1' },
      ['desired-count-one desired-count'],
    ],
    ['asked for two', { ...SOUND, desiredCount: 1 }, { 'desired-count': '2' }, []],
    ['a daemon on one instance', { ...SOUND, desiredCount: 1, schedulingStrategy: 'DAEMON' }, {}, []],
  ])('%s', (...[, service, inputs, expected]) => {
    expect(told(service, inputs)).toEqual(expected);
  });

  test('says what is behind the load balancer', () => {
    const alone: Service = { ...SOUND, desiredCount: 1 };
    expect(check(alone, {})[0]?.message).toMatch(/^Service "web" has one task: /);
    const [problem] = check({ ...alone, loadBalancers: [{ containerName: 'web', containerPort: 80 }] }, {});
    expect(problem?.message).toMatch(/^Service "web" has one task behind its load balancer: /);
  });
});

describe('the circuit breaker', () => {
  const off: Service = {
    desiredCount: 2,
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: false, rollback: false } },
  };

  test.each<[name: string, service: Service, inputs: Partial<Record<InputName, string>>, expected: string[]]>([
    ['off, turned on by default', off, {}, []],
    ['off and kept', off, { 'circuit-breaker': 'keep' }, ['circuit-breaker-off circuit-breaker']],
    ['never set and kept', { desiredCount: 2 }, { 'circuit-breaker': 'keep' }, ['circuit-breaker-off circuit-breaker']],
    ['on and kept', SOUND, { 'circuit-breaker': 'keep' }, []],
    ['turned off', SOUND, { 'circuit-breaker': 'off' }, ['circuit-breaker-off circuit-breaker']],
    ['without rollback', SOUND, { 'circuit-breaker': 'on' }, []],
    ['off under blue/green', { ...off, deploymentConfiguration: { strategy: 'BLUE_GREEN' } }, {}, []],
    [
      'off under CodeDeploy',
      { ...off, deploymentController: { type: 'CODE_DEPLOY' } },
      { 'circuit-breaker': 'keep' },
      [],
    ],
  ])('%s', (...[, service, inputs, expected]) => {
    expect(told(service, inputs)).toEqual(expected);
  });

  test('if nobody set it to off, the service is blamed', () => {
    const place = { name: 'web', cluster: 'prod', region: 'us-east-1', settings: {}, changes: [] };
    expect(
      checkService({ kind: 'service', ...place, service: off }, () => ({ kind: 'service', service: 'web' })),
    ).toMatchObject([{ rule: 'circuit-breaker-off', origin: { kind: 'service', service: 'web' } }]);
  });
});

test.each<[circuitBreaker: object, inputs: Partial<Record<InputName, string>>, told: boolean]>([
  [{ enable: true, rollback: true }, { 'circuit-breaker': 'keep' }, false],
  [{ enable: false }, { 'circuit-breaker': 'keep' }, false],
  [{ enable: true, rollback: false, resetOnHealthyTask: false }, { 'circuit-breaker': 'on' }, false],
  [{ enable: true, rollback: true }, { 'circuit-breaker': 'on' }, true],
  [{ enable: false, rollback: true }, { 'circuit-breaker': 'off' }, false],
  [{ enable: true, rollback: true }, { 'circuit-breaker': 'off' }, true],
  [
    { enable: true, thresholdConfiguration: { type: 'BOUNDED_PERCENT', value: 40 } },
    { 'circuit-breaker-threshold': '40%' },
    false,
  ],
  [
    { enable: true, thresholdConfiguration: { type: 'COUNT', value: 40 } },
    { 'circuit-breaker-threshold': '40%' },
    true,
  ],
])('a service definition with the breaker %j, and %j: contradicted %j', (deploymentCircuitBreaker, given, told) => {
  const asked: typeof given = { service: 'web', image: 'web:1', ...given };
  const parsed = parseInputs((name) => asked[name] ?? '');
  const fields = { deploymentConfiguration: { deploymentCircuitBreaker } };
  const document = documented(fields);
  const rules = checkDocument({ ...parsed, document }).map(({ rule }) => rule);
  expect(rules).toEqual(told ? ['input-over-definition'] : []);
});

test.each([
  ['what CodeDeploy deploys, in part', { subnets: ['subnet-1'] }, []],
  ['another subnet', { subnets: ['subnet-2'] }, ['service-field-fixed']],
])('a service definition of a CodeDeploy service with %s', (_, awsvpcConfiguration, expected) => {
  const network = {
    awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-1'], assignPublicIp: 'ENABLED' as const },
  };
  const service = {
    serviceArn: 'arn:aws:ecs:us-east-1:111122223333:service/prod/web',
    deploymentController: { type: 'CODE_DEPLOY' as const },
    taskSets: [{ status: 'PRIMARY', networkConfiguration: network }],
  } satisfies Service;
  const target: CodeDeployTarget = {
    kind: 'codedeploy',
    name: 'web',
    cluster: 'prod',
    region: 'us-east-1',
    service,
    settings: {},
    changes: [],
    group: {
      application: 'a',
      name: 'g',
      readyWaitMinutes: 0,
      terminationWaitMinutes: 0,
      rollsBackOnFailure: true,
      known: [],
    },
    appSpec: { value: {}, services: [], locate: () => ({ kind: 'input', input: 'codedeploy-appspec' }) },
    appSpecChanges: [],
  };
  const fields = { networkConfiguration: { awsvpcConfiguration } };
  const document = documented(fields);
  const found = [...documentRules({ target, document, after: toAfterwards(target) })];
  expect(found.map(({ rule }) => rule)).toEqual(expected);
});
