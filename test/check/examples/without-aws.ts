import { imageProblems } from '../../../src/check/remote.ts';
import type { RuleName } from '../../../src/rules.ts';
import {
  appSpec,
  container,
  containers,
  express,
  file,
  found,
  inputs,
  live,
  onEc2,
  ROLE,
  task,
  type Example,
} from '../example.ts';

const ECR = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';
const BEHIND = { loadBalancers: [{ containerName: 'web', containerPort: 80 }] };
const ASKED = {
  image: `${ECR}/web:1.4.2`,
  origin: { kind: 'input', input: 'image' },
  setting: 'runtimePlatform.cpuArchitecture',
} as const;
const APPSPEC = `version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: <TASK_DEFINITION>
        LoadBalancerInfo:
          ContainerName: web
          ContainerPort: 80
`;
const EC2 = { launchType: 'EC2' as const };
const NETWORK = { awsvpcConfiguration: { subnets: ['subnet-0aaa1111'] } };
const PAIR = { containerName: 'web', containerPort: 80, targetGroupArn: 'blue' };
const CONNECT = {
  deployments: [
    { status: 'PRIMARY', serviceConnectConfiguration: { enabled: true, services: [{ portName: 'http' }] } },
  ],
};
const PROVIDERS = { clusterFacts: { capacityProviders: ['FARGATE', 'FARGATE_SPOT'] } };
const DATA = { volumes: [{ name: 'data', configuredAtLaunch: true }] };
const spread = (...items: object[]) => ({ 'capacity-provider-strategy': JSON.stringify(items) });
const ebs = (name: string) => ({
  'service-managed-ebs-volume-name': name,
  'service-managed-ebs-volume': '{"roleArn": "arn:aws:iam::111122223333:role/ebs", "sizeInGiB": 20}',
});

/** What files, inputs and a service that is described show. */
export const WITHOUT_AWS = {
  encoding: file('task-definition.json', Uint8Array.of(0x7b, 0x22, 0xe9, 0x22, 0x7d), '{"é"}  (saved as Latin-1)'),
  'empty-file': file('task-definition.json', '\n', '(nothing)'),
  'merge-conflict': file(
    'task-definition.json',
    '{\n<<<<<<< HEAD\n  "family": "web"\n=======\n  "family": "shop"\n>>>>>>> rename\n}\n',
  ),
  'json-syntax': file('task-definition.json', '{\n  "family": "web"\n  "cpu": "256"\n}\n'),
  'yaml-syntax': file('task-definition.yaml', 'family: web\n  cpu: "256"\n'),
  'yaml-tag': file('task-definition.yaml', 'family: web\ntaskRoleArn: !Ref TaskRole\n'),
  'trailing-comma': file('task-definition.json', '{\n  "family": "web",\n}\n'),
  'duplicate-key': file('task-definition.json', '{\n  "family": "web",\n  "family": "shop"\n}\n'),
  'several-documents': file('task-definition.yaml', 'family: web\n---\nfamily: shop\n'),
  'not-an-object': file('task-definition.json', '[{ "name": "web", "image": "web:1.4.2" }]\n'),
  'other-document': file('compose.yaml', 'services:\n  web:\n    image: web:1.4.2\n'),
  'too-deep': file('task-definition.json', `${'['.repeat(65)}${']'.repeat(65)}`, '[[[[[[[[[[[[[[[[ … ]]]]]]]]]]]]]]]]'),
  'unquoted-placeholder': file('task-definition.json', '{ "containerPort": ${PORT} }\n'),

  'appspec-resource': appSpec('version: 0.0\nResources:\n  - Function:\n      Type: AWS::Lambda::Function\n'),
  'appspec-field': appSpec(APPSPEC.replace('          ContainerPort: 80\n', '')),
  'appspec-container': appSpec(APPSPEC.replace('ContainerName: web', 'ContainerName: wbe')),
  'appspec-port': appSpec(APPSPEC.replace('ContainerPort: 80', 'ContainerPort: 8080')),
  'appspec-version': appSpec(APPSPEC.replace('0.0', '1.0')),
  'appspec-hook': appSpec(`${APPSPEC}Hooks:\n  - AfterAllowTrafic: smoke-test\n`),

  'unknown-container': inputs({ image: 'web:1.4.2', 'container-name': 'wbe' }),
  'ambiguous-container': inputs({ image: 'web:1.4.2' }),
  'empty-image': inputs({ images: 'web=\nlog=router:3' }),
  'image-given-twice': inputs({ image: 'web:1.4.2', images: 'web=web:1.4.1' }, ['web']),
  'no-image-for-tag': inputs({ 'image-tag': '1.4.2' }, ['web'], { image: '__IMAGE_URI__' }),
  'digest-dropped': inputs({ 'image-tag': '1.4.2' }, ['web']),
  'unresolved-variable': file('task-definition.json', '{ "family": "${NAME}" }\n'),

  'image-missing': found('When ECR does not have it:', { image: ASKED.image }, () =>
    imageProblems(ASKED, { kind: 'image-missing' }),
  ),
  'image-repository-missing': found('When ECR does not have the repository:', { image: ASKED.image }, () =>
    imageProblems(ASKED, {
      kind: 'repository-missing',
      repository: { registryId: '111122223333', region: 'eu-west-1', repositoryName: 'web' },
    }),
  ),
  'image-architecture': found('When the image is built for arm64, and the task for x86:', { image: ASKED.image }, () =>
    imageProblems(
      { ...ASKED, wanted: { cpuArchitecture: 'X86_64', os: 'linux', isDefault: true } },
      { kind: 'found', digests: [], platforms: ['linux/arm64'] },
    ),
  ),

  'desired-count-one': live({ note: 'For any service:', given: { 'desired-count': '1' } }),
  'daemon-desired-count': live({
    note: 'For a DAEMON service:',
    service: { ...EC2, schedulingStrategy: 'DAEMON', runningCount: 3 },
    given: { 'desired-count': '3' },
  }),
  'daemon-maximum-percent': live({
    note: 'For a DAEMON service:',
    service: { ...EC2, schedulingStrategy: 'DAEMON' },
    given: { 'maximum-percent': '150' },
  }),
  'deployment-percent': live({
    note: 'For any service:',
    given: { 'minimum-healthy-percent': '100', 'maximum-percent': '100' },
  }),
  'deployment-deadlock': live({
    note: 'For a service whose only task runs:',
    service: { desiredCount: 1, runningCount: 1, deployments: [{ status: 'PRIMARY', rolloutState: 'COMPLETED' }] },
    given: { 'minimum-healthy-percent': '100', 'maximum-percent': '150' },
    rest: { replacesTasks: true },
  }),
  'deployment-stands-still': live({
    note: 'For a service with one task:',
    service: { desiredCount: 1 },
    given: { 'minimum-healthy-percent': '100', 'maximum-percent': '150' },
  }),
  'zone-rebalancing': live({
    note: 'For a service with Availability Zone rebalancing:',
    service: { availabilityZoneRebalancing: 'ENABLED' },
    given: { 'minimum-healthy-percent': '50', 'maximum-percent': '100' },
  }),
  'strategy-bake-time': live({
    note: 'For a service with rolling deployments:',
    given: { 'bake-time-minutes': '5' },
  }),
  'pause-never-reached': live({
    note: 'For a service with rolling deployments:',
    given: { 'pause-at': 'POST_TEST_TRAFFIC_SHIFT' },
  }),
  'strategy-load-balancers': live({
    note: 'For a service with one target group:',
    service: { loadBalancers: [PAIR] },
    given: { 'deployment-strategy': 'canary' },
  }),
  'capacity-provider-unknown': live({
    note: 'In a cluster with FARGATE and FARGATE_SPOT:',
    given: spread({ capacityProvider: 'big', weight: 1 }),
    rest: PROVIDERS,
  }),
  'capacity-provider-mix': live({
    note: 'For any service:',
    given: spread({ capacityProvider: 'FARGATE', weight: 1 }, { capacityProvider: 'big', weight: 1 }),
  }),
  'capacity-provider-base': live({
    note: 'For any service:',
    given: spread(
      { capacityProvider: 'FARGATE', base: 1, weight: 1 },
      { capacityProvider: 'FARGATE_SPOT', base: 1, weight: 1 },
    ),
    rest: PROVIDERS,
  }),
  'capacity-provider-weight': live({
    note: 'For any service:',
    given: spread({ capacityProvider: 'FARGATE_SPOT' }),
    rest: PROVIDERS,
  }),
  'platform-version': live({
    note: 'For a service with launch type EC2:',
    service: EC2,
    given: { 'platform-version': '1.4.0' },
  }),
  'other-family': live({
    note: 'With service "web" that runs web:7:',
    service: { taskDefinition: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:7' },
    definition: { family: 'wep' },
    rest: { locate: () => ({ kind: 'file', file: 'task-definition.json', line: 2, column: 13 }) },
  }),
  'service-network-mode': live({
    note: 'For a service with subnets:',
    service: { ...EC2, networkConfiguration: NETWORK },
    definition: { networkMode: 'bridge' },
  }),
  'exec-task-role': live({
    note: 'With a task definition without taskRoleArn:',
    given: { 'enable-execute-command': 'true' },
  }),
  'registry-container': live({
    note: 'For a service whose service registry names the container "api":',
    service: { serviceRegistries: [{ registryArn: 'arn', containerName: 'api', containerPort: 80 }] },
    definition: { containerDefinitions: [{ name: 'web', portMappings: [{ containerPort: 80 }] }] },
  }),
  'registry-port': live({
    note: 'For a service whose service registry names port 8080 of the container "web":',
    service: { serviceRegistries: [{ registryArn: 'arn', containerName: 'web', containerPort: 8080 }] },
    definition: { containerDefinitions: [{ name: 'web', portMappings: [{ containerPort: 80 }] }] },
  }),
  'service-connect-port': live({
    note: 'For a service whose Service Connect uses the port "http":',
    service: CONNECT,
    definition: { containerDefinitions: [{ name: 'web', portMappings: [{ name: 'web', containerPort: 80 }] }] },
  }),
  'lattice-port': live({
    note: 'For a service whose VPC Lattice target group gets the port "http":',
    service: {
      deployments: [
        {
          status: 'PRIMARY',
          vpcLatticeConfigurations: [{ roleArn: 'arn', targetGroupArn: 'arn', portName: 'http' }],
        },
      ],
    },
    definition: { containerDefinitions: [{ name: 'web', portMappings: [{ name: 'web', containerPort: 80 }] }] },
  }),
  'service-connect-protocol': live({
    note: 'For a service whose Service Connect uses the port "http", live without appProtocol:',
    service: CONNECT,
    live: {},
    definition: {
      containerDefinitions: [
        { name: 'web', portMappings: [{ name: 'http', containerPort: 80, appProtocol: 'http2' }] },
      ],
    },
  }),
  'launch-volume': live({
    note: 'With a task definition whose only volume is "data":',
    definition: DATA,
    given: ebs('dta'),
  }),
  'launch-volume-settings': live({ note: 'In the task definition:', definition: DATA }),
  'launch-volumes': live({
    note: 'For a service that configures the volume "data" at launch:',
    service: { deployments: [{ status: 'PRIMARY', volumeConfigurations: [{ name: 'data' }] }] },
    definition: { volumes: [...DATA.volumes, { name: 'logs', configuredAtLaunch: true }] },
    given: ebs('logs'),
  }),
  'express-scaling': express(
    'For an Express service that scales up to 2 tasks:',
    { activeConfigurations: [{ scalingTarget: { minTaskCount: 1, maxTaskCount: 2 } }] },
    { 'min-task-count': '4' },
  ),
  'express-infrastructure-role': express(
    'For an Express service that was created with the role "infrastructure":',
    { infrastructureRoleArn: 'arn:aws:iam::111122223333:role/infrastructure' },
    { 'infrastructure-role-arn': 'arn:aws:iam::111122223333:role/other' },
  ),
  'circuit-breaker-off': live({ note: 'For any service:', given: { 'circuit-breaker': 'off' } }),

  'unknown-field': container({ enviroment: [] }),
  'wrong-type': container({ portMappings: [{ containerPort: '80' }] }),
  'missing-field': task({ family: undefined }, { note: 'A task definition without "family":' }),
  'bad-value': task({ networkMode: 'default' }),

  'definition-too-large': container({ command: ['x'.repeat(65_536)] }, { note: 'A command of 65,536 characters:' }),
  'bad-name': task({ family: 'my app' }),
  'bad-tag': task({ tags: [{ key: 'aws:team', value: 'web' }] }),
  'no-containers': task({ containerDefinitions: [] }),
  'too-many-containers': containers(Array.from({ length: 11 }, (_, index) => ({ name: `worker-${index + 1}` }))),
  'duplicate-container': containers([{ name: 'web' }, { name: 'web' }]),
  'no-essential-container': container({ essential: false }),
  'missing-image': container({ image: '' }),
  'bad-image': container({ image: `${ECR}/web:feature/login` }),
  'placeholder-left': task({ taskRoleArn: 'arn:aws:iam::<ACCOUNT_ID>:role/web' }),
  'depends-on-unknown': container({ dependsOn: [{ containerName: 'databse', condition: 'START' }] }),
  'depends-on-cycle': containers([
    { name: 'web', dependsOn: [{ containerName: 'log', condition: 'START' }] },
    { name: 'log', dependsOn: [{ containerName: 'web', condition: 'START' }] },
  ]),
  'depends-on-essential': containers([
    { name: 'web', dependsOn: [{ containerName: 'migrate', condition: 'SUCCESS' }] },
    { name: 'migrate' },
  ]),
  'link-unknown': onEc2((fields) => containers([{ name: 'web', links: ['db:database'] }], fields), {}),
  'volumes-from-unknown': container({ volumesFrom: [{ sourceContainer: 'data' }] }),
  'secret-source': container({ secrets: [{ name: 'API_KEY', valueFrom: 'arn:aws:s3:::bucket/key' }] }),
  'environment-file': container({ environmentFiles: [{ type: 's3', value: 's3://bucket/web.env' }] }),
  'secret-and-variable': container({
    environment: [{ name: 'API_URL', value: 'https://example.com' }],
    secrets: [{ name: 'API_URL', valueFrom: '/web/api-url' }],
  }),
  'health-check-range': container({ healthCheck: { command: ['CMD-SHELL', 'true'], interval: 1 } }),
  'stop-timeout-range': container({ stopTimeout: 300 }),
  'restart-policy-range': container({ restartPolicy: { enabled: true, restartAttemptPeriod: 10 } }),

  'task-size': task({ memory: '512 MB' }),
  'container-memory-missing': onEc2(task, { cpu: undefined, memory: undefined }),
  'container-over-task': container({ memory: 1024 }),
  'memory-reservation': container({ memory: 256, memoryReservation: 512 }),
  'ephemeral-storage-range': task({ ephemeralStorage: { sizeInGiB: 20 } }),

  'port-range': container({ portMappings: [{ containerPort: 80_800 }] }),
  'host-port': container({ portMappings: [{ containerPort: 8080, hostPort: 80 }] }),
  'duplicate-port-name': container({
    portMappings: [
      { name: 'http', containerPort: 80 },
      { name: 'http', containerPort: 8080 },
    ],
  }),
  'network-mode': container({ links: ['web'] }),

  'volume-unknown': container({ mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }] }),
  'duplicate-volume': task({ volumes: [{ name: 'data' }, { name: 'data' }] }),
  'efs-volume': task({
    volumes: [
      {
        name: 'data',
        efsVolumeConfiguration: { fileSystemId: 'fs-0a1b2c3d', authorizationConfig: { iam: 'ENABLED' } },
      },
    ],
  }),
  'firelens-router-missing': container({ logConfiguration: { logDriver: 'awsfirelens' } }),

  'fargate-size': task({ cpu: '256', memory: '4096' }),
  'fargate-network-mode': task({ networkMode: 'bridge' }),
  'fargate-unsupported': container({ privileged: true }),
  'execution-role-missing': task(
    { executionRoleArn: undefined },
    { note: 'A Fargate task without "executionRoleArn", whose image is in ECR:' },
  ),

  'express-launch-type': task({ requiresCompatibilities: ['EC2'] }, { note: 'For an Express service:', express: true }),
  'express-container': container({ name: 'web' }, { note: 'For an Express service:', express: true }),
  'express-port': container(
    { name: 'Main', portMappings: [{ containerPort: 80 }] },
    { note: 'For an Express service:', express: true },
  ),
  'load-balancer-container': container(
    { name: 'app' },
    { note: 'For a service whose load balancer sends traffic to the container "web":', ...BEHIND },
  ),
  'load-balancer-port': container(
    { portMappings: [{ containerPort: 8080 }] },
    { note: 'For a service whose load balancer sends traffic to port 80:', ...BEHIND },
  ),

  'placeholder-kept': container({ environment: [{ name: 'DATABASE_HOST', value: '<DATABASE_HOST>' }] }),
  'placeholder-likely': container({ workingDirectory: '/srv/{{app}}' }),
  'mutable-tag': container({ image: `${ECR}/web:latest` }),
  'image-without-digest': container({ image: `${ECR}/web:1.4.2` }),
  'secret-in-environment': container({ environment: [{ name: 'DATABASE_PASSWORD', value: 'correct-horse' }] }),
  'duplicate-variable': container({
    environment: [
      { name: 'LOG_LEVEL', value: 'info' },
      { name: 'LOG_LEVEL', value: 'debug' },
    ],
  }),
  'same-role': task({ taskRoleArn: ROLE, executionRoleArn: ROLE }),
  'odd-role-arn': task({ taskRoleArn: 'arn:aws:iam::11112222333:role/web' }),
  'no-log-configuration': container(
    { logConfiguration: undefined },
    { note: 'A container without "logConfiguration":' },
  ),
  'awslogs-options': container({
    logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': '/ecs/web' } },
  }),
  'firelens-router-not-essential': containers([
    { name: 'web', logConfiguration: { logDriver: 'awsfirelens' } },
    { name: 'router', essential: false, firelensConfiguration: { type: 'fluentbit' } },
  ]),
  'health-check-missing': container(
    { portMappings: [{ containerPort: 80 }] },
    {
      note: 'For a service behind a load balancer, without a health check grace period:',
      ...BEHIND,
      hasGracePeriod: false,
    },
  ),
  'main-not-essential': containers(
    [{ name: 'web', essential: false, portMappings: [{ containerPort: 80 }] }, { name: 'log' }],
    {},
    { note: 'For a service whose load balancer sends traffic to the container "web":', ...BEHIND },
  ),
  'depends-on-healthy': containers([
    { name: 'web', dependsOn: [{ containerName: 'proxy', condition: 'HEALTHY' }] },
    { name: 'proxy' },
  ]),
  'shared-port': containers([
    { name: 'web', portMappings: [{ containerPort: 80 }] },
    { name: 'proxy', portMappings: [{ containerPort: 80 }] },
  ]),
  'proxy-container-unknown': task({ proxyConfiguration: { type: 'APPMESH', containerName: 'envoy' } }),
  'unused-volume': task({ volumes: [{ name: 'data' }] }),
} satisfies Partial<Record<RuleName, Example>>;
