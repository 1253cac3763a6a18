import type { CreateServiceRequest } from '@aws-sdk/client-ecs';
import { describe, expect, test } from 'vitest';
import { addHostedWeb, addLiveWeb, webDefinition } from '../../emulator/scenarios/live-web.ts';
import type { Region, World } from '../../emulator/world.ts';
import { followFix, type Given, type Template } from './follow-fix.ts';
import { play, REGISTRY, type Played } from './play.ts';

const IMAGE = `${REGISTRY}/web@sha256:${'5d'.repeat(32)}`;
const DEPLOY: Given = { service: 'web', cluster: 'prod', 'task-definition': 'task-definition.json', image: IMAGE };
const EBS: Given = {
  'service-managed-ebs-volume': '{ "roleArn": "arn:aws:iam::123456789012:role/ebs", "sizeInGiB": 10 }',
};
const REGISTRY_OF_WEB = [
  {
    registryArn: 'arn:aws:servicediscovery:us-east-1:123456789012:service/srv-1',
    containerName: 'web',
    containerPort: 8080,
  },
];
const CONNECTED = { enabled: true, namespace: 'shop', services: [{ portName: 'http' }] };
const LATTICE = {
  roleArn: 'arn:aws:iam::123456789012:role/ecsInfrastructureRole',
  targetGroupArn: 'arn:aws:vpc-lattice:us-east-1:123456789012:targetgroup/tg-1',
  portName: 'http',
};
const MANAGED = { roleArn: 'arn:aws:iam::123456789012:role/ebs', sizeInGiB: 10 };
const EBS_OF_TASK: Given = {
  'run-task-managed-ebs-volume-name': 'data',
  'run-task-managed-ebs-volume': '{ "roleArn": "arn:aws:iam::123456789012:role/ebs", "sizeInGiB": 10 }',
};
const WITH_DATA = [{ name: 'data', managedEBSVolume: MANAGED }];

const template =
  (fill: (template: Template) => void = () => undefined) =>
  (region: Region): Template => {
    const definition = structuredClone(webDefinition(region, '__IMAGE_URI__')) as unknown as Template;
    fill(definition);
    return definition;
  };
const ofEc2 = template((definition) => {
  definition['networkMode'] = 'bridge';
  definition['requiresCompatibilities'] = ['EC2'];
});
const mapping = (change: object) =>
  template(({ containerDefinitions: [web] }) => void Object.assign(web?.portMappings[0] ?? {}, change));
const withVolumes = (...volumes: Record<string, unknown>[]) =>
  template((definition) => void (definition.volumes = volumes));

interface Case {
  live?: Partial<CreateServiceRequest>;
  hosted?: boolean;
  /** What the live definition has beside what `webDefinition` says. */
  liveVolumes?: Record<string, unknown>[];
  given?: Given;
  definition?: (region: Region) => Template;
  /** What the migration needs, which would run in the first attempt. */
  migration?: Given;
}

function fill({ live = {}, hosted = false, liveVolumes = [] }: Case): (world: World) => void {
  return (world) => {
    if (hosted) addHostedWeb(world, live);
    else addLiveWeb(world, live, (region, image) => ({ ...webDefinition(region, image), volumes: liveVolumes }));
  };
}

async function deploy(one: Case, { given, template: file }: { given: Given; template: Template }): Promise<Played> {
  return await play({
    scenario: 'empty',
    change: fill(one),
    files: { 'task-definition.json': JSON.stringify(file) },
    inputs: { ...DEPLOY, ...given },
  });
}

function problemsOf({ report }: Played): { rule: string; severity: string; message: string; fix: string }[] {
  return (JSON.parse(report) as { problems: { rule: string; severity: string; message: string; fix: string }[] })
    .problems;
}

describe('what ECS would reject is found before the first write, and its fix works exactly as written', () => {
  test.each<[rule: string, one: Case]>([
    [
      'daemon-desired-count',
      {
        hosted: true,
        live: { schedulingStrategy: 'DAEMON', desiredCount: undefined },
        given: { 'desired-count': '2' },
        definition: ofEc2,
      },
    ],
    [
      'daemon-maximum-percent',
      {
        hosted: true,
        live: { schedulingStrategy: 'DAEMON', desiredCount: undefined },
        given: { 'maximum-percent': '150' },
        definition: ofEc2,
      },
    ],
    ['deployment-percent', { given: { 'maximum-percent': '100' } }],
    [
      'zone-rebalancing',
      {
        live: { availabilityZoneRebalancing: 'ENABLED' },
        given: { 'maximum-percent': '100', 'minimum-healthy-percent': '50' },
      },
    ],
    ['strategy-bake-time', { given: { 'bake-time-minutes': '5' } }],
    ['strategy-bake-time', { live: { loadBalancers: [] }, given: { 'deployment-strategy': 'blue-green' } }],
    ['strategy-load-balancers', { given: { 'deployment-strategy': 'canary' } }],
    [
      'capacity-provider-base',
      {
        given: {
          'force-new-deployment': 'true',
          'capacity-provider-strategy':
            '[{ "capacityProvider": "FARGATE", "base": 1, "weight": 1 }, { "capacityProvider": "FARGATE_SPOT", "base": 1, "weight": 4 }]',
        },
      },
    ],
    [
      'capacity-provider-weight',
      {
        given: {
          'force-new-deployment': 'true',
          'capacity-provider-strategy': '[{ "capacityProvider": "FARGATE_SPOT" }]',
        },
      },
    ],
    ['platform-version', { hosted: true, given: { 'platform-version': '1.4.0' }, definition: ofEc2 }],
    [
      'service-network-mode',
      {
        hosted: true,
        definition: template((one) => void (one['requiresCompatibilities'] = ['EC2'])),
        migration: { 'run-task-subnets': 'subnet-1' },
      },
    ],
    [
      'exec-task-role',
      { live: { enableExecuteCommand: true }, definition: template((one) => void delete one['taskRoleArn']) },
    ],
    [
      'exec-task-role',
      { given: { 'enable-execute-command': 'true' }, definition: template((one) => void delete one['taskRoleArn']) },
    ],
    [
      'registry-container',
      {
        live: { loadBalancers: [], serviceRegistries: REGISTRY_OF_WEB },
        definition: template(({ containerDefinitions: [web] }) => void Object.assign(web ?? {}, { name: 'wbe' })),
      },
    ],
    [
      'registry-port',
      { live: { loadBalancers: [], serviceRegistries: REGISTRY_OF_WEB }, definition: mapping({ containerPort: 80 }) },
    ],
    [
      'service-connect-port',
      { live: { serviceConnectConfiguration: CONNECTED }, definition: mapping({ name: 'api' }) },
    ],
    ['lattice-port', { live: { vpcLatticeConfigurations: [LATTICE] }, definition: mapping({ name: 'api' }) }],
    [
      'service-connect-protocol',
      { live: { serviceConnectConfiguration: CONNECTED }, definition: mapping({ appProtocol: 'http2' }) },
    ],
    [
      'launch-volume',
      { live: { volumeConfigurations: WITH_DATA }, liveVolumes: [{ name: 'data', configuredAtLaunch: true }] },
    ],
    [
      'launch-volume',
      {
        live: { volumeConfigurations: WITH_DATA },
        liveVolumes: [{ name: 'data', configuredAtLaunch: true }],
        definition: withVolumes({ name: 'data' }),
      },
    ],
    [
      'launch-volume',
      {
        given: { ...EBS, 'service-managed-ebs-volume-name': 'dta' },
        definition: withVolumes({ name: 'data', configuredAtLaunch: true }),
        migration: EBS_OF_TASK,
      },
    ],
    [
      'launch-volume-settings',
      { definition: withVolumes({ name: 'data', configuredAtLaunch: true }), migration: EBS_OF_TASK },
    ],
  ])('%s: %j', async (rule, one) => {
    let file: Template | undefined;
    const given = one.given ?? {};
    const define = one.definition ?? template();
    const first = await play({
      scenario: 'empty',
      change: (world) => {
        fill(one)(world);
        file = define(world.home);
      },
      files: {
        'task-definition.json': JSON.stringify(
          define({ name: 'us-east-1', partition: 'aws', world: { account: '123456789012' } } as Region),
        ),
      },
      inputs: { ...DEPLOY, ...given, ...one.migration, 'run-task': 'true' },
    });
    const errors = problemsOf(first).filter(({ severity }) => severity === 'error');
    expect(errors.map((problem) => problem.rule)).toEqual([rule]);
    expect({ exitCode: first.exitCode, writes: first.writes }).toEqual({ exitCode: 1, writes: [] });
    if (file === undefined) throw new Error('no template');
    const second = await deploy(one, followFix(errors[0]?.fix ?? '', { given, template: file }));
    expect(problemsOf(second).filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(second.outputs['outcome']).toBe('succeeded');
  });
});
