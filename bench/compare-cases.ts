import type { RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import { addCluster } from '../emulator/clusters.ts';
import { updateService } from '../emulator/services.ts';
import { registerTaskDefinition } from '../emulator/task-definitions.ts';
import type { World } from '../emulator/world.ts';

const HOUR_MS = 60 * 60 * 1000;

type Given = Record<string, string>;

export interface Case {
  name: string;
  scenario?: string;
  change?: (world: World) => void;
  files?: Record<string, string>;
  /** Inputs of the official actions, in the order of a workflow. */
  render?: readonly Given[];
  deploy?: Given;
  express?: Given;
  /** Set if one step of ours replaces several of theirs; absent: their inputs, merged. */
  ours?: Given;
}

const REGISTRY = '123456789012.dkr.ecr.us-east-1.amazonaws.com';
const IMAGE = `${REGISTRY}/web:2.0.0`;
const ROLE = 'arn:aws:iam::123456789012:role/';
const SECRET = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:';
const EBS = JSON.stringify({ sizeInGiB: 20, volumeType: 'gp3', encrypted: true, roleArn: `${ROLE}ebs` });

type Container = NonNullable<RegisterTaskDefinitionRequest['containerDefinitions']>[number];
type Loose<T> = { [K in keyof T]?: unknown } & Record<string, unknown>;

const CONTAINER = {
  name: 'web',
  image: IMAGE,
  essential: true,
  portMappings: [{ containerPort: 8080, protocol: 'tcp', name: 'http' }],
  environment: [{ name: 'LOG_LEVEL', value: 'info' }],
  logConfiguration: {
    logDriver: 'awslogs',
    options: { 'awslogs-group': '/ecs/web', 'awslogs-region': 'us-east-1', 'awslogs-stream-prefix': 'ecs' },
  },
};
const DEFINITION = {
  family: 'web',
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  cpu: '256',
  memory: '512',
  executionRoleArn: `${ROLE}ecsTaskExecutionRole`,
  taskRoleArn: `${ROLE}web-task`,
};
const SIDECAR = { name: 'agent', image: `${REGISTRY}/agent:1.0.0`, essential: false };

function definition(
  changes: Loose<RegisterTaskDefinitionRequest> = {},
  ...containers: Loose<Container>[]
): Record<string, string> {
  const list = containers.length === 0 ? [CONTAINER] : containers.map((one) => ({ ...CONTAINER, ...one }));
  return { 'td.json': JSON.stringify({ ...DEFINITION, containerDefinitions: list, ...changes }, undefined, 2) };
}

const FILES = definition();
const DEPLOY = { 'task-definition': 'td.json', service: 'web', cluster: 'prod' };
const RENDER = { 'task-definition': 'td.json', 'container-name': 'web', image: `${REGISTRY}/web:3.0.0` };
const DESTINATION = { service: 'web', cluster: 'prod' };
const VOLUME = { volumes: [{ name: 'data', configuredAtLaunch: true }] };
const MOUNTED = { mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }] };

const deploying = (name: string, inputs: Given = {}, rest: Omit<Case, 'name'> = {}): Case => ({
  name: `deploy: ${name}`,
  files: FILES,
  deploy: { ...DEPLOY, ...inputs },
  ...rest,
});
const template = (name: string, changes: Loose<RegisterTaskDefinitionRequest>, ...containers: Loose<Container>[]) =>
  deploying(`template with ${name}`, {}, { files: definition(changes, ...containers) });
const rendering = (name: string, inputs: Given, rest: Omit<Case, 'name'> = {}): Case => ({
  name: `render: ${name}`,
  files: FILES,
  render: [{ ...RENDER, ...inputs }],
  deploy: DESTINATION,
  ...rest,
});

const migrates = ({ behaviours }: World): void =>
  void behaviours.oneOff.set('web', { kind: 'exits', exitCode: 0, afterSeconds: 20 });
const NETWORK = { 'run-task-subnets': 'subnet-0ddd4444', 'run-task-security-groups': 'sg-0eee5555' };
const running = (name: string, inputs: Given = {}, rest: Omit<Case, 'name'> = {}): Case => ({
  name: `run-task: ${name}`,
  files: FILES,
  change: migrates,
  deploy: { 'task-definition': 'td.json', cluster: 'prod', 'run-task': 'true', ...inputs },
  ...rest,
});
/** The emulator has a cluster of EC2 instances, on which a task has no network of its own. */
const EC2 = definition({ networkMode: 'bridge', requiresCompatibilities: ['EC2'] }, { memory: 256 });

const APPSPEC = `version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: <TASK_DEFINITION>
        LoadBalancerInfo:
          ContainerName: web
          ContainerPort: 8080
`;
const withCodeDeploy = (name: string, inputs: Given = {}, appSpec: Record<string, string> = {}): Case => ({
  name: `codedeploy: ${name}`,
  scenario: 'codedeploy-healthy',
  files: { ...FILES, 'appspec.yaml': APPSPEC, ...appSpec },
  deploy: { ...DEPLOY, ...inputs },
});

const EXPRESS = {
  image: `${REGISTRY}/shop:2.0.0`,
  'execution-role-arn': `${ROLE}ecsTaskExecutionRole`,
  'infrastructure-role-arn': `${ROLE}ecsInfrastructureRole`,
  cluster: 'default',
};
const creating = (name: string, inputs: Given = {}): Case => ({
  name: `express create: ${name}`,
  scenario: 'express-canary',
  express: { 'service-name': 'store', ...EXPRESS, ...inputs },
});
const updating = (name: string, inputs: Given = {}, change?: (world: World) => void): Case => ({
  name: `express update: ${name}`,
  scenario: 'express-canary',
  express: { 'service-name': 'shop', ...EXPRESS, ...inputs },
  ...(change === undefined ? {} : { change }),
});
const EXPRESS_INPUTS: [string, Given][] = [
  ['nothing else', {}],
  ['container-port', { 'container-port': '3000' }],
  [
    'environment-variables as JSON',
    { 'environment-variables': '[{"name":"MODE","value":"live"},{"name":"EMPTY","value":""}]' },
  ],
  ['secrets', { secrets: `[{"name":"KEY","valueFrom":"${SECRET}key"}]` }],
  ['command', { command: '["node","server.js"]' }],
  ['empty command', { command: '[]' }],
  ['log-group', { 'log-group': '/ecs/shop' }],
  ['log-stream-prefix', { 'log-stream-prefix': 'shop' }],
  ['log-group and prefix', { 'log-group': '/ecs/shop', 'log-stream-prefix': 'shop' }],
  ['repository-credentials', { 'repository-credentials': `${SECRET}registry` }],
  ['cpu and memory', { cpu: '512', memory: '1024' }],
  ['task-role-arn', { 'task-role-arn': `${ROLE}shop-task` }],
  ['subnets', { subnets: 'subnet-0aaa1111, subnet-0bbb2222' }],
  ['subnets and security groups', { subnets: 'subnet-0aaa1111', 'security-groups': 'sg-0ccc3333' }],
  ['security groups alone', { 'security-groups': 'sg-0ccc3333' }],
  ['health-check-path', { 'health-check-path': '/up' }],
  ['min and max task count', { 'min-task-count': '2', 'max-task-count': '4' }],
  ['scaling metric and value', { 'auto-scaling-metric': 'AVERAGE_MEMORY', 'auto-scaling-target-value': '55.5' }],
  ['tags as JSON', { tags: '[{"key":"Team","value":"shop"}]' }],
  ['tags as lines', { tags: 'Team=shop\nStage = a=b' }],
  ['tags with mutate-tags-on-update', { tags: 'Team=shop', 'mutate-tags-on-update': 'true' }],
  ['mutate-tags-on-update without tags', { 'mutate-tags-on-update': 'true' }],
];
const tagged = ({ home }: World): void => {
  for (const service of home.services)
    service.tags = [
      { key: 'Team', value: 'old' },
      { key: 'Gone', value: '1' },
    ];
};

export const CASES: readonly Case[] = [
  deploying('nothing else'),
  deploying('without service', {}, { deploy: { 'task-definition': 'td.json' } }),
  deploying('the live definition again', {}, { change: live }),
  deploying('the live definition again, forced', { 'force-new-deployment': 'true' }, { change: live }),
  deploying('service by ARN', { service: 'arn:aws:ecs:us-east-1:123456789012:service/prod/web' }),
  deploying('cluster by ARN', { cluster: 'arn:aws:ecs:us-east-1:123456789012:cluster/prod' }),
  deploying('a switch that says yes', { 'force-new-deployment': 'yes', 'enable-ecs-managed-tags': 'yes' }),
  deploying('a switch that says nothing', { 'force-new-deployment': 'ture' }),
  deploying('a file that is not there', { 'task-definition': 'other.json' }),
  deploying('desired-count', { 'desired-count': '5' }),
  deploying('desired-count 0', { 'desired-count': '0' }),
  deploying('desired-count as it is', { 'desired-count': '2' }),
  deploying('desired-count that is no number', { 'desired-count': 'many' }),
  deploying('force-new-deployment', { 'force-new-deployment': 'true' }),
  deploying('force-new-deployment false', { 'force-new-deployment': 'false' }),
  deploying('enable-ecs-managed-tags true', { 'enable-ecs-managed-tags': 'true' }),
  deploying('enable-ecs-managed-tags false', { 'enable-ecs-managed-tags': 'false' }),
  deploying('propagate-tags SERVICE', { 'propagate-tags': 'SERVICE' }),
  deploying('propagate-tags TASK_DEFINITION', { 'propagate-tags': 'TASK_DEFINITION' }),
  deploying('propagate-tags NONE', { 'propagate-tags': 'NONE' }),
  deploying('wait', { 'wait-for-service-stability': 'true', 'wait-for-minutes': '20', 'wait-max-delay-seconds': '15' }),
  deploying('wait-for-minutes above the most', { 'wait-for-minutes': '999' }),
  deploying('max-retries', { 'max-retries': '5' }),
  deploying('circuit-breaker keep', {}, { ours: { ...DEPLOY, 'circuit-breaker': 'keep' } }),
  deploying('service without circuit breaker', {}, { change: withoutBreaker }),
  deploying(
    'service without circuit breaker, keep',
    {},
    { change: withoutBreaker, ours: { ...DEPLOY, 'circuit-breaker': 'keep' } },
  ),
  deploying(
    'EBS volume',
    { 'service-managed-ebs-volume-name': 'data', 'service-managed-ebs-volume': EBS },
    { files: definition(VOLUME, MOUNTED) },
  ),
  deploying(
    'EBS volume with throughput and no volumeType',
    {
      'service-managed-ebs-volume-name': 'data',
      'service-managed-ebs-volume': JSON.stringify({ sizeInGiB: 20, throughput: 200, roleArn: `${ROLE}ebs` }),
    },
    { files: definition(VOLUME, MOUNTED) },
  ),
  deploying(
    'EBS volume with a key that AWS does not have',
    {
      'service-managed-ebs-volume-name': 'data',
      'service-managed-ebs-volume': JSON.stringify({ sizeInGb: 20, roleArn: `${ROLE}ebs` }),
    },
    { files: definition(VOLUME, MOUNTED) },
  ),
  deploying(
    'EBS volume without role',
    { 'service-managed-ebs-volume-name': 'data', 'service-managed-ebs-volume': '{"sizeInGiB":20}' },
    { files: definition(VOLUME, MOUNTED) },
  ),
  deploying('EBS volume name alone', { 'service-managed-ebs-volume-name': 'data' }),
  deploying(
    'keep-null-value-keys',
    { 'keep-null-value-keys': 'command,value' },
    { files: definition({}, { command: [], environment: [{ name: 'EMPTY', value: '' }] }) },
  ),
  deploying('a service that is not there', { service: 'wbe' }),
  deploying(
    'a describe answer as file',
    {},
    {
      files: {
        'td.json': JSON.stringify({
          ...DEFINITION,
          containerDefinitions: [CONTAINER],
          taskDefinitionArn: 'arn:aws:ecs:us-east-1:123456789012:task-definition/web:1',
          revision: 1,
          status: 'ACTIVE',
          requiresAttributes: [{ name: 'x' }],
          compatibilities: ['EC2', 'FARGATE'],
          registeredAt: '2026-01-01T00:00:00Z',
          registeredBy: 'arn:aws:iam::123456789012:root',
        }),
      },
    },
  ),
  deploying(
    'a YAML file',
    { 'task-definition': 'td.yaml' },
    {
      files: {
        'td.yaml': `${Object.entries(DEFINITION)
          .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
          .join('\n')}\ncontainerDefinitions:\n  - ${JSON.stringify(CONTAINER)}\n`,
      },
    },
  ),

  template(
    'empty arrays',
    { volumes: [], placementConstraints: [], tags: [] },
    { command: [], entryPoint: [], mountPoints: [], volumesFrom: [], secrets: [] },
  ),
  template('nulls', { ipcMode: null, proxyConfiguration: null }, { command: null, healthCheck: null }),
  template('zeros', {}, { cpu: 0, startTimeout: 0, systemControls: [] }),
  template('hostPort 0', {}, { portMappings: [{ containerPort: 8080, hostPort: 8080, protocol: 'tcp' }] }),
  template(
    'empty strings',
    {},
    {
      workingDirectory: '',
      user: '',
      environment: [
        { name: 'EMPTY', value: '' },
        { name: 'A', value: 'b' },
      ],
    },
  ),
  template('only an empty value', {}, { environment: [{ name: 'EMPTY', value: '' }] }),
  template('empty docker label', {}, { dockerLabels: { empty: '', team: 'web' } }),
  template('empty objects', {}, { linuxParameters: {}, ulimits: [], dockerLabels: {} }),
  template(
    'initProcessEnabled false',
    {},
    { linuxParameters: { initProcessEnabled: false }, readonlyRootFilesystem: false, interactive: false },
  ),
  template(
    'a health check',
    {},
    { healthCheck: { command: ['CMD-SHELL', 'true'], interval: 10, timeout: 5, retries: 3, startPeriod: 0 } },
  ),
  template('empty string within a command', {}, { command: ['sh', '-c', ''] }),
  template(
    'proxyConfiguration',
    {
      proxyConfiguration: {
        type: 'APPMESH',
        containerName: 'envoy',
        properties: [{ name: 'IgnoredUID', value: '1337' }, { name: 'IgnoredGID', value: '' }, { name: 'AppPorts' }],
      },
    },
    {},
    { name: 'envoy', image: `${REGISTRY}/envoy:1.0.0`, portMappings: [] },
  ),
  template('inferenceAccelerators', { inferenceAccelerators: [{ deviceName: 'gpu1', deviceType: 'eia2.medium' }] }),
  template('ephemeralStorage', { ephemeralStorage: { sizeInGiB: 50 } }),
  template(
    'EFS volume',
    {
      volumes: [
        {
          name: 'share',
          efsVolumeConfiguration: {
            fileSystemId: 'fs-0123456789abcdef0',
            rootDirectory: '/',
            transitEncryption: 'ENABLED',
            authorizationConfig: { accessPointId: 'fsap-0123456789abcdef0', iam: 'ENABLED' },
          },
        },
      ],
    },
    { mountPoints: [{ sourceVolume: 'share', containerPath: '/share', readOnly: false }] },
  ),
  template(
    'FireLens',
    {},
    { logConfiguration: { logDriver: 'awsfirelens', options: { Name: 'cloudwatch', region: 'us-east-1', empty: '' } } },
    {
      name: 'log_router',
      image: `${REGISTRY}/fluent-bit:1.0.0`,
      portMappings: [],
      firelensConfiguration: { type: 'fluentbit', options: { 'enable-ecs-log-metadata': 'true' } },
    },
  ),
  template(
    'secret options',
    {},
    {
      logConfiguration: {
        logDriver: 'splunk',
        options: { 'splunk-url': 'https://splunk.test' },
        secretOptions: [{ name: 'splunk-token', valueFrom: `${SECRET}splunk` }],
      },
    },
  ),
  template(
    'dependsOn and stopTimeout',
    {},
    { dependsOn: [{ containerName: 'init', condition: 'SUCCESS' }], stopTimeout: 60, startTimeout: 30 },
    { name: 'init', essential: false, portMappings: [] },
  ),
  template('tags', {
    tags: [
      { key: 'Team', value: 'web' },
      { key: 'Empty', value: '' },
    ],
  }),
  template('runtimePlatform', { runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' } }),
  template('pidMode and enableFaultInjection', { pidMode: 'task', enableFaultInjection: false }),
  template('cpu and memory as numbers', { cpu: 256, memory: 512 }),
  template('cpu and memory in vCPU and GB', { cpu: '.25 vCPU', memory: '0.5 GB' }),
  template(
    'a restart policy',
    {},
    { restartPolicy: { enabled: true, ignoredExitCodes: [0], restartAttemptPeriod: 60 } },
  ),
  template(
    'resource requirements',
    {},
    {
      ulimits: [{ name: 'nofile', softLimit: 1024, hardLimit: 4096 }],
      systemControls: [{ namespace: 'net.core.somaxconn', value: '1024' }],
    },
  ),
  template('variables without a value', {}, { environment: [{ name: 'EMPTY' }, { name: 'NOTHING', value: null }] }),
  template(
    'empty strings of a skeleton',
    {
      taskRoleArn: '',
      networkMode: 'awsvpc',
      pidMode: '',
      ipcMode: '',
      tags: [{ key: '', value: '' }],
      ephemeralStorage: { sizeInGiB: 0 },
    },
    { healthCheck: { command: [''], interval: 0 }, hostname: '', links: [''] },
  ),
  template('deleteRequestedAt', { deleteRequestedAt: '2026-01-01T00:00:00Z' }),

  rendering('image', {}),
  rendering('environment-variables', {
    'environment-variables': 'LOG_LEVEL=debug\nURL=https://x.test/?a=b=c\nEMPTY=\n\n  SPACED = a b  ',
  }),
  rendering('environment-variables with a comment', { 'environment-variables': '# remarks\nA=1' }),
  rendering('secrets', { secrets: `TOKEN=${SECRET}token\nKEY=${SECRET}key:json::` }),
  rendering('a secret that was a variable', { secrets: `LOG_LEVEL=${SECRET}level` }),
  rendering('env-files', { 'env-files': 'arn:aws:s3:::settings/web.env\n\narn:aws:s3:::settings/all.env' }),
  rendering('docker-labels', { 'docker-labels': 'team=web\nrule=Host(`a`)=b' }),
  rendering('log driver and options', {
    'log-configuration-log-driver': 'awslogs',
    'log-configuration-options': 'awslogs-create-group=true\nawslogs-group=/ecs/web\nawslogs-datetime-format=a=b',
  }),
  rendering(
    'log driver alone',
    { 'log-configuration-log-driver': 'awsfirelens' },
    {
      files: definition(
        {},
        { logConfiguration: undefined },
        { name: 'router', portMappings: [], firelensConfiguration: { type: 'fluentbit' } },
      ),
    },
  ),
  rendering('log options alone', { 'log-configuration-options': 'mode=non-blocking' }),
  rendering('command', { command: 'npm run start' }),
  rendering('command with quotes', { command: `sh -c "echo hello world"` }),
  rendering('command with double blanks', { command: 'npm  start ' }),
  rendering('roles', { 'task-role-arn': `${ROLE}other`, 'execution-role-arn': `${ROLE}other-execution` }),
  rendering('a role that is no ARN', { 'task-role-arn': 'web-task' }),
  rendering(
    'two containers, one image',
    { 'container-name': 'web,agent', 'environment-variables': 'A=1' },
    { files: definition({}, {}, SIDECAR) },
  ),
  rendering(
    'two containers with a blank',
    { 'container-name': 'web, agent' },
    { files: definition({}, {}, { ...SIDECAR, portMappings: [] }) },
  ),
  rendering('an unknown container', { 'container-name': 'api' }),
  {
    ...rendering('two steps, two images', {}, { files: definition({}, {}, { ...SIDECAR, portMappings: [] }) }),
    render: [RENDER, { 'container-name': 'agent', image: `${REGISTRY}/agent:2.0.0` }],
    ours: { ...DEPLOY, images: `web=${REGISTRY}/web:3.0.0\nagent=${REGISTRY}/agent:2.0.0` },
  },
  {
    ...rendering('family', {}),
    change: older,
    render: [{ 'task-definition-family': 'web', 'container-name': 'web', image: `${REGISTRY}/web:3.0.0` }],
  },
  {
    ...rendering('family and revision', {}),
    change: older,
    render: [
      {
        'task-definition-family': 'web',
        'task-definition-revision': '1',
        'container-name': 'web',
        image: `${REGISTRY}/web:3.0.0`,
      },
    ],
  },
  {
    ...rendering('ARN with tags', {}),
    change: older,
    render: [
      {
        'task-definition-arn': 'arn:aws:ecs:us-east-1:123456789012:task-definition/web:2',
        'container-name': 'web',
        image: `${REGISTRY}/web:3.0.0`,
      },
    ],
  },
  {
    ...rendering('file beside ARN and family', {}),
    change: older,
    render: [
      {
        ...RENDER,
        'task-definition-arn': 'arn:aws:ecs:us-east-1:123456789012:task-definition/web:2',
        'task-definition-family': 'web',
        'task-definition-revision': '1',
      },
    ],
  },
  {
    ...rendering('revision alone', {}),
    render: [{ 'task-definition-revision': '1', 'container-name': 'web', image: `${REGISTRY}/web:3.0.0` }],
  },
  rendering('an unknown log driver', { 'log-configuration-log-driver': 'logentries' }),

  running('no network', {}),
  running('network', NETWORK),
  running('network with a public address', { ...NETWORK, 'run-task-assign-public-IP': 'ENABLED' }),
  running('public address alone', { 'run-task-assign-public-IP': 'ENABLED' }),
  running('subnets with blanks', { 'run-task-subnets': 'subnet-0ddd4444, subnet-0ddd5555' }),
  running('overrides', {
    ...NETWORK,
    'run-task-container-overrides':
      '[{"name":"web","command":["npm","run","migrate"],"environment":[{"name":"A","value":""}],"cpu":0}]',
  }),
  running('overrides that are empty', { ...NETWORK, 'run-task-container-overrides': '[]' }),
  running('overrides with an unknown key', {
    ...NETWORK,
    'run-task-container-overrides': '[{"name":"web","comand":["x"]}]',
  }),
  running('launch type', { ...NETWORK, 'run-task-launch-type': 'FARGATE' }),
  running('capacity providers', {
    ...NETWORK,
    'run-task-capacity-provider-strategy': '[{"capacityProvider":"FARGATE_SPOT","weight":1,"base":0}]',
  }),
  running('capacity providers beside launch type', {
    ...NETWORK,
    'run-task-launch-type': 'FARGATE',
    'run-task-capacity-provider-strategy': '[{"capacityProvider":"FARGATE","weight":1}]',
  }),
  running('started-by', { ...NETWORK, 'run-task-started-by': 'nightly' }),
  running('tags', { ...NETWORK, 'run-task-tags': '[{"key":"Job","value":"migrate"}]' }),
  running('managed tags', { ...NETWORK, 'enable-ecs-managed-tags': 'true' }),
  running('managed tags false', { ...NETWORK, 'enable-ecs-managed-tags': 'false' }),
  running(
    'EBS volume',
    { ...NETWORK, 'run-task-managed-ebs-volume-name': 'data', 'run-task-managed-ebs-volume': EBS },
    { files: definition(VOLUME, MOUNTED) },
  ),
  running('EBS volume name alone', { ...NETWORK, 'run-task-managed-ebs-volume-name': 'data' }),
  running('waiting', { ...NETWORK, 'wait-for-task-stopped': 'true' }),
  running('before a service, inheriting', DESTINATION),
  running('before a service, network given', { ...DESTINATION, ...NETWORK }),
  running('before a service, managed tags and propagate-tags', {
    ...DESTINATION,
    ...NETWORK,
    'enable-ecs-managed-tags': 'true',
    'propagate-tags': 'SERVICE',
  }),
  running('before a service that is not there', { cluster: 'prod', service: 'wbe', ...NETWORK }),
  running('on EC2', { 'run-task-launch-type': 'EC2' }, { files: EC2 }),
  running('on EC2 with needless subnets', { 'run-task-launch-type': 'EC2', ...NETWORK }, { files: EC2 }),

  withCodeDeploy('nothing else'),
  withCodeDeploy('names given', {
    'codedeploy-application': 'AppECS-prod-web',
    'codedeploy-deployment-group': 'DgpECS-prod-web',
  }),
  withCodeDeploy('a group that is not there', { 'codedeploy-deployment-group': 'other' }),
  withCodeDeploy('description', { 'codedeploy-deployment-description': 'Release 7' }),
  withCodeDeploy('long description', { 'codedeploy-deployment-description': 'd'.repeat(600) }),
  withCodeDeploy('configuration', { 'codedeploy-deployment-config': 'CodeDeployDefault.ECSAllAtOnce' }),
  withCodeDeploy('desired-count and force', { 'desired-count': '3', 'force-new-deployment': 'true' }),
  withCodeDeploy('managed tags and propagate-tags', { 'enable-ecs-managed-tags': 'true', 'propagate-tags': 'SERVICE' }),
  withCodeDeploy(
    'JSON AppSpec',
    { 'codedeploy-appspec': 'spec.json' },
    {
      'spec.json': JSON.stringify({
        version: 0,
        Resources: [
          {
            TargetService: {
              Type: 'AWS::ECS::Service',
              Properties: { TaskDefinition: 'x', LoadBalancerInfo: { ContainerName: 'web', ContainerPort: 8080 } },
            },
          },
        ],
      }),
    },
  ),
  withCodeDeploy(
    'keys in odd case',
    { 'codedeploy-appspec': 'spec.yaml' },
    {
      'spec.yaml': APPSPEC.replace('Resources', 'resources')
        .replace('Properties', 'PROPERTIES')
        .replace('TaskDefinition', 'taskdefinition'),
    },
  ),
  withCodeDeploy('no resource', {}, { 'appspec.yaml': 'version: 0.0\n' }),
  withCodeDeploy(
    'hooks and settings',
    {},
    {
      'appspec.yaml': `${APPSPEC}        PlatformVersion: LATEST\n        NetworkConfiguration:\n          AwsvpcConfiguration:\n            Subnets: [subnet-0aaa1111]\n            SecurityGroups: [sg-0ccc3333]\n            AssignPublicIp: DISABLED\nHooks:\n  - AfterAllowTraffic: smoke-test\n`,
    },
  ),
  {
    ...withCodeDeploy('a one-off task before'),
    change: migrates,
    deploy: { ...DEPLOY, 'run-task': 'true', ...NETWORK },
  },

  ...EXPRESS_INPUTS.map(([name, inputs]) => creating(name, inputs)),
  ...EXPRESS_INPUTS.map(([name, inputs]) => updating(name, inputs, tagged)),
  updating('empty lists', { 'environment-variables': '[]', secrets: '[]' }),
  updating('what is live', {
    image: `${REGISTRY}/shop:1.0.0`,
    'container-port': '8080',
    'min-task-count': '2',
    'max-task-count': '6',
  }),
  { ...creating('another cluster', { cluster: 'prod' }), change: inProd },
];

/** The file's definition is what runs. */
function live({ home, clock }: World): void {
  const { 'td.json': text = '{}' } = FILES;
  registerTaskDefinition(home, JSON.parse(text) as RegisterTaskDefinitionRequest);
  updateService(home, { cluster: 'prod', service: 'web', taskDefinition: 'web' });
  clock.advance(HOUR_MS);
}

/** A second revision, with tags. */
function older({ home }: World): void {
  const { 'td.json': text = '{}' } = FILES;
  registerTaskDefinition(home, {
    ...(JSON.parse(text) as RegisterTaskDefinitionRequest),
    tags: [{ key: 'Team', value: 'web' }],
  });
}

function withoutBreaker({ home, clock }: World): void {
  const deploymentConfiguration = { deploymentCircuitBreaker: { enable: false, rollback: false } };
  updateService(home, { cluster: 'prod', service: 'web', deploymentConfiguration });
  clock.advance(HOUR_MS);
}

function inProd({ home }: World): void {
  addCluster(home, 'prod');
}
