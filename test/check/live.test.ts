import type { Service } from '@aws-sdk/client-ecs';
import { expect, test } from 'vitest';
import type { LiveCheck } from '../../src/check/live-context.ts';
import { checkLive } from '../../src/check/live.ts';
import { formatPath } from '../../src/check/words.ts';
import { parseInputs } from '../../src/inputs/parse.ts';
import type { InputName } from '../../src/inputs/spec.ts';
import type { Path, Problem, TaskDefinition } from '../../src/model.ts';
import { planSettings } from '../../src/plan/settings.ts';

type Given = Partial<Record<InputName, string>>;

const ROLE = 'arn:aws:iam::123456789012:role/web';
const BREAKER = { deploymentCircuitBreaker: { enable: true, rollback: true } };
const NETWORK = { awsvpcConfiguration: { subnets: ['subnet-a'] } };
const web = { name: 'web', image: 'web:1', portMappings: [{ containerPort: 80, name: 'http' }] };
const fargate: TaskDefinition = { family: 'web', networkMode: 'awsvpc', containerDefinitions: [web] };
const bridge: TaskDefinition = { ...fargate, networkMode: 'bridge' };
const onFargate: Service = {
  desiredCount: 4,
  launchType: 'FARGATE',
  networkConfiguration: NETWORK,
  deploymentConfiguration: BREAKER,
};
const steady = (desiredCount: number): Service => ({
  ...onFargate,
  desiredCount,
  runningCount: desiredCount,
  deployments: [{ status: 'PRIMARY', rolloutState: 'COMPLETED' }],
});
const onEc2: Service = { desiredCount: 4, launchType: 'EC2', deploymentConfiguration: BREAKER };
const daemon: Service = {
  ...onEc2,
  schedulingStrategy: 'DAEMON',
  deploymentConfiguration: { ...BREAKER, maximumPercent: 100, minimumHealthyPercent: 0 },
};

interface Case {
  service?: Service;
  given?: Given;
  definition?: TaskDefinition;
  live?: TaskDefinition;
  rest?: Partial<LiveCheck>;
}

function check({ service = onFargate, given = {}, definition = fargate, live, rest = {} }: Case): Problem[] {
  const asked: Given = { service: 'web', image: 'web:1', ...given };
  const parsed = parseInputs((name) => asked[name] ?? '');
  expect(parsed.problems).toEqual([]);
  const { settings, changes } = planSettings({ ...parsed, document: rest.document, live: service });
  const liveDefinition = live && {
    arn: 'arn:aws:ecs:us-east-1:123456789012:task-definition/web:1',
    definition: live,
    tags: [],
  };
  return checkLive({
    ...parsed,
    target: {
      kind: 'service',
      name: 'web',
      cluster: 'prod',
      region: 'us-east-1',
      service,
      settings,
      changes,
      live: liveDefinition,
    },
    definition,
    locate: (path: Path) => ({ kind: 'file', file: formatPath(path), line: 1, column: 1 }),
    ...rest,
  });
}

/** `rule place`, where the place is an input, a path of the definition, or the service. */
function told(one: Case): string[] {
  return check(one).map(({ rule, origin }) => {
    if (origin.kind === 'input') return `${rule} ${origin.input}`;
    return `${rule} ${origin.kind === 'file' ? origin.file : 'service'}`;
  });
}

function counted(desiredCount: number): Case['rest'] {
  const locate = () => ({ kind: 'input', input: 'service-definition' }) as const;
  return { document: { kind: 'classic', fields: { desiredCount }, locate } };
}

const pair = {
  containerName: 'web',
  containerPort: 80,
  targetGroupArn: 'tg-1',
  advancedConfiguration: { alternateTargetGroupArn: 'tg-2', productionListenerRule: 'rule', roleArn: 'role' },
};
const single = { containerName: 'web', containerPort: 80, targetGroupArn: 'tg-1' };
const strategy = (...items: object[]): Given => ({ 'capacity-provider-strategy': JSON.stringify(items) });
const balanced = (...loadBalancers: NonNullable<Service['loadBalancers']>): Service => ({
  ...onFargate,
  loadBalancers,
});
const primary = (deployment: object): Service => ({
  ...onFargate,
  deployments: [{ status: 'PRIMARY', ...deployment }],
});
const connect = primary({ serviceConnectConfiguration: { enabled: true, services: [{ portName: 'http' }] } });
const lattice = primary({ vpcLatticeConfigurations: [{ roleArn: ROLE, targetGroupArn: 'tg', portName: 'http' }] });
const port = (mapping: object): TaskDefinition => ({
  ...fargate,
  containerDefinitions: [{ ...web, portMappings: [{ containerPort: 80, ...mapping }] }],
});
const volumes = (...list: object[]): TaskDefinition => ({ ...fargate, volumes: list });
const data = { name: 'data', configuredAtLaunch: true };
const withData = primary({ volumeConfigurations: [{ name: 'data' }] });
const ebs = (name: string): Given => ({
  'service-managed-ebs-volume-name': name,
  'service-managed-ebs-volume': '{"roleArn":"r","sizeInGiB":1}',
});
const registered = (registry: object): Service => ({
  ...onFargate,
  serviceRegistries: [{ registryArn: 'r', ...registry }],
});
const cluster = { rest: { clusterFacts: { capacityProviders: ['FARGATE', 'FARGATE_SPOT', 'big'] } } };
const percent = (min: number, max: number): Given => ({
  'minimum-healthy-percent': String(min),
  'maximum-percent': String(max),
});

test.each<[name: string, one: Case, expected: string[]]>([
  ['a sound service', {}, []],
  [
    'a daemon with its own count',
    { service: daemon, definition: bridge, given: { 'desired-count': '4' } },
    ['daemon-desired-count desired-count'],
  ],
  [
    'a daemon with no task',
    { service: daemon, definition: bridge, given: { 'desired-count': '0' } },
    ['daemon-desired-count desired-count'],
  ],
  ['a daemon without count', { service: daemon, definition: bridge }, []],
  ['a daemon with its own count in a saved answer', { service: daemon, definition: bridge, rest: counted(4) }, []],
  [
    'a daemon with another count in a service definition',
    { service: daemon, definition: bridge, rest: counted(5) },
    ['daemon-desired-count service-definition'],
  ],
  [
    'a daemon above 100 %',
    { service: daemon, definition: bridge, given: { 'maximum-percent': '150' } },
    ['daemon-maximum-percent maximum-percent'],
  ],

  [
    'placement on Fargate',
    {
      service: { ...onFargate, placementStrategy: [{ type: 'random' }], placementConstraints: [{ type: 'memberOf' }] },
    },
    ['placement service', 'placement service'],
  ],
  [
    'a placement strategy of a daemon',
    { service: { ...daemon, placementStrategy: [{ type: 'random' }] }, definition: bridge },
    ['placement service'],
  ],
  [
    'placement strategies and constraints that ECS takes',
    {
      service: {
        ...onEc2,
        placementStrategy: [
          { type: 'binpack', field: 'MEMORY' },
          { type: 'spread', field: 'host' },
          { type: 'random' },
        ],
        placementConstraints: [{ type: 'distinctInstance' }, { type: 'memberOf', expression: 'task:group == web' }],
      },
      definition: bridge,
    },
    [],
  ],
  [
    'strategies and a constraint that ECS does not take',
    {
      service: {
        ...onEc2,
        placementStrategy: [
          { type: 'binpack' },
          { type: 'random', field: 'host' },
          ...Array.from({ length: 4 }, () => ({ type: 'spread', field: 'host' }) as const),
        ],
        placementConstraints: [{ type: 'distinctInstance', expression: 'task:group == web' }],
      },
      definition: bridge,
    },
    Array.from({ length: 4 }, () => 'placement service'),
  ],
  [
    'a load balancer by name and by target group',
    { service: balanced({ ...single, loadBalancerName: 'web' }) },
    ['load-balancer-name service'],
  ],
  [
    'a Classic Load Balancer on instances',
    {
      service: { ...onEc2, loadBalancers: [{ loadBalancerName: 'web', containerName: 'web', containerPort: 80 }] },
      definition: bridge,
    },
    [],
  ],
  [
    'a Classic Load Balancer and tasks with their own network interface',
    { service: balanced({ loadBalancerName: 'web', containerName: 'web', containerPort: 80 }) },
    ['load-balancer-name service'],
  ],
  [
    'two service registries',
    { service: { ...onFargate, serviceRegistries: [{ registryArn: 'a' }, { registryArn: 'b' }] } },
    ['registry-count service'],
  ],
  [
    'two client aliases of a port, one without a name and one with a wrong one',
    {
      service: primary({
        serviceConnectConfiguration: {
          enabled: true,
          services: [{ portName: 'http', clientAliases: [{ port: 80 }, { port: 81, dnsName: '-shop' }] }],
        },
      }),
    },
    ['service-connect-alias service', 'service-connect-alias service'],
  ],

  ['100 and 100', { given: percent(100, 100) }, ['deployment-percent maximum-percent']],
  ['100 on a live minimum of 100', { given: { 'maximum-percent': '100' } }, ['deployment-percent maximum-percent']],
  ['50 and 100', { given: percent(50, 100) }, []],
  [
    '50 and 100 under zone rebalancing',
    { service: { ...onFargate, availabilityZoneRebalancing: 'ENABLED' }, given: percent(50, 100) },
    ['zone-rebalancing maximum-percent'],
  ],
  [
    'one task at 150 %',
    { service: { ...onFargate, desiredCount: 1 }, given: percent(100, 150) },
    ['deployment-stands-still maximum-percent', 'desired-count-one service'],
  ],
  [
    'one task at 150 % live',
    { service: { ...onFargate, desiredCount: 1, deploymentConfiguration: { ...BREAKER, maximumPercent: 150 } } },
    ['deployment-stands-still service', 'desired-count-one service'],
  ],
  [
    'one task at 150 %, which runs and is replaced',
    { service: steady(1), given: percent(100, 150), rest: { replacesTasks: true } },
    ['deployment-deadlock maximum-percent', 'desired-count-one service'],
  ],
  [
    'three tasks at 75 % and 125 %',
    { service: steady(3), given: percent(75, 125), rest: { replacesTasks: true } },
    ['deployment-deadlock maximum-percent'],
  ],
  [
    'one task at 150 %, which does not run',
    { service: { ...steady(1), runningCount: 0 }, given: percent(100, 150), rest: { replacesTasks: true } },
    ['deployment-stands-still maximum-percent', 'desired-count-one service'],
  ],
  [
    'one task at 150 %, whose deployment goes on',
    {
      service: { ...steady(1), deployments: [{ status: 'PRIMARY', rolloutState: 'IN_PROGRESS' }] },
      given: percent(100, 150),
      rest: { replacesTasks: true },
    },
    ['deployment-stands-still maximum-percent', 'desired-count-one service'],
  ],
  [
    'one task at 150 %, which is perhaps not replaced',
    { service: steady(1), given: percent(100, 150) },
    ['deployment-stands-still maximum-percent', 'desired-count-one service'],
  ],
  ['four tasks at 75 % and 125 %', { service: steady(4), given: percent(75, 125), rest: { replacesTasks: true } }, []],
  ['two tasks at 150 %', { service: { ...onFargate, desiredCount: 2 }, given: percent(100, 150) }, []],

  [
    'a bake time for a rolling deployment',
    { given: { 'bake-time-minutes': '5' } },
    ['strategy-bake-time bake-time-minutes'],
  ],
  [
    'a bake time for rolling, said twice',
    { given: { 'bake-time-minutes': '5', 'deployment-strategy': 'rolling' } },
    ['strategy-bake-time bake-time-minutes'],
  ],
  [
    'a bake time for linear',
    { service: { ...onFargate, deploymentConfiguration: { strategy: 'LINEAR' } }, given: { 'bake-time-minutes': '5' } },
    [],
  ],
  [
    'blue/green without bake time',
    { service: balanced(pair), given: { 'deployment-strategy': 'blue-green' } },
    ['strategy-bake-time deployment-strategy'],
  ],
  [
    'blue/green with none',
    { service: balanced(pair), given: { 'deployment-strategy': 'blue-green', 'bake-time-minutes': '0' } },
    [],
  ],
  [
    'blue/green with the live one',
    {
      service: { ...onFargate, deploymentConfiguration: { bakeTimeInMinutes: 3 } },
      given: { 'deployment-strategy': 'blue-green' },
    },
    [],
  ],
  [
    'canary with one target group',
    { service: balanced(single), given: { 'deployment-strategy': 'canary' } },
    ['strategy-load-balancers deployment-strategy'],
  ],
  [
    'a pause at a shift of traffic in a rolling deployment',
    { given: { 'pause-at': 'PRE_SCALE_UP, POST_TEST_TRAFFIC_SHIFT' } },
    ['pause-never-reached pause-at'],
  ],
  ['a pause before the tasks start', { given: { 'pause-at': 'PRE_SCALE_UP' } }, []],
  [
    'a pause in a canary',
    {
      service: { ...onFargate, deploymentConfiguration: { strategy: 'CANARY' } },
      given: { 'pause-at': 'POST_TEST_TRAFFIC_SHIFT' },
    },
    [],
  ],
  ['canary with two', { service: balanced(pair), given: { 'deployment-strategy': 'canary' } }, []],
  ['linear without load balancer', { given: { 'deployment-strategy': 'linear' } }, []],
  ['rolling with one target group', { service: balanced(single), given: { 'deployment-strategy': 'rolling' } }, []],

  [
    'a capacity provider of another cluster',
    { given: strategy({ capacityProvider: 'small', weight: 1 }), ...cluster },
    ['capacity-provider-unknown capacity-provider-strategy'],
  ],
  [
    'one by its ARN',
    { given: strategy({ capacityProvider: 'arn:aws:ecs:us-east-1:1:capacity-provider/big', weight: 1 }), ...cluster },
    ['capacity-provider-unknown capacity-provider-strategy'],
  ],
  ['nobody knows those of the cluster', { given: strategy({ capacityProvider: 'FARGATE_SPOT', weight: 1 }) }, []],
  [
    'Fargate beside others',
    { given: strategy({ capacityProvider: 'FARGATE', weight: 1 }, { capacityProvider: 'big', weight: 1 }), ...cluster },
    ['capacity-provider-mix capacity-provider-strategy'],
  ],
  [
    'two bases',
    {
      given: strategy(
        { capacityProvider: 'FARGATE', base: 1, weight: 1 },
        { capacityProvider: 'FARGATE_SPOT', base: 2, weight: 1 },
      ),
      ...cluster,
    },
    ['capacity-provider-base capacity-provider-strategy'],
  ],
  [
    'a base and a base of 0',
    {
      given: strategy(
        { capacityProvider: 'FARGATE', base: 1, weight: 1 },
        { capacityProvider: 'FARGATE_SPOT', base: 0, weight: 1 },
      ),
      ...cluster,
    },
    [],
  ],
  [
    'no weight',
    { given: strategy({ capacityProvider: 'FARGATE_SPOT' }), ...cluster },
    ['capacity-provider-weight capacity-provider-strategy'],
  ],
  [
    'weights of 0',
    {
      given: strategy(
        { capacityProvider: 'FARGATE', weight: 0, base: 1 },
        { capacityProvider: 'FARGATE_SPOT', weight: 0 },
      ),
      ...cluster,
    },
    ['capacity-provider-weight capacity-provider-strategy'],
  ],
  [
    'garbage for a strategy',
    { given: { 'capacity-provider-strategy': '[null, 3, {"capacityProvider": 7, "weight": "1"}]' }, rest: {} },
    [],
  ],

  [
    'a platform version on EC2',
    { service: onEc2, definition: bridge, given: { 'platform-version': 'LATEST' } },
    ['platform-version platform-version'],
  ],
  [
    'a platform version on other providers',
    {
      service: { ...onEc2, launchType: undefined, capacityProviderStrategy: [{ capacityProvider: 'big', weight: 1 }] },
      definition: bridge,
      given: { 'platform-version': '1.4.0' },
    },
    ['platform-version platform-version'],
  ],
  [
    'a platform version on Fargate Spot',
    {
      service: {
        ...onFargate,
        launchType: undefined,
        capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }],
      },
      given: { 'platform-version': '1.4.0' },
    },
    [],
  ],
  [
    'a platform version with the move to Fargate',
    {
      service: { ...onEc2, networkConfiguration: NETWORK },
      given: { 'platform-version': '1.4.0', ...strategy({ capacityProvider: 'FARGATE', weight: 1 }) },
    },
    [],
  ],

  [
    'another network mode on EC2',
    { service: { ...onEc2, networkConfiguration: NETWORK }, definition: bridge },
    ['service-network-mode networkMode'],
  ],
  [
    'no network mode on EC2',
    { service: { ...onEc2, networkConfiguration: NETWORK }, definition: { ...fargate, networkMode: undefined } },
    ['service-network-mode networkMode'],
  ],
  ['awsvpc without network', { service: onEc2 }, ['service-network-mode networkMode']],
  ['no network mode and no network', { service: onEc2, definition: { ...fargate, networkMode: undefined } }, []],

  [
    'Exec asked for without task role',
    { given: { 'enable-execute-command': 'true' } },
    ['exec-task-role enable-execute-command'],
  ],
  [
    'Exec live without task role',
    { service: { ...onFargate, enableExecuteCommand: true } },
    ['exec-task-role taskRoleArn'],
  ],
  [
    'Exec live and turned off',
    { service: { ...onFargate, enableExecuteCommand: true }, given: { 'enable-execute-command': 'false' } },
    [],
  ],
  [
    'Exec with an empty task role',
    { service: { ...onFargate, enableExecuteCommand: true }, definition: { ...fargate, taskRoleArn: '' } },
    ['exec-task-role taskRoleArn'],
  ],
  [
    'Exec with a task role',
    { given: { 'enable-execute-command': 'true' }, definition: { ...fargate, taskRoleArn: ROLE } },
    [],
  ],

  [
    'a registry for another container',
    { service: registered({ containerName: 'wbe', containerPort: 80 }) },
    ['registry-container containerDefinitions'],
  ],
  [
    'a registry for another port',
    { service: registered({ containerName: 'web', containerPort: 81 }) },
    ['registry-port containerDefinitions[0].portMappings'],
  ],
  ['a registry for the port', { service: registered({ containerName: 'web', containerPort: 80 }) }, []],
  ['a registry by address', { service: registered({ port: 80 }) }, []],

  [
    'a port name gone',
    { service: connect, definition: port({ name: 'api' }) },
    ['service-connect-port containerDefinitions'],
  ],
  ['a port name kept', { service: connect }, []],
  [
    'Service Connect off',
    { service: primary({ serviceConnectConfiguration: { enabled: false, services: [{ portName: 'x' }] } }) },
    [],
  ],
  [
    'a port name of VPC Lattice gone',
    { service: lattice, definition: port({ name: 'api' }) },
    ['lattice-port containerDefinitions'],
  ],
  ['a port name of VPC Lattice kept', { service: lattice }, []],
  [
    'another protocol',
    { service: connect, live: fargate, definition: port({ name: 'http', appProtocol: 'http2' }) },
    ['service-connect-protocol containerDefinitions[0].portMappings[0].appProtocol'],
  ],
  [
    'the same protocol',
    {
      service: connect,
      live: port({ name: 'http', appProtocol: 'grpc' }),
      definition: port({ name: 'http', appProtocol: 'grpc' }),
    },
    [],
  ],

  ['the volume gone', { service: withData }, ['launch-volume volumes']],
  [
    'the volume made at registration',
    { service: withData, definition: volumes({ name: 'data' }) },
    ['launch-volume volumes[0]'],
  ],
  ['the volume kept', { service: withData, definition: volumes(data) }, []],
  [
    'a misspelt volume',
    { definition: volumes(data), given: ebs('dta') },
    ['launch-volume service-managed-ebs-volume-name'],
  ],
  ['a volume that nobody configures', { definition: volumes(data) }, ['launch-volume-settings volumes[0]']],
  ['a volume configured by inputs', { definition: volumes(data), given: ebs('data') }, []],
  [
    'a second volume',
    { service: withData, definition: volumes(data, { name: 'logs', configuredAtLaunch: true }), given: ebs('logs') },
    ['launch-volumes service-managed-ebs-volume-name'],
  ],

  [
    'a definition of wrong types',
    {
      service: { ...connect, enableExecuteCommand: true },
      definition: {
        family: 'web',
        taskRoleArn: ROLE,
        networkMode: 'awsvpc',
        containerDefinitions: [null, 'web', { name: 7, portMappings: 'x' }],
        volumes: 3,
      } as unknown as TaskDefinition,
    },
    ['service-connect-port containerDefinitions'],
  ],
])('%s', (...[, one, expected]) => {
  expect(told(one)).toEqual(expected);
});
