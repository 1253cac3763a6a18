import { describe, expect, it } from 'vitest';
import { updateService } from '../../emulator/services.ts';
import type { World } from '../../emulator/world.ts';
import type { InputName } from '../../src/inputs/spec.ts';
import { actions, container, DEPLOY, EBS, ECR, files, sent, warnings } from './official.ts';
import { APPSPEC } from './play-codedeploy.ts';
import { play, type Played } from './play.ts';

type Given = Partial<Record<InputName, string>>;
type Options = { files?: Record<string, string>; change?: (world: World) => void; scenario?: string };

/** The inputs of amazon-ecs-deploy-task-definition. */
const deploy = (inputs: Given = {}, options: Options = {}): Promise<Played> =>
  play({ scenario: 'classic-healthy', files: files(), ...options, inputs: { ...DEPLOY, ...inputs } });

const VOLUME = { volumes: [{ name: 'data', configuredAtLaunch: true }] };
const MOUNT = { mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }] };
const migrates = ({ behaviours }: World): void =>
  void behaviours.oneOff.set('web', { kind: 'exits', exitCode: 0, afterSeconds: 20 });

describe('examples of amazon-ecs-deploy-task-definition', () => {
  it('registers the file, deploys it and waits', async () => {
    const played = await deploy({ 'wait-for-service-stability': 'true' });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(actions(played)).toEqual(['RegisterTaskDefinition', 'UpdateService']);
    expect(sent(played, 'UpdateService')).toEqual({
      cluster: 'prod',
      service: 'web',
      taskDefinition: played.outputs['task-definition-arn'],
    });
  });

  it('waits by default, and no longer than the deployment takes', async () => {
    expect((await deploy()).outputs['outcome']).toBe('succeeded');
    const played = await deploy({ 'wait-for-service-stability': 'false' });
    expect(played.exitCode).toBe(0);
    expect(played.outputs['outcome']).toBe('started');
  });

  it('renders and deploys in one step what took two', async () => {
    const played = await deploy({ 'container-name': 'web', image: `${ECR}/web:3.0.0` });
    expect(container(played).image).toBe(`${ECR}/web:3.0.0`);
    expect(played.outputs['outcome']).toBe('succeeded');
  });

  it('accepts the output of describe-task-definition as a file', async () => {
    const { 'taskdef.json': text = '' } = files();
    const answer = {
      ...(JSON.parse(text) as object),
      taskDefinitionArn: 'arn:aws:ecs:us-east-1:123456789012:task-definition/web:7',
      revision: 7,
      status: 'ACTIVE',
      requiresAttributes: [],
      compatibilities: ['FARGATE'],
      registeredAt: '2026-03-01T10:00:00Z',
      registeredBy: 'arn:aws:iam::123456789012:root',
      deleteRequestedAt: '2026-03-01T10:00:00Z',
    };
    const played = await deploy({}, { files: { 'taskdef.json': JSON.stringify(answer) } });
    expect(sent(played, 'RegisterTaskDefinition')).toEqual(JSON.parse(text));
  });

  it('turns on managed tags and propagates tags', async () => {
    const played = await deploy({ 'enable-ecs-managed-tags': 'true', 'propagate-tags': 'SERVICE' });
    expect(sent(played, 'UpdateService')).toMatchObject({ enableECSManagedTags: true, propagateTags: 'SERVICE' });
  });

  it('configures an EBS volume of the service', async () => {
    const played = await deploy(
      { 'service-managed-ebs-volume-name': 'data', 'service-managed-ebs-volume': JSON.stringify(EBS) },
      { files: files(VOLUME, MOUNT) },
    );
    expect(sent(played, 'UpdateService')).toMatchObject({
      volumeConfigurations: [{ name: 'data', managedEBSVolume: EBS }],
    });
  });

  it('runs a task on EC2 with an EBS volume and no service', async () => {
    const { service: _, ...rest } = DEPLOY;
    const ec2 = { networkMode: 'bridge', requiresCompatibilities: ['EC2'], ...VOLUME };
    const played = await play({
      scenario: 'classic-healthy',
      inputs: {
        ...rest,
        mode: 'run-task',
        'run-task-launch-type': 'EC2',
        'run-task-managed-ebs-volume-name': 'data',
        'run-task-managed-ebs-volume': JSON.stringify({ ...EBS, filesystemType: 'xfs' }),
      },
      files: files(ec2, MOUNT),
      change: migrates,
    });
    expect(played.exitCode).toBe(0);
    expect(sent(played, 'RunTask')).toEqual({
      cluster: 'prod',
      taskDefinition: played.outputs['task-definition-arn'],
      launchType: 'EC2',
      startedBy: 'GitHub-Actions',
      volumeConfigurations: [{ name: 'data', managedEBSVolume: { ...EBS, filesystemType: 'xfs' } }],
      clientToken: expect.any(String) as unknown,
    });
    expect(warnings(played).filter((text) => text.includes('service'))).toEqual([]);
  });

  it('deploys through CodeDeploy with a JSON AppSpec', async () => {
    const appSpec = {
      version: 0,
      resources: [
        {
          app: {
            type: 'AWS::ECS::Service',
            PROPERTIES: { taskdefinition: 'any', LoadBalancerInfo: { ContainerName: 'web', ContainerPort: 8080 } },
          },
        },
      ],
    };
    const played = await deploy(
      {
        'codedeploy-appspec': 'spec.json',
        'codedeploy-application': 'AppECS-prod-web',
        'codedeploy-deployment-group': 'DgpECS-prod-web',
        'codedeploy-deployment-description': 'Release 7',
        'codedeploy-deployment-config': 'CodeDeployDefault.ECSAllAtOnce',
      },
      { scenario: 'codedeploy-healthy', files: { ...files(), 'spec.json': JSON.stringify(appSpec) } },
    );
    const request = sent(played, 'CreateDeployment') as { revision: { appSpecContent: { content: string } } };
    expect(request).toMatchObject({
      applicationName: 'AppECS-prod-web',
      deploymentGroupName: 'DgpECS-prod-web',
      description: 'Release 7',
      deploymentConfigName: 'CodeDeployDefault.ECSAllAtOnce',
    });
    const { content } = request.revision.appSpecContent;
    expect(content).toContain(`"taskdefinition":"${played.outputs['task-definition-arn']}"`);
    expect(played.outputs).toMatchObject({
      outcome: 'succeeded',
      'codedeploy-deployment-id': expect.stringMatching(/^d-/),
    });
  });

  it('runs a migration first, with managed tags and its own tags', async () => {
    const played = await deploy(
      {
        'run-task': 'true',
        'enable-ecs-managed-tags': 'true',
        'run-task-tags': '[{"key":"Job","value":"migrate"}]',
        'wait-for-task-stopped': 'true',
      },
      { change: migrates },
    );
    expect(actions(played)).toEqual(['RegisterTaskDefinition', 'RunTask', 'UpdateService']);
    expect(sent(played, 'RunTask')).toMatchObject({
      enableECSManagedTags: true,
      tags: [{ key: 'Job', value: 'migrate' }],
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-0aaa1111', 'subnet-0bbb2222'] } },
    });
  });

  it('keeps empty values, with and without keep-null-value-keys', async () => {
    const empty = { command: [], environment: [{ name: 'EMPTY', value: '' }, { name: 'NONE' }] };
    for (const inputs of [{}, { 'keep-null-value-keys': 'tag,command' }]) {
      const played = await deploy(inputs, { files: files({}, empty) });
      expect(container(played)).toMatchObject({
        command: [],
        environment: [
          { name: 'EMPTY', value: '' },
          { name: 'NONE', value: '' },
        ],
      });
    }
  });

  it('uses polling and retries as set', async () => {
    const played = await deploy({ 'wait-max-delay-seconds': '15', 'max-retries': '5', 'wait-for-minutes': '20' });
    expect(played.outputs['outcome']).toBe('succeeded');
  });
});

describe('the permissions that amazon-ecs-deploy-task-definition requires', () => {
  it('are enough, and it says what more would allow', async () => {
    const allowed = ['ecs:DescribeServices', 'ecs:UpdateService', 'ecs:RegisterTaskDefinition'];
    const more = ['DescribeTaskDefinition', 'ListServiceDeployments', 'DescribeServiceRevisions', 'ListTasks'];
    const played = await deploy(
      {},
      {
        change: ({ faults }) => {
          for (const action of [...more.map((name) => `ecs:${name}`), 'elasticloadbalancing:*', 'logs:*', 'ecr:*'])
            faults.deny.add(action);
        },
      },
    );
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(allowed.filter((action) => played.log.includes(`allow ${action}`))).toEqual([]);
    expect(warnings(played).join()).toMatch(/ecs:DescribeTaskDefinition.*ecs:ListServiceDeployments.*ecs:ListTasks/);
  });
});

describe('what UpdateService is sent', () => {
  it.each<[string, Given, object]>([
    ['desired-count', { 'desired-count': '5' }, { desiredCount: 5 }],
    ['desired-count 0', { 'desired-count': '0', 'require-healthy-targets': 'false' }, { desiredCount: 0 }],
    ['desired-count as it is', { 'desired-count': '2' }, {}],
    ['force-new-deployment', { 'force-new-deployment': 'true' }, { forceNewDeployment: true }],
    ['managed tags as they are', { 'enable-ecs-managed-tags': 'false' }, {}],
    ['propagate-tags as they are', { 'propagate-tags': 'NONE' }, {}],
    ['propagate-tags TASK_DEFINITION', { 'propagate-tags': 'TASK_DEFINITION' }, { propagateTags: 'TASK_DEFINITION' }],
  ])('%s', async (_, inputs, expected) => {
    const played = await deploy(inputs);
    expect(sent(played, 'UpdateService')).toEqual({
      cluster: 'prod',
      service: 'web',
      taskDefinition: played.outputs['task-definition-arn'],
      ...expected,
    });
  });

  it('turns the circuit breaker on if it is off, unless told to keep it', async () => {
    const withoutBreaker = ({ home }: World): void => {
      const deploymentConfiguration = { deploymentCircuitBreaker: { enable: false, rollback: false } };
      updateService(home, { cluster: 'prod', service: 'web', deploymentConfiguration });
    };
    const breaker = { deploymentCircuitBreaker: { enable: true, rollback: true } };
    expect(sent(await deploy({}, { change: withoutBreaker }), 'UpdateService')).toMatchObject({
      deploymentConfiguration: { ...breaker, maximumPercent: 200, minimumHealthyPercent: 100 },
    });
    const kept = await deploy({ 'circuit-breaker': 'keep' }, { change: withoutBreaker });
    expect(sent(kept, 'UpdateService')).not.toHaveProperty('deploymentConfiguration');
  });

  it('is nothing if the definition already runs', async () => {
    const live = await deploy({ 'task-definition': 'live.json' }, { files: { 'live.json': LIVE } });
    expect(live.outputs['outcome']).toBe('unchanged');
    expect(live.writes).toEqual([]);
    const forced = await deploy(
      { 'task-definition': 'live.json', 'force-new-deployment': 'true' },
      { files: { 'live.json': LIVE } },
    );
    expect(forced.writes).toEqual([
      { action: 'UpdateService', params: { cluster: 'prod', service: 'web', forceNewDeployment: true } },
    ]);
  });

  it('names the service, even if an ARN was given', async () => {
    const played = await deploy({ service: 'arn:aws:ecs:us-east-1:123456789012:service/prod/web' });
    expect(sent(played, 'UpdateService')).toMatchObject({ cluster: 'prod', service: 'web' });
  });
});

describe('what RunTask is sent', () => {
  const NETWORK = { 'run-task-subnets': 'subnet-0ddd4444, subnet-0ddd5555', 'run-task-security-groups': 'sg-0eee6666' };
  const capacity = '[{"capacityProvider":"FARGATE_SPOT","weight":1}]';

  it.each<[string, Given, object]>([
    ['launch type', { 'run-task-launch-type': 'FARGATE' }, { launchType: 'FARGATE' }],
    [
      'capacity providers',
      { 'run-task-capacity-provider-strategy': capacity },
      {
        capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }],
      },
    ],
    [
      'a public address',
      { 'run-task-assign-public-IP': 'ENABLED' },
      {
        networkConfiguration: { awsvpcConfiguration: { assignPublicIp: 'ENABLED' } },
      },
    ],
    ['started-by', { 'run-task-started-by': 'nightly' }, { startedBy: 'nightly' }],
    [
      'overrides',
      { 'run-task-container-overrides': '[{"name":"web","command":["true"],"environment":[{"name":"A","value":""}]}]' },
      {
        overrides: {
          containerOverrides: [{ name: 'web', command: ['true'], environment: [{ name: 'A', value: '' }] }],
        },
      },
    ],
    [
      'subnets with blanks',
      {},
      {
        networkConfiguration: {
          awsvpcConfiguration: {
            subnets: ['subnet-0ddd4444', 'subnet-0ddd5555'],
            securityGroups: ['sg-0eee6666'],
            assignPublicIp: 'DISABLED',
          },
        },
      },
    ],
  ])('%s', async (_, inputs, expected) => {
    const played = await deploy({ 'run-task': 'true', ...NETWORK, ...inputs }, { change: migrates });
    expect(actions(played)).toEqual(['RegisterTaskDefinition', 'RunTask', 'UpdateService']);
    const request = sent(played, 'RunTask');
    expect(request).toMatchObject(expected);
    expect(request).not.toHaveProperty('tags');
    expect(request).not.toHaveProperty('volumeConfigurations');
  });

  it('prefers capacity providers to a launch type, and says so', async () => {
    const played = await deploy(
      { 'run-task': 'true', 'run-task-launch-type': 'EC2', 'run-task-capacity-provider-strategy': capacity },
      { change: migrates },
    );
    expect(sent(played, 'RunTask')).not.toHaveProperty('launchType');
    expect(warnings(played)).toContainEqual(
      expect.stringMatching(/"run-task-launch-type" is ignored when "run-task-capacity-provider-strategy"/),
    );
  });

  it('does not follow the task if told not to', async () => {
    const played = await deploy({ 'run-task': 'true', 'wait-for-task-stopped': 'false' });
    expect(actions(played)).toEqual(['RegisterTaskDefinition', 'RunTask', 'UpdateService']);
  });
});

describe('what is rejected before any write, instead of after one or never', () => {
  const volumes = { files: files(VOLUME, MOUNT) };
  const bridge = { files: files({ networkMode: 'bridge', requiresCompatibilities: ['EC2'] }) };
  const codeDeploy = (appSpec: string) => ({
    scenario: 'codedeploy-healthy',
    files: { ...files(), 'appspec.yaml': appSpec },
  });

  const mistakes: [name: string, inputs: Given, options: Options, message: RegExp][] = [
    ['a service that is not there', { service: 'wbe' }, {}, /Service "wbe" does not exist.*Did you mean "web"/],
    [
      'a count that is no number',
      { 'desired-count': 'many' },
      {},
      /"desired-count" is "many", which is not a whole number/,
    ],
    ['more minutes than a job may have', { 'wait-for-minutes': '999' }, {}, /"999", which is above 360/],
    [
      'a volume name alone',
      { 'service-managed-ebs-volume-name': 'data' },
      volumes,
      /belong together, and "service-managed-ebs-volume" is empty/,
    ],
    [
      'a volume with an unknown key',
      { 'service-managed-ebs-volume-name': 'data', 'service-managed-ebs-volume': '{"roleArn":"r","sizeInGb":9}' },
      volumes,
      /unknown-field::.*"sizeInGb"/,
    ],
    [
      'a volume without role',
      { 'service-managed-ebs-volume-name': 'data', 'service-managed-ebs-volume': '{"sizeInGiB":9}' },
      volumes,
      /roleArn is missing/,
    ],
    [
      'a volume that is no JSON',
      { 'service-managed-ebs-volume-name': 'data', 'service-managed-ebs-volume': '{"sizeInGiB": 9,,}' },
      volumes,
      /Input "service-managed-ebs-volume" is not valid JSON .* at line 1, column 17/,
    ],
    [
      'overrides that are no JSON',
      { 'run-task': 'true', 'run-task-container-overrides': '[{]' },
      {},
      /Input "run-task-container-overrides" is not valid JSON .* at line 1, column 3/,
    ],
    [
      'overrides with an unknown key',
      { 'run-task': 'true', 'run-task-container-overrides': '[{"name":"web","comand":["x"]}]' },
      {},
      /unknown-field::.*"comand"/,
    ],
    [
      'overrides of an unknown container',
      { 'run-task': 'true', 'run-task-container-overrides': '[{"name":"wbe"}]' },
      {},
      /container "wbe", which the task definition does not have/,
    ],
    [
      'subnets without need',
      { 'run-task': 'true', 'run-task-subnets': 'subnet-1' },
      bridge,
      /network mode bridge has no network of its own/,
    ],
    [
      'no deployment group',
      { 'codedeploy-deployment-group': 'other' },
      codeDeploy(APPSPEC),
      /has no deployment group "other"/,
    ],
    ['an AppSpec without resource', {}, codeDeploy('version: 0.0\n'), /appspec-resource.*::.*"Resources"/],
  ];

  it.each(mistakes)('%s', async (...[, inputs, options, message]) => {
    const played = await deploy(inputs, options);
    expect(played.exitCode).toBe(1);
    expect(played.writes).toEqual([]);
    expect(played.log.match(/^::error .*/gm)).toContainEqual(expect.stringMatching(message));
  });

  it('warns about service settings if no service is set', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      files: files(),
      inputs: {
        mode: 'plan',
        'task-definition': 'taskdef.json',
        'desired-count': '2',
        'codedeploy-application': 'web',
      },
    });
    expect(played.exitCode).toBe(0);
    expect(warnings(played).filter((text) => text.startsWith('Input'))).toEqual([
      'Input "desired-count" is ignored when no service is set.',
      'Input "codedeploy-application" is ignored when no service is set.',
    ]);
  });
});

describe('a CodeDeploy service', () => {
  const change = { scenario: 'codedeploy-healthy', files: { ...files(), 'appspec.yaml': APPSPEC } };

  it('gets its settings too', async () => {
    const played = await deploy({ 'desired-count': '3', 'enable-ecs-managed-tags': 'true' }, change);
    expect(actions(played)).toEqual(['RegisterTaskDefinition', 'UpdateService', 'CreateDeployment']);
    expect(sent(played, 'UpdateService')).toEqual({
      cluster: 'prod',
      service: 'web',
      desiredCount: 3,
      enableECSManagedTags: true,
    });
  });

  it('gets a shortened description, and a warning', async () => {
    const played = await deploy({ 'codedeploy-deployment-description': 'x'.repeat(600) }, change);
    expect(sent(played, 'CreateDeployment')).toMatchObject({ description: `${'x'.repeat(511)}…` });
    expect(warnings(played)).toContainEqual(expect.stringMatching(/has 600 characters; CodeDeploy takes 512/));
  });
});

/** What the scenario's service runs, as a file. */
const LIVE = JSON.stringify({
  family: 'web',
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  cpu: '256',
  memory: '512',
  executionRoleArn: 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole',
  taskRoleArn: 'arn:aws:iam::123456789012:role/web-task',
  containerDefinitions: [
    {
      name: 'web',
      image: `${ECR}/web:1.0.0`,
      portMappings: [{ containerPort: 8080, name: 'http' }],
      environment: [{ name: 'LOG_LEVEL', value: 'info' }],
      logConfiguration: {
        logDriver: 'awslogs',
        options: { 'awslogs-group': '/ecs/web', 'awslogs-region': 'us-east-1', 'awslogs-stream-prefix': 'ecs' },
      },
    },
  ],
});
