import type { LogConfiguration, Service } from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import { parseInputs } from '../../src/inputs/parse.ts';
import type { InputName } from '../../src/inputs/spec.ts';
import { planServiceTags } from '../../src/plan/service-tags.ts';
import { planSettings } from '../../src/plan/settings.ts';
import type { ServiceDocument } from '../../src/model.ts';

function plan(given: Partial<Record<InputName, string>>, live: Service) {
  const asked = { service: 'web', image: 'web:1', ...given };
  const parsed = parseInputs((name) => asked[name] ?? '');
  expect(parsed.problems).toEqual([]);
  return planSettings({ ...parsed, live });
}

const BREAKER = { enable: true, rollback: true };

describe('planSettings', () => {
  it('sends nothing if the service already has everything', () => {
    expect(plan({}, { deploymentConfiguration: { deploymentCircuitBreaker: BREAKER, maximumPercent: 200 } })).toEqual({
      settings: {},
      changes: [],
    });
  });

  it('turns the circuit breaker on and keeps the rest of the deployment configuration', () => {
    const live: Service = {
      deploymentConfiguration: {
        maximumPercent: 150,
        minimumHealthyPercent: 50,
        deploymentCircuitBreaker: { enable: false, rollback: false },
      },
    };
    const { settings, changes } = plan({}, live);
    expect(settings).toEqual({
      deploymentConfiguration: { maximumPercent: 150, minimumHealthyPercent: 50, deploymentCircuitBreaker: BREAKER },
    });
    expect(changes).toEqual([
      { setting: 'deploymentConfiguration.deploymentCircuitBreaker.enable', before: 'false', after: 'true' },
      { setting: 'deploymentConfiguration.deploymentCircuitBreaker.rollback', before: 'false', after: 'true' },
    ]);
  });

  it.each([
    ['rollback', { enable: true, rollback: true }],
    ['on', { enable: true, rollback: false }],
    ['off', { enable: false, rollback: false }],
  ])('circuit-breaker: %s', (choice, wanted) => {
    const live = {
      deploymentConfiguration: {
        deploymentCircuitBreaker: { enable: true, rollback: true, resetOnHealthyTask: false },
      },
    };
    const after = plan({ 'circuit-breaker': choice }, live).settings.deploymentConfiguration?.deploymentCircuitBreaker;
    expect({ enable: true, rollback: true, ...after }).toMatchObject(wanted);
    if (after !== undefined) expect(after.resetOnHealthyTask).toBe(false);
  });

  it('keep does not touch a breaker that is off', () => {
    expect(
      plan(
        { 'circuit-breaker': 'keep' },
        { deploymentConfiguration: { deploymentCircuitBreaker: { enable: false, rollback: false } } },
      ).settings,
    ).toEqual({});
  });

  it('does not force its default breaker onto blue/green', () => {
    expect(plan({}, { deploymentConfiguration: { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 5 } }).settings).toEqual(
      {},
    );
  });

  it.each([
    ['3', { type: 'COUNT', value: 3 }],
    ['40%', { type: 'BOUNDED_PERCENT', value: 40 }],
    ['50% unbounded', { type: 'UNBOUNDED_PERCENT', value: 50 }],
  ])('threshold %s', (text, thresholdConfiguration) => {
    const { settings } = plan(
      { 'circuit-breaker-threshold': text },
      { deploymentConfiguration: { deploymentCircuitBreaker: BREAKER } },
    );
    expect(settings.deploymentConfiguration?.deploymentCircuitBreaker).toEqual({ ...BREAKER, thresholdConfiguration });
  });

  it('sends zero if zero was requested', () => {
    const live = { desiredCount: 2, deploymentConfiguration: { deploymentCircuitBreaker: BREAKER } };
    expect(plan({ 'desired-count': '0' }, live).settings).toEqual({ desiredCount: 0 });
    expect(plan({ 'desired-count': '2' }, live).settings).toEqual({});
  });

  it('keeps the other volumes of the service, and sends none if none were set', () => {
    const other = { name: 'logs', managedEBSVolume: { roleArn: 'r', sizeInGiB: 5 } };
    const live: Service = {
      deploymentConfiguration: { deploymentCircuitBreaker: BREAKER },
      deployments: [{ status: 'PRIMARY', volumeConfigurations: [other] }],
    };
    expect(plan({}, live).settings).toEqual({});
    const given = {
      'service-managed-ebs-volume-name': 'data',
      'service-managed-ebs-volume': '{"roleArn":"r","sizeInGiB":10}',
    };
    expect(plan(given, live).settings.volumeConfigurations).toEqual([
      other,
      { name: 'data', managedEBSVolume: { roleArn: 'r', sizeInGiB: 10 } },
    ]);
  });
});

describe('pause-at', () => {
  const LAMBDA = { hookTargetArn: 'arn:aws:lambda:us-east-1:123456789012:function:check' };
  const slow = {
    targetType: 'PAUSE',
    lifecycleStages: ['POST_SCALE_UP'],
    timeoutConfiguration: { timeoutInMinutes: 5 },
  };
  const CANARY = { strategy: 'CANARY', deploymentCircuitBreaker: BREAKER } as const;

  it.each<[name: string, stages: string, live: object[], expected: object[] | undefined]>([
    ['none live', 'POST_SCALE_UP', [], [{ targetType: 'PAUSE', lifecycleStages: ['POST_SCALE_UP'] }]],
    ['live already', 'POST_SCALE_UP', [LAMBDA, slow], undefined],
    [
      'one more, and the live one keeps its timeout',
      'POST_SCALE_UP, POST_TEST_TRAFFIC_SHIFT',
      [LAMBDA, slow],
      [LAMBDA, slow, { targetType: 'PAUSE', lifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'] }],
    ],
    [
      'another instead',
      'PRE_SCALE_UP',
      [LAMBDA, slow],
      [LAMBDA, { targetType: 'PAUSE', lifecycleStages: ['PRE_SCALE_UP'] }],
    ],
  ])('%s', (_, stages, hooks, expected) => {
    const live = { deploymentConfiguration: { ...CANARY, lifecycleHooks: hooks } } as Service;
    expect(plan({ 'pause-at': stages }, live).settings.deploymentConfiguration?.lifecycleHooks).toEqual(expected);
  });
});

describe('a service definition', () => {
  const document = (fields: object) => ({
    kind: 'classic' as const,
    fields: fields as Record<string, unknown>,
    locate: () => ({ kind: 'input', input: 'service-definition' }) as const,
  });
  const asked = parseInputs((name) => (name === 'service-definition' ? '{ "a": 1 }' : name === 'service' ? 'web' : ''));
  const LIVE: Service = {
    desiredCount: 2,
    loadBalancers: [
      { targetGroupArn: 'one', containerName: 'web', containerPort: 80 },
      { targetGroupArn: 'one', containerName: 'api', containerPort: 81 },
    ],
    networkConfiguration: { awsvpcConfiguration: { subnets: ['a', 'b'], securityGroups: ['sg'] } },
    placementStrategy: [
      { type: 'spread', field: 'zone' },
      { type: 'binpack', field: 'memory' },
    ],
    deploymentConfiguration: {
      strategy: 'CANARY',
      canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 3 },
      maximumPercent: 150,
    },
    deployments: [{ status: 'PRIMARY', serviceConnectConfiguration: { enabled: true, namespace: 'shop' } }],
  };

  it.each<[name: string, fields: object, expected: object]>([
    ['the same list in another order', { loadBalancers: LIVE.loadBalancers?.toReversed() }, {}],
    [
      'a list whose order counts',
      { placementStrategy: LIVE.placementStrategy?.toReversed() },
      { placementStrategy: LIVE.placementStrategy?.toReversed() },
    ],
    [
      'a member of a nested setting, merged with the others',
      { deploymentConfiguration: { canaryConfiguration: { canaryPercent: 20 } } },
      {
        deploymentConfiguration: {
          ...LIVE.deploymentConfiguration,
          canaryConfiguration: { canaryPercent: 20, canaryBakeTimeInMinutes: 3 },
        },
      },
    ],
    [
      'another strategy, without the settings of the live one',
      { deploymentConfiguration: { strategy: 'LINEAR', linearConfiguration: { stepPercent: 25 } } },
      {
        deploymentConfiguration: {
          strategy: 'LINEAR',
          maximumPercent: 150,
          linearConfiguration: { stepPercent: 25 },
        },
      },
    ],
    ['an empty list, which removes', { loadBalancers: [] }, { loadBalancers: [] }],
    [
      'Service Connect turned off, without its live settings',
      { serviceConnectConfiguration: { enabled: false } },
      { serviceConnectConfiguration: { enabled: false } },
    ],
    ['nothing that UpdateService takes', { launchType: 'EC2', tags: [], role: 'x', serviceName: 'web' }, {}],
  ])('%s', (_, fields, expected) => {
    expect(planSettings({ ...asked, live: LIVE, document: document(fields) }).settings).toEqual(expected);
  });
});

describe('the strategy', () => {
  const CANARY = { canaryPercent: 5, canaryBakeTimeInMinutes: 10 };

  it('is sent with its own settings, without those of other strategies, and without forcing the breaker', () => {
    const live: Service = {
      deploymentConfiguration: {
        strategy: 'CANARY',
        bakeTimeInMinutes: 5,
        canaryConfiguration: CANARY,
        lifecycleHooks: [{ targetType: 'PAUSE', lifecycleStages: ['POST_SCALE_UP'] }],
        deploymentCircuitBreaker: { enable: false, rollback: false },
      },
    };
    expect(plan({ 'deployment-strategy': 'canary', 'bake-time-minutes': '5' }, live).settings).toEqual({});
    expect(plan({ 'deployment-strategy': 'blue-green', 'bake-time-minutes': '0' }, live).settings).toEqual({
      deploymentConfiguration: {
        strategy: 'BLUE_GREEN',
        bakeTimeInMinutes: 0,
        lifecycleHooks: [{ targetType: 'PAUSE', lifecycleStages: ['POST_SCALE_UP'] }],
        deploymentCircuitBreaker: { enable: false, rollback: false },
      },
    });
    const rolling = plan({ 'deployment-strategy': 'rolling' }, live).settings.deploymentConfiguration;
    expect(rolling).toMatchObject({ strategy: 'ROLLING', deploymentCircuitBreaker: BREAKER });
    expect(rolling).not.toHaveProperty('canaryConfiguration');
  });

  it('drops what only a rolling deployment may have', () => {
    const earlySuccessCriteria = { enable: true, healthyPercent: 100 };
    const live: Service = { deploymentConfiguration: { deploymentCircuitBreaker: BREAKER, earlySuccessCriteria } };
    expect(plan({ 'deployment-strategy': 'linear' }, live).settings).toEqual({
      deploymentConfiguration: { strategy: 'LINEAR', deploymentCircuitBreaker: BREAKER },
    });
    expect(plan({}, live).settings).toEqual({});
  });
});

function documented(fields: Record<string, unknown>): ServiceDocument {
  return { kind: 'classic', fields, locate: () => ({ kind: 'input', input: 'service-definition' }) };
}

it('shows each tag that is set, even one with the name and the default of a setting', () => {
  const tags = [
    { key: 'strategy', value: 'ROLLING' },
    { key: 'app.cpu', value: '1024' },
  ];
  const live = { tags: [{ key: 'app.cpu', value: '1 vCPU' }, { key: 'team' }] };
  expect(planServiceTags(live, documented({ tags: [...tags, { key: 'team', value: '' }] }))).toEqual({
    tags: { removed: [], added: tags },
    changes: [
      { setting: 'tags.app.cpu', before: '"1 vCPU"', after: '"1024"' },
      { setting: 'tags.strategy', before: undefined, after: '"ROLLING"' },
    ],
  });
});

it('keeps the log options of Service Connect, unless the log driver changes', () => {
  const connect = (logConfiguration: LogConfiguration) => ({
    serviceConnectConfiguration: { enabled: true, logConfiguration },
  });
  const group = { 'awslogs-group': '/ecs/web' };
  const live = { deployments: [{ status: 'PRIMARY', ...connect({ logDriver: 'awslogs', options: group }) }] };
  const sent = (logConfiguration: LogConfiguration): unknown => {
    const { inputs, given } = parseInputs((name) => ({ 'circuit-breaker': 'keep' })[name as string] ?? '');
    const document = documented(connect(logConfiguration));
    return planSettings({ inputs, given, document, live }).settings.serviceConnectConfiguration?.logConfiguration;
  };
  const prefix = { 'awslogs-stream-prefix': 'sc' };
  expect(sent({ logDriver: 'awslogs', options: prefix })).toEqual({
    logDriver: 'awslogs',
    options: { ...group, ...prefix },
  });
  const splunk: LogConfiguration = { logDriver: 'splunk', options: { 'splunk-url': 'https://splunk.example.com' } };
  expect(sent(splunk)).toEqual(splunk);
});
