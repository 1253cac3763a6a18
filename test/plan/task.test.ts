import type { Service } from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import { parseInputs } from '../../src/inputs/parse.ts';
import type { InputName } from '../../src/inputs/spec.ts';
import type { TaskDefinition } from '../../src/model.ts';
import type { Located } from '../../src/plan/locate.ts';
import { planTask } from '../../src/plan/task.ts';

const NETWORK = { subnets: ['subnet-1'], securityGroups: ['sg-1'], assignPublicIp: 'ENABLED' } as const;
const SERVICE: Service = {
  launchType: 'FARGATE',
  platformVersion: 'LATEST',
  networkConfiguration: { awsvpcConfiguration: { ...NETWORK, subnets: ['subnet-1'], securityGroups: ['sg-1'] } },
};
const DEFINITION: TaskDefinition = {
  family: 'web',
  networkMode: 'awsvpc',
  cpu: '256',
  memory: '512',
  containerDefinitions: [{ name: 'web' }, { name: 'agent' }],
};

function plan(
  given: Partial<Record<InputName, string>>,
  { service = SERVICE, definition = DEFINITION }: { service?: Service | null; definition?: TaskDefinition } = {},
) {
  const asked: typeof given = { mode: 'run-task', service: 'web', ...given };
  const parsed = parseInputs((name) => asked[name] ?? '');
  expect(parsed.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const lender: Located | undefined =
    service === null ? undefined : { name: 'web', cluster: 'prod', kind: 'service', service };
  const { target, problems } = planTask({
    inputs: parsed.inputs,
    definition,
    lender,
    cluster: 'prod',
    region: 'eu-west-1',
  });
  return {
    request: target.request,
    inherited: target.inherited?.what,
    problems: problems.map(({ message }) => message),
  };
}

describe('the network', () => {
  const awsvpc = (given: Partial<Record<InputName, string>>, service?: Service | null) =>
    plan(given, service === undefined ? {} : { service }).request.networkConfiguration?.awsvpcConfiguration;

  it('is that of the service, part by part', () => {
    expect(awsvpc({})).toEqual(NETWORK);
    expect(awsvpc({ 'run-task-subnets': 'subnet-9' })).toEqual({ ...NETWORK, subnets: ['subnet-9'] });
    expect(awsvpc({ 'run-task-security-groups': 'sg-8,sg-9' })).toEqual({
      ...NETWORK,
      securityGroups: ['sg-8', 'sg-9'],
    });
    expect(awsvpc({ 'run-task-assign-public-IP': 'DISABLED' })).toEqual({ ...NETWORK, assignPublicIp: 'DISABLED' });
  });

  it('is that of the inputs if there is no service', () => {
    expect(awsvpc({ 'run-task-subnets': 'subnet-9' }, null)).toEqual({
      subnets: ['subnet-9'],
      assignPublicIp: 'DISABLED',
    });
    const alone = { service: '', 'task-definition': 'task-definition.json' };
    expect(plan(alone, { service: null }).problems).toEqual([expect.stringContaining('there is no service')]);
  });

  it.each<[string, Service]>([
    ['its deployment', { deployments: [{ status: 'PRIMARY', networkConfiguration: SERVICE.networkConfiguration }] }],
    ['its task set', { taskSets: [{ status: 'PRIMARY', networkConfiguration: SERVICE.networkConfiguration }] }],
  ])('is found in %s', (_, service) => {
    expect(awsvpc({}, service)).toEqual(NETWORK);
  });

  it('is left out if the mode has none, and is a problem if set', () => {
    const definition: TaskDefinition = { ...DEFINITION, networkMode: 'bridge' };
    expect(plan({}, { definition }).request.networkConfiguration).toBeUndefined();
    expect(plan({ 'run-task-subnets': 'subnet-9' }, { definition }).problems).toEqual([
      expect.stringContaining('network mode bridge has no network of its own'),
    ]);
  });
});

describe('the capacity', () => {
  const spot = [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }];
  const ec2: TaskDefinition = { ...DEFINITION, requiresCompatibilities: ['EC2'] };
  const managed: TaskDefinition = { ...DEFINITION, requiresCompatibilities: ['MANAGED_INSTANCES'] };

  it.each<[string, Parameters<typeof plan>, object]>([
    ['the launch type of the service', [{}, {}], { launchType: 'FARGATE' }],
    [
      'its EC2',
      [{}, { service: { ...SERVICE, launchType: 'EC2', platformVersion: undefined } }],
      { launchType: 'EC2' },
    ],
    [
      'its capacity providers and platform',
      [
        {},
        { service: { ...SERVICE, launchType: undefined, capacityProviderStrategy: spot, platformVersion: '1.4.0' } },
      ],
      { capacityProviderStrategy: spot, platformVersion: '1.4.0' },
    ],
    ['the launch type given', [{ 'run-task-launch-type': 'EC2' }, {}], { launchType: 'EC2' }],
    [
      'the capacity providers given',
      [{ 'run-task-capacity-provider-strategy': JSON.stringify(spot), 'run-task-launch-type': 'EC2' }, {}],
      { capacityProviderStrategy: spot },
    ],
    ['Fargate without a service', [{}, { service: null }], { launchType: 'FARGATE' }],
    [
      'EC2 where nothing fits Fargate',
      [{}, { service: null, definition: { ...DEFINITION, networkMode: 'bridge' } }],
      { launchType: 'EC2' },
    ],
    ['what the definition is made for', [{}, { service: null, definition: ec2 }], { launchType: 'EC2' }],
    ['the cluster’s own strategy for managed instances', [{}, { service: null, definition: managed }], {}],
    [
      'the platform version given',
      [{ 'platform-version': '1.3.0' }, {}],
      { launchType: 'FARGATE', platformVersion: '1.3.0' },
    ],
  ])('is %s', (_, [given, world], wanted) => {
    const { launchType, capacityProviderStrategy, platformVersion } = plan(given, world).request;
    const found = { launchType, capacityProviderStrategy, platformVersion };
    expect(Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined))).toEqual(wanted);
  });
});

describe('tags, volumes and names', () => {
  const tags = [
    { key: 'team', value: 'blue' },
    { key: 'aws:cloudformation:stack-name', value: 'x' },
  ];

  it.each<[string, [Partial<Record<InputName, string>>, Service], object]>([
    ['nothing where the service propagates nothing', [{}, { tags }], {}],
    ['the tags of a service that propagates them', [{}, { tags, propagateTags: 'SERVICE' }], { tags: [tags[0]] }],
    ['those of the definition', [{}, { propagateTags: 'TASK_DEFINITION' }], { propagateTags: 'TASK_DEFINITION' }],
    ['its own', [{ 'run-task-tags': 'a=b' }, { tags, propagateTags: 'SERVICE' }], { tags: [{ key: 'a', value: 'b' }] }],
    ['managed tags', [{}, { enableECSManagedTags: true }], { enableECSManagedTags: true }],
    [
      'no managed tags when told so',
      [{ 'enable-ecs-managed-tags': 'false' }, { enableECSManagedTags: true }],
      { enableECSManagedTags: false },
    ],
  ])('the task gets %s', (_, [given, service], wanted) => {
    const { request } = plan(given, { service: { ...SERVICE, ...service } });
    const { networkConfiguration: _network, launchType: _type, startedBy: _name, ...rest } = request;
    expect(rest).toEqual(wanted);
  });

  it('configures at launch what the service configures at launch', () => {
    const definition: TaskDefinition = { ...DEFINITION, volumes: [{ name: 'data', configuredAtLaunch: true }] };
    const volume = { name: 'data', managedEBSVolume: { roleArn: 'arn:aws:iam::1:role/ebs', sizeInGiB: 5 } };
    const service: Service = { ...SERVICE, deployments: [{ status: 'PRIMARY', volumeConfigurations: [volume] }] };
    expect(plan({}, { service, definition })).toMatchObject({
      request: { volumeConfigurations: [volume] },
      inherited: ['network', 'launch type', 'volumes'],
    });
    expect(plan({}, { service }).request.volumeConfigurations).toBeUndefined();
  });

  it('is started by GitHub-Actions, with only the given overrides', () => {
    expect(plan({}).request).toMatchObject({ startedBy: 'GitHub-Actions' });
    expect(plan({ 'run-task-container-overrides': '[]' }).request.overrides).toBeUndefined();
    const long = JSON.stringify([{ name: 'web', command: ['x'.repeat(8192)] }]);
    expect(plan({ 'run-task-container-overrides': long }).problems).toEqual([expect.stringContaining('8192')]);
  });
});
