import { copyFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { listenersOf } from '../../emulator/load-balancers.ts';
import { scenarios } from '../../emulator/scenarios/scenarios.ts';
import { addTraffic } from '../../emulator/traffic.ts';
import { createWorld, type World } from '../../emulator/world.ts';
import { createWorldOf, startForCli } from './aws-cli.ts';

/** The AWS CLI on the emulator: what its waiters and a script around it believe. Left out where there is no AWS CLI. */

const TIMEOUT = { timeout: 300_000 };

const DEFINITION = `{
  "family": "lantern",
  "networkMode": "awsvpc",
  "requiresCompatibilities": ["FARGATE"],
  "cpu": "256",
  "memory": "512",
  "containerDefinitions": [
    { "name": "lantern", "image": "__IMAGE_URI__", "essential": true, "portMappings": [{ "containerPort": 8080 }] }
  ]
}
`;

test('the AWS CLI reads the emulator and waits for it', TIMEOUT, async () => {
  const { aws } = await startForCli(worldOf('classic-healthy'));
  const described = await aws('ecs', 'describe-services', '--cluster', 'prod', '--services', 'web');
  const [service] = (
    JSON.parse(described.stdout) as { services: { status: string; loadBalancers: { targetGroupArn: string }[] }[] }
  ).services;
  expect(service?.status).toBe('ACTIVE');
  expect((await aws('ecs', 'wait', 'services-stable', '--cluster', 'prod', '--services', 'web')).code).toBe(0);
  const arn = service?.loadBalancers[0]?.targetGroupArn ?? '';
  const health = await aws('elbv2', 'describe-target-health', '--target-group-arn', arn);
  const { TargetHealthDescriptions } = JSON.parse(health.stdout) as {
    TargetHealthDescriptions: { TargetHealth: { State: string } }[];
  };
  expect(TargetHealthDescriptions.map(({ TargetHealth }) => TargetHealth.State)).toEqual(['healthy', 'healthy']);
  const missing = await aws('ecs', 'wait', 'services-stable', '--cluster', 'prod', '--services', 'wbe');
  expect([missing.code, missing.stderr.includes('MISSING')]).toEqual([255, true]);
});

test('the AWS CLI runs a task and waits for its end', TIMEOUT, async () => {
  const world = worldOf('classic-healthy');
  world.behaviours.oneOff.set('web', { kind: 'exits', exitCode: 3 });
  const { aws } = await startForCli(world);
  const ecs = (...words: string[]) => aws('ecs', ...words, '--cluster', 'prod');
  const network = 'awsvpcConfiguration={subnets=[subnet-0aaa1111]}';
  const started = await ecs('run-task', '--task-definition', 'web', '--network-configuration', network);
  const { tasks } = JSON.parse(started.stdout) as { tasks: { taskArn: string }[] };
  const arn = tasks[0]?.taskArn ?? '';
  expect((await ecs('wait', 'tasks-stopped', '--tasks', arn)).code).toBe(0);
  const described = await ecs('describe-tasks', '--tasks', arn, '--query', 'tasks[].containers[].exitCode');
  expect(JSON.parse(described.stdout)).toEqual([3]);
});

test('the AWS CLI reads and changes rules and schedules', TIMEOUT, async () => {
  const world = worldOf('classic-healthy');
  const { aws } = await startForCli(world);
  const cluster = 'arn:aws:ecs:us-east-1:123456789012:cluster/prod';
  const task = `Arn=${cluster},RoleArn=arn:aws:iam::123456789012:role/events,EcsParameters={TaskDefinitionArn=web:1}`;
  await aws('events', 'put-rule', '--name', 'hourly', '--schedule-expression', 'rate(1 hour)');
  const put = await aws('events', 'put-targets', '--rule', 'hourly', '--targets', `Id=1,${task}`);
  expect(JSON.parse(put.stdout)).toEqual({ FailedEntryCount: 0, FailedEntries: [] });
  const rules = await aws('events', 'list-rule-names-by-target', '--target-arn', cluster);
  expect(JSON.parse(rules.stdout)).toEqual({ RuleNames: ['hourly'] });
  const schedule = ['--name', 'nightly', '--flexible-time-window', 'Mode=OFF', '--target', task];
  const scheduler = (...words: string[]) => aws('scheduler', ...words);
  const made = await scheduler('create-schedule', ...schedule, '--schedule-expression', 'rate(1 day)');
  expect(made.stderr).toBe('');
  await scheduler('update-schedule', ...schedule, '--schedule-expression', 'rate(2 days)', '--state', 'DISABLED');
  const read = await scheduler('get-schedule', '--name', 'nightly');
  expect(JSON.parse(read.stdout)).toMatchObject({ ScheduleExpression: 'rate(2 days)', State: 'DISABLED' });
  const listed = await scheduler('list-schedules', '--name-prefix', 'night', '--query', 'Schedules[].Target.Arn');
  expect(JSON.parse(listed.stdout)).toEqual([cluster]);
  const missing = await scheduler('get-schedule', '--name', 'nightli');
  expect(missing.stderr).toContain('ResourceNotFoundException');
});

test('the AWS CLI reads load balancers and their metrics', TIMEOUT, async () => {
  const world = worldOf('classic-healthy');
  world.clock.advanceTo(world.startAt);
  const [listener] = listenersOf(world.home);
  if (listener !== undefined) addTraffic(listener, { requestsPerMinute: 60 });
  world.clock.advance(300_000);
  const { aws } = await startForCli(world);
  const { balancer } = listener ?? {};
  const elbv2 = (...words: string[]) => aws('elbv2', ...words, '--output', 'text');
  const port = await elbv2(
    'describe-listeners',
    '--load-balancer-arn',
    balancer?.arn ?? '',
    '--query',
    'Listeners[].Port',
  );
  expect(port.stdout.trim()).toBe('80');
  const groups = 'Rules[].Actions[].ForwardConfig.TargetGroups[].Weight';
  const weights = await elbv2('describe-rules', '--listener-arn', listener?.arn ?? '', '--query', groups);
  expect(weights.stdout.trim()).toBe('1');
  const missing = await elbv2('describe-rules', '--rule-arns', `${listener?.rules[0]?.arn}0`);
  expect(missing.stderr).toContain('(RuleNotFound)');
  const metric = {
    Namespace: 'AWS/ApplicationELB',
    MetricName: 'RequestCount',
    Dimensions: [{ Name: 'LoadBalancer', Value: balancer?.arn.split(':loadbalancer/')[1] }],
  };
  const queries = JSON.stringify([{ Id: 'm1', MetricStat: { Metric: metric, Period: 60, Stat: 'Sum' } }]);
  const range = ['--start-time', '2026-11-21T10:00:00Z', '--end-time', '2026-11-21T10:03:00Z'];
  const read = await aws('cloudwatch', 'get-metric-data', '--metric-data-queries', queries, ...range);
  expect(read.stderr).toBe('');
  const { MetricDataResults } = JSON.parse(read.stdout) as { MetricDataResults: { Values: number[] }[] };
  expect(MetricDataResults[0]?.Values).toEqual([60, 60, 60]);
});

test('the AWS CLI moves and removes the tags of an image', TIMEOUT, async () => {
  const { aws } = await startForCli(worldOf('classic-healthy'));
  const ecr = (...words: string[]) => aws('ecr', ...words, '--repository-name', 'web');
  const read = await ecr('batch-get-image', '--image-ids', 'imageTag=1.0.0', '--query', 'images[0].imageManifest');
  const manifest = JSON.parse(read.stdout) as string;
  const digest = 'image.imageId.imageDigest';
  const put = await ecr('put-image', '--image-tag', 'kept', '--image-manifest', manifest, '--query', digest);
  const again = await ecr('put-image', '--image-tag', 'kept', '--image-manifest', manifest);
  expect(again.stderr).toContain('ImageAlreadyExistsException');
  const removed = await ecr('batch-delete-image', '--image-ids', 'imageTag=kept');
  expect(JSON.parse(removed.stdout)).toEqual({
    imageIds: [{ imageDigest: JSON.parse(put.stdout) as string, imageTag: 'kept' }],
    failures: [],
  });
  expect((await ecr('get-lifecycle-policy')).stderr).toContain('LifecyclePolicyNotFoundException');
});

test('a deploy script of AWS CLI and jq deploys on the emulator', TIMEOUT, async () => {
  const { world, deploy } = await startLantern();
  const { code, stdout, stderr } = await deploy('lantern:v2');
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout.trim().split(/\s+/)).toEqual([
    'COMPLETED',
    'arn:aws:ecs:eu-north-1:111122223333:task-definition/lantern:2',
    'healthy',
    'healthy',
  ]);
  expect(world.home.services[0]?.deployments[0]?.rolloutState).toBe('COMPLETED');
});

test('a deploy script of AWS CLI and jq fails when the rollout fails', TIMEOUT, async () => {
  const { world, deploy } = await startLantern();
  world.behaviours.fallback = { kind: 'exits', exitCode: 1 };
  const { code, stdout } = await deploy('lantern:v2');
  expect(code).toBe(1);
  expect(stdout).toContain('lantern did not become stable.');
  expect(stdout).toContain('is unable to consistently start tasks successfully.');
});

function worldOf(name: string): World {
  const world = createWorld();
  scenarios[name]?.fill(world);
  return world;
}

async function startLantern() {
  const { world, targetGroup } = createWorldOf({
    account: '111122223333',
    region: 'eu-north-1',
    cluster: 'coast',
    definition: DEFINITION,
  });
  const { directory, run } = await startForCli(world);
  copyFileSync(resolve(import.meta.dirname, 'deploy.sh'), join(directory, 'deploy.sh'));
  writeFileSync(join(directory, 'task-definition.json'), DEFINITION);
  writeFileSync(
    join(directory, 'settings.env'),
    `CLUSTER=coast\nSERVICE=lantern\nCONTAINER=lantern\nTARGET_GROUP=${targetGroup}\n`,
  );
  const deploy = (image: string) => run('bash', join(directory, 'deploy.sh'), directory, image);
  return { world, deploy };
}
