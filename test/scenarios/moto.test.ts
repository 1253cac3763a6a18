import type { ChildProcess } from 'node:child_process';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import {
  CodeDeployClient,
  CreateApplicationCommand,
  CreateDeploymentGroupCommand,
  ListDeploymentsCommand,
} from '@aws-sdk/client-codedeploy';
import {
  ECSClient,
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { EventBridge } from '@aws-sdk/client-eventbridge';
import { IAM } from '@aws-sdk/client-iam';
import { Scheduler } from '@aws-sdk/client-scheduler';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Problem } from '../../src/model.ts';
import { APPSPEC } from './play-codedeploy.ts';
import { EXAMPLE, QUICK_START } from './play.ts';
import { runAction } from './run-action.ts';
import { startMoto } from './start-moto.ts';

/**
 * Against Moto, a stand-in for AWS that others wrote, where its server is installed. It never moves a deployment on, and
 * has no service deployments.
 */
const BRIDGE = {
  family: 'web',
  containerDefinitions: [{ name: 'web', image: '__IMAGE_URI__', memory: 128, portMappings: [{ containerPort: 8080 }] }],
};
const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' };

let url = '';
let server: ChildProcess | undefined;

beforeAll(async () => {
  ({ url, server } = await startMoto());
});

afterAll(() => server?.kill());

it('deploys to moto_server', { timeout: 60_000 }, async () => {
  await withMoto(async (url) => {
    const ecs = await createWeb(url, 'ECS');

    const run = await deploy(url, {});

    expect(run.log).not.toContain('::error');
    expect(run.outputs).toMatchObject({ outcome: 'started', 'task-definition-arn': expect.stringMatching(/web:2$/) });
    const { services } = await ecs.send(new DescribeServicesCommand({ cluster: 'prod', services: ['web'] }));
    expect(services?.[0]?.taskDefinition).toBe(run.outputs['task-definition-arn']);
  });
});

it('watches a deployment on moto_server, and stops none that it cannot identify', { timeout: 60_000 }, async () => {
  await withMoto(async (url) => {
    await createWeb(url, 'ECS');

    const watched = await runAction({
      url,
      inputs: { service: 'web', cluster: 'prod', mode: 'watch' },
      environment: { NODE_OPTIONS: '' },
      onLog: (log, kill) => {
        if (log.includes('0 of 1 running')) kill('SIGINT');
      },
    });
    const stopped = await runAction({
      url,
      inputs: { service: 'web', cluster: 'prod', mode: 'stop' },
      environment: { NODE_OPTIONS: '' },
    });

    expect(watched.log).toContain('The service deployments cannot be listed (SyntaxError)');
    expect(watched.log).toContain('Cancelled while following the deployment of web:1 to web: it continues in ECS.');
    expect(stopped.log).toContain('Which service deployment of "web" is in flight cannot be read');
    expect(stopped.outputs['outcome']).toBe('failed');
  });
});

it('rolls back on moto_server', { timeout: 60_000 }, async () => {
  await withMoto(async (url) => {
    const ecs = await createWeb(url, 'ECS');
    await deploy(url, {});

    const run = await runAction({
      url,
      inputs: { mode: 'rollback', service: 'web', cluster: 'prod', 'wait-for-service-stability': 'false' },
      environment: { NODE_OPTIONS: '' },
    });

    expect(run.log).not.toContain('::error');
    expect(run.log).toContain('Using web:1, the next older ACTIVE revision');
    const { services } = await ecs.send(new DescribeServicesCommand({ cluster: 'prod', services: ['web'] }));
    expect(services?.[0]?.taskDefinition).toMatch(/web:1$/);
  });
});

it('deploys through CodeDeploy to moto_server', { timeout: 60_000 }, async () => {
  await withMoto(async (url) => {
    await createWeb(url, 'CODE_DEPLOY');
    const codeDeploy = new CodeDeployClient({ endpoint: url, region: 'us-east-1', credentials: CREDENTIALS });
    const [applicationName, deploymentGroupName] = ['AppECS-prod-web', 'DgpECS-prod-web'];
    await codeDeploy.send(new CreateApplicationCommand({ applicationName, computePlatform: 'ECS' }));
    await codeDeploy.send(
      new CreateDeploymentGroupCommand({
        applicationName,
        deploymentGroupName,
        serviceRoleArn: 'arn:aws:iam::123456789012:role/codedeploy',
        ecsServices: [{ serviceName: 'web', clusterName: 'prod' }],
      }),
    );

    const first = await deploy(url, { 'appspec.yaml': APPSPEC });
    const second = await deploy(url, { 'appspec.yaml': APPSPEC });

    expect(first.log).not.toContain('::error');
    expect(first.outputs['outcome']).toBe('started');
    const { deployments } = await codeDeploy.send(new ListDeploymentsCommand({ applicationName, deploymentGroupName }));
    expect(deployments).toEqual([first.outputs['codedeploy-deployment-id']]);
    expect(second.log).toContain(`is busy: deployment ${first.outputs['codedeploy-deployment-id']} is in progress`);
    expect(second.outputs['outcome']).toBe('failed');
  });
});

// moto_server breaks on a container without memory, on a task without security groups, and on EC2 without instances.
it('runs a one-off task on moto_server', { timeout: 60_000 }, async () => {
  await withMoto(async (url) => {
    const ecs = await createWeb(url, 'ECS');
    const asked: Parameters<typeof runAction>[0] = {
      url,
      inputs: {
        ...QUICK_START,
        image: 'web:2',
        mode: 'run-task',
        'run-task-launch-type': 'FARGATE',
        'run-task-subnets': await aSubnet(url),
        'run-task-security-groups': 'sg-0eee6666',
        'run-task-container-overrides': '[{"name":"web","command":["true"]}]',
      },
      files: { 'task-definition.json': EXAMPLE.replace('"essential": true,', '"essential": true, "memory": 256,') },
      environment: { NODE_OPTIONS: '' },
    };

    const refused = await runAction(asked);
    await createNeeds(url);
    const run = await runAction(asked);

    const { problems } = JSON.parse(refused.report) as { problems: Problem[] };
    expect(new Set(problems.filter(({ severity }) => severity === 'error').map(({ rule }) => rule))).toEqual(
      new Set(['role-missing', 'log-group-missing']),
    );
    expect(run.outputs['outcome']).toBe('succeeded');
    const [task = ''] = JSON.parse(run.outputs['run-task-arn'] ?? '[]') as string[];
    const { tasks } = await ecs.send(new DescribeTasksCommand({ cluster: 'prod', tasks: [task] }));
    expect(tasks?.[0]).toMatchObject({ taskDefinitionArn: run.outputs['task-definition-arn'], lastStatus: 'STOPPED' });
  });
});

it('moves rules and schedules on moto_server', { timeout: 60_000 }, async () => {
  await withMoto(async (url) => {
    const ecs = await createWeb(url, 'ECS');
    const settings = { endpoint: url, region: 'us-east-1', credentials: CREDENTIALS };
    const [events, scheduler] = [new EventBridge(settings), new Scheduler(settings)];
    const { clusters } = await ecs.send(new DescribeClustersCommand({ clusters: ['prod'] }));
    const { taskDefinition } = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: 'web' }));
    const target = {
      Arn: clusters?.[0]?.clusterArn ?? '',
      RoleArn: 'arn:aws:iam::123456789012:role/ecsEventsRole',
      EcsParameters: { TaskDefinitionArn: taskDefinition?.taskDefinitionArn ?? '', TaskCount: 2 },
    };
    await events.putRule({ Name: 'hourly', ScheduleExpression: 'rate(1 hour)' });
    await events.putTargets({ Rule: 'hourly', Targets: [{ Id: '1', ...target }] });
    const schedule = {
      Name: 'nightly',
      ScheduleExpression: 'cron(0 3 * * ? *)',
      ScheduleExpressionTimezone: 'Europe/Paris',
      Description: 'reports',
      State: 'DISABLED',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: target,
    } as const;
    await scheduler.createSchedule(schedule);

    const run = await runAction({
      url,
      inputs: { ...QUICK_START, service: '', image: 'web:2', mode: 'register', schedules: 'true' },
      files: { 'task-definition.json': JSON.stringify(BRIDGE) },
      environment: { NODE_OPTIONS: '' },
    });

    expect(run.outputs['outcome'], run.log).toBe('registered');
    const EcsParameters = { TaskDefinitionArn: run.outputs['task-definition-arn'], TaskCount: 2 };
    expect((await events.listTargetsByRule({ Rule: 'hourly' })).Targets).toMatchObject([{ ...target, EcsParameters }]);
    const moved = { ...schedule, Target: { ...target, EcsParameters } };
    expect(await scheduler.getSchedule({ Name: 'nightly' })).toMatchObject(moved);
  });
});

/** One server for all, empty for each. */
async function withMoto(test: (url: string) => Promise<void>): Promise<void> {
  await fetch(`${url}/moto-api/reset`, { method: 'POST' });
  await test(url);
}

async function createWeb(url: string, type: 'ECS' | 'CODE_DEPLOY'): Promise<ECSClient> {
  const ecs = new ECSClient({ endpoint: url, region: 'us-east-1', credentials: CREDENTIALS });
  await ecs.send(new CreateClusterCommand({ clusterName: 'prod' }));
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'web',
      containerDefinitions: [{ name: 'web', image: 'web:1', memory: 128 }],
    }),
  );
  await ecs.send(
    new CreateServiceCommand({
      cluster: 'prod',
      serviceName: 'web',
      taskDefinition: 'web:1',
      desiredCount: 1,
      deploymentController: { type },
    }),
  );
  return ecs;
}

/** What the example names and a new account does not have. */
async function createNeeds(url: string): Promise<void> {
  const settings = { endpoint: url, region: 'us-east-1', credentials: CREDENTIALS };
  const iam = new IAM(settings);
  const trust = { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  for (const RoleName of ['ecsTaskExecutionRole', 'web-task'])
    await iam.createRole({ RoleName, AssumeRolePolicyDocument });
  await new CloudWatchLogs(settings).createLogGroup({ logGroupName: '/ecs/web' });
}

async function deploy(url: string, files: Record<string, string>) {
  const inputs = { ...QUICK_START, image: 'web:2', 'wait-for-service-stability': 'false' };
  return await runAction({
    url,
    inputs,
    files: { 'task-definition.json': JSON.stringify(BRIDGE), ...files },
    environment: { NODE_OPTIONS: '' },
  });
}

/** moto_server makes a network interface, so that the subnet has to be one of its own; there is no EC2 client here. */
async function aSubnet(url: string): Promise<string> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      authorization: 'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/us-east-1/ec2/aws4_request',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'Action=DescribeSubnets&Version=2016-11-15',
  });
  return /<subnetId>(.*?)<\/subnetId>/.exec(await answer.text())?.[1] ?? 'none';
}
