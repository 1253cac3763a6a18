import { expect } from 'vitest';

/** The calls that change something when an example is deployed for the first time, with what makes the example what it is. */
type Sent = [action: string, params: object][];

const ACCOUNT = '123456789012';
const revision = (name: string): string => `arn:aws:ecs:us-east-1:${ACCOUNT}:task-definition/${name}`;
const group = (name: string): string => `arn:aws:elasticloadbalancing:us-east-1:${ACCOUNT}:targetgroup/${name}`;
const secret = (name: string): string => `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:${name}`;
const parameter = (name: string): string => `arn:aws:ssm:us-east-1:${ACCOUNT}:parameter/${name}`;
const role = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const image = (name: string): string =>
  `${ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/${name}:4b825dc642cb6eb9a060e54bf8d69288fbee4904`;

const BREAKER = { deploymentCircuitBreaker: { enable: true, rollback: true } };
const register = (family: string, fields: object): Sent[number] => ['RegisterTaskDefinition', { family, ...fields }];
const create = (serviceName: string, fields: object): Sent[number] => [
  'CreateService',
  { serviceName, cluster: 'prod', taskDefinition: revision(`${serviceName}:1`), ...fields },
];
/** The service runs `web:1` before. */
const updateWeb = (fields: object = {}): Sent[number] => [
  'UpdateService',
  { service: 'web', cluster: 'prod', taskDefinition: revision('web:2'), ...fields },
];
const web = (...containerDefinitions: object[]): Sent[number] => register('web', { containerDefinitions });
const routed = (options: object, more: object = {}): Sent => [
  web(
    { name: 'web', image: image('web'), logConfiguration: { logDriver: 'awsfirelens', options, ...more } },
    { name: 'log-router', essential: true, firelensConfiguration: { type: 'fluentbit' } },
  ),
  updateWeb(),
];

export const SENT: Record<string, Sent> = {
  'fargate-web': [
    register('shop', { requiresCompatibilities: ['FARGATE'], containerDefinitions: [{ image: image('shop') }] }),
    create('shop', {
      launchType: 'FARGATE',
      loadBalancers: [
        { targetGroupArn: `${group('shop')}/943f017f100becff`, containerName: 'app', containerPort: 8080 },
      ],
      availabilityZoneRebalancing: 'ENABLED',
      deploymentConfiguration: BREAKER,
      propagateTags: 'SERVICE',
    }),
  ],
  'spot-worker': [
    register('mailer', { containerDefinitions: [{ command: ['bin/worker'], stopTimeout: 120 }] }),
    create('mailer', {
      desiredCount: 5,
      capacityProviderStrategy: [
        { capacityProvider: 'FARGATE', base: 1, weight: 1 },
        { capacityProvider: 'FARGATE_SPOT', weight: 3 },
      ],
    }),
  ],
  ec2: [
    register('api', { networkMode: 'bridge', containerDefinitions: [{ portMappings: [{ hostPort: 0 }] }] }),
    create('api', {
      capacityProviderStrategy: [{ capacityProvider: 'general', weight: 1 }],
      placementStrategy: [
        { type: 'spread', field: 'attribute:ecs.availability-zone' },
        { type: 'binpack', field: 'memory' },
      ],
      placementConstraints: [{ type: 'memberOf', expression: 'attribute:ecs.instance-type =~ m7*' }],
    }),
  ],
  arm64: [register('web', { runtimePlatform: { cpuArchitecture: 'ARM64' } }), updateWeb()],
  'blue-green': [
    register('checkout', {}),
    create('checkout', {
      loadBalancers: [
        {
          targetGroupArn: `${group('checkout-blue')}/1a2b3c4d5e6f7081`,
          advancedConfiguration: {
            alternateTargetGroupArn: `${group('checkout-green')}/2b3c4d5e6f708192`,
            testListenerRule: expect.stringContaining('listener-rule'),
          },
        },
      ],
      deploymentConfiguration: {
        strategy: 'BLUE_GREEN',
        bakeTimeInMinutes: 10,
        lifecycleHooks: [{ targetType: 'PAUSE', lifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'] }],
      },
    }),
  ],
  'service-connect': [
    register('orders', { containerDefinitions: [{ portMappings: [{ name: 'http', appProtocol: 'http' }] }] }),
    create('orders', {
      serviceConnectConfiguration: {
        enabled: true,
        services: [{ portName: 'http', clientAliases: [{ port: 8080, dnsName: 'orders' }] }],
      },
    }),
  ],
  'service-discovery': [
    register('stock', {}),
    create('stock', {
      serviceRegistries: [
        { registryArn: `arn:aws:servicediscovery:us-east-1:${ACCOUNT}:service/srv-0123456789abcdef` },
      ],
    }),
  ],
  'vpc-lattice': [
    register('prices', {}),
    create('prices', {
      vpcLatticeConfigurations: [
        {
          roleArn: role('ecsInfrastructureRole'),
          targetGroupArn: `arn:aws:vpc-lattice:us-east-1:${ACCOUNT}:targetgroup/tg-0123456789abcdef0`,
          portName: 'http',
        },
      ],
    }),
  ],
  efs: [
    register('web', {
      volumes: [
        {
          name: 'uploads',
          efsVolumeConfiguration: {
            transitEncryption: 'ENABLED',
            authorizationConfig: { accessPointId: 'fsap-0123456789abcdef0', iam: 'ENABLED' },
          },
        },
      ],
      containerDefinitions: [{ mountPoints: [{ sourceVolume: 'uploads' }] }],
    }),
    updateWeb(),
  ],
  ebs: [
    register('index', { volumes: [{ name: 'data', configuredAtLaunch: true }] }),
    create('index', {
      volumeConfigurations: [
        { name: 'data', managedEBSVolume: { roleArn: role('ecsInfrastructureRole'), sizeInGiB: 100, encrypted: true } },
      ],
    }),
  ],
  secrets: [
    web({
      secrets: [
        { name: 'DB_PASSWORD', valueFrom: `${secret('prod/db-Ab1Cd2')}:password::` },
        { name: 'SESSION_KEY', valueFrom: secret('prod/session-Ef3Gh4') },
        { name: 'API_TOKEN', valueFrom: '/prod/web/api-token' },
        { name: 'LICENSE', valueFrom: parameter('shared/license') },
      ],
    }),
    updateWeb(),
  ],
  exec: [web({ linuxParameters: { initProcessEnabled: true } }), updateWeb({ enableExecuteCommand: true })],
  datadog: [
    web(
      { name: 'web', image: image('web'), dependsOn: [{ containerName: 'datadog-agent', condition: 'HEALTHY' }] },
      {
        name: 'datadog-agent',
        image: expect.stringContaining('datadog/agent:7.'),
        secrets: [{ name: 'DD_API_KEY', valueFrom: secret('datadog/api-key-Ab1Cd2') }],
      },
    ),
    updateWeb(),
  ],
  xray: [
    web(
      { name: 'web', image: image('web') },
      { name: 'collector', command: ['--config=/etc/ecs/ecs-default-config.yaml'] },
    ),
    updateWeb(),
  ],
  'cloudwatch-agent': [
    web(
      { name: 'web', image: image('web') },
      { secrets: [{ name: 'CW_CONFIG_CONTENT', valueFrom: parameter('ecs/cloudwatch-agent') }] },
    ),
    updateWeb(),
  ],
  'firelens-s3': routed({ Name: 's3', bucket: 'acme-logs', s3_key_format: '/web/%Y/%m/%d/%H-%M-%S-$UUID.gz' }),
  'firelens-opensearch': routed({ Name: 'opensearch', AWS_Auth: 'On', Port: '443' }),
  'firelens-loki': routed(
    { Name: 'loki', label_keys: '$container_name' },
    {
      secretOptions: [
        { name: 'http_user', valueFrom: parameter('loki/user') },
        { name: 'http_passwd', valueFrom: `${secret('loki-Ab1Cd2')}:token::` },
      ],
    },
  ),
  'express-image': [
    [
      'CreateExpressGatewayService',
      {
        serviceName: 'landing',
        primaryContainer: { image: image('landing'), containerPort: 8080 },
        cpu: '512',
        scalingTarget: { minTaskCount: 2, maxTaskCount: 10, autoScalingMetric: 'AVERAGE_CPU' },
      },
    ],
  ],
  'express-custom': [
    register('portal', { containerDefinitions: [{ name: 'Main', image: image('portal') }, { name: 'cache' }] }),
    ['CreateExpressGatewayService', { serviceName: 'portal', taskDefinitionArn: revision('portal:1') }],
  ],
  'express-spot': [
    [
      'CreateExpressGatewayService',
      { serviceName: 'demo', taskRoleArn: role('demo-task'), primaryContainer: { image: image('demo') } },
    ],
    [
      'UpdateService',
      {
        service: 'demo',
        enableExecuteCommand: true,
        capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }],
        forceNewDeployment: true,
      },
    ],
  ],
  schedules: [
    register('report', { containerDefinitions: [{ command: ['bin/report', '--day', 'yesterday'] }] }),
    ['UpdateSchedule', { Target: { EcsParameters: { TaskDefinitionArn: revision('report:2') } } }],
  ],
  migration: [
    web({ command: ['bin/server'] }),
    [
      'RunTask',
      {
        taskDefinition: revision('web:2'),
        overrides: { containerOverrides: [{ name: 'web', command: ['bin/migrate'] }] },
      },
    ],
    updateWeb(),
  ],
  folder: [
    register('order-api', {
      executionRoleArn: role('ecsTaskExecutionRole'),
      containerDefinitions: [{ image: image('order-api') }],
    }),
    create('order-api', {
      loadBalancers: [{ targetGroupArn: `${group('order-api')}/3c4d5e6f70819203`, containerName: 'app' }],
    }),
  ],
};
