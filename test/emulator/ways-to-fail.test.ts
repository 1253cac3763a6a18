import { expect, test } from 'vitest';
import { exits } from '../../emulator/scenarios/exits.ts';
import { mixed } from '../../emulator/scenarios/mixed.ts';
import { expressFailures } from '../../emulator/scenarios/express-failures.ts';
import { health } from '../../emulator/scenarios/health.ts';
import { hosts } from '../../emulator/scenarios/hosts.ts';
import { placement } from '../../emulator/scenarios/placement.ts';
import { preparation } from '../../emulator/scenarios/preparation.ts';
import { pulls } from '../../emulator/scenarios/pulls.ts';
import type { Scenario } from '../../emulator/scenarios/scenario.ts';
import { openScenario } from './lab.ts';

const CHECK = { command: ['CMD-SHELL', 'curl -f localhost'], interval: 10, retries: 2 };

/** Deploys into a scenario as anybody would, and shows how it stands so many seconds later. */
async function fail(name: string, seconds = 240) {
  const lab = await openScenario(name);
  const { world } = lab;
  const main = name === 'container-check-failing' ? { healthCheck: CHECK } : {};
  const { rollout, service } = await lab.deploy('2', world.behaviours.fallback, main);
  const startedBy = service?.deployments?.[0]?.id;
  lab.seconds(seconds);
  const { taskArns = [] } = await lab.ecs.listTasks({ cluster: 'prod', startedBy, desiredStatus: 'STOPPED' });
  const tasks = taskArns.length === 0 ? [] : (await lab.ecs.describeTasks({ cluster: 'prod', tasks: taskArns })).tasks;
  const web = await lab.web();
  const deployment = await lab.rollout(rollout);
  const messages = (web.events ?? []).map(({ message = '' }) => message);
  return { lab, web, messages, deployment, task: tasks?.[0] };
}

async function each(table: Scenario[], words: Record<string, RegExp>, seconds?: number): Promise<void> {
  for (const { name } of table) {
    const { task, messages } = await fail(name, seconds);
    const [container] = task?.containers ?? [];
    const code = container?.exitCode === undefined ? [] : [`exit ${container.exitCode}`];
    const seen = [task?.stopCode, task?.stoppedReason, container?.reason, ...code, ...messages].join('\n');
    if (words[name]) expect([name, seen]).toEqual([name, expect.stringMatching(words[name])]);
  }
  const known = table.map(({ name }) => name);
  expect(Object.keys(words).filter((name) => !known.includes(name))).toEqual([]);
}

test('ends containers in the ways that happen in practice', async () => {
  await each(exits, {
    'out-of-memory': /OutOfMemoryError: Container killed due to memory usage\nexit 137/,
    'exec-format': /EssentialContainerExited\nEssential container in task exited\n+exit 255/,
    'command-not-found': /exit 127/,
    'command-not-executable': /exit 126/,
    'ends-with-zero': /Essential container in task exited\n+exit 0/,
    'segmentation-fault': /exit 139/,
    killed: /exit 137/,
    'dies-after-40-s': /exit 1\n/,
    'dies-once-healthy': /exit 1\n/,
    'cannot-start-entrypoint': /TaskFailedToStart\nCannotStartContainerError: .*no such file or directory/,
    'runtime-timeout': /ContainerRuntimeTimeoutError: Could not transition to running; timed out/,
  });
  const slow = await fail('slow-start', 1100);
  expect(slow.web.deployments?.[0]).toMatchObject({ runningCount: 0, pendingCount: 2, failedTasks: 0 });
  slow.lab.seconds(400);
  expect((await slow.lab.web()).deployments).toHaveLength(1);
});

test('rejects a pull in the words of registry and network', async () => {
  const words = pulls.map(({ name }) => [name, /TaskFailedToStart\nCannotPullContainerError: /] as const);
  await each(pulls, {
    ...Object.fromEntries(words),
    'pull-timeout': /CannotPullContainerError: .*i\/o timeout/,
    'pull-permissions': /CannotPullContainerError: The task can’t pull the image\. Check that the role/,
    'pull-disk-full': /no space left on device/,
  });
});

test('fails before the first container starts', async () => {
  const words = preparation.map(({ name }) => [name, /TaskFailedToStart\nResourceInitializationError: (?!.*exit)/]);
  await each(preparation, {
    ...Object.fromEntries(words),
    'efs-mount': /failed to invoke EFS utils commands to set up EFS volumes/,
    'log-group-missing': /failed to initialize logging driver: .*log group does not exist/,
  });
});

test('gives each verdict of a health check', async () => {
  await each(health, {
    'target-404': /due to \(reason Health checks failed with these codes: \[404\]\)\./,
    'target-timeout': /due to \(reason Request timed out\)\./,
    'target-wrong-port':
      /Task failed ELB health checks in \(target-group .*\n.*due to \(reason Health checks failed\)\./s,
    'container-check-failing': /ServiceSchedulerInitiated\nTask failed container health checks/,
  });
  const { lab, web, task } = await fail('target-not-in-use', 900);
  expect([task, web.deployments?.[0]?.runningCount]).toEqual([undefined, 2]);
  const [group] = lab.world.home.targetGroups;
  const { TargetHealthDescriptions = [] } = await lab.elbv2.describeTargetHealth({ TargetGroupArn: group?.arn });
  const unused = TargetHealthDescriptions.filter(({ TargetHealth }) => TargetHealth?.State === 'unused');
  expect(unused.map(({ TargetHealth }) => TargetHealth?.Reason)).toEqual(['Target.NotInUse', 'Target.NotInUse']);
});

test('places no task and says why', async () => {
  await each(placement, {
    'fargate-capacity': /\(service web\) was unable to place a task\. Reason: Capacity is unavailable at this time\./,
    'vcpu-quota': /Reason: You’ve reached the limit on the number of vCPUs you can run concurrently/,
    'insufficient-cpu': /The closest matching \(container-instance .*\) has insufficient CPU units available\./,
    'empty-capacity-provider': /Reason: No Container Instances were found in your capacity provider\./,
    'iam-misconfigured': /^IAM permissions policies have been misconfigured or changed/m,
    'percent-deadlock': /was unable to stop or start tasks during a deployment because of the service deployment conf/,
  });
  const { deployment } = await fail('vcpu-quota');
  expect(deployment).toMatchObject({
    status: 'ROLLBACK_SUCCESSFUL',
    deploymentCircuitBreaker: { status: 'TRIGGERED' },
  });
  const throttled = await fail('throttled', 900);
  expect([throttled.deployment.status, throttled.web.deployments?.[0]?.failedTasks]).toEqual(['IN_PROGRESS', 0]);
});

test('takes the host away from under a task', async () => {
  await each(hosts, {
    'spot-interruption': /SpotInterruption\nYour Spot Task was interrupted\.\n+exit 143/,
    'host-terminated': /TerminationNotice\nHost EC2 \(instance i-\w+\) terminated\./,
  });
});

test('lets alarms, hooks and people end a deployment', async () => {
  const ends = async (name: string) => (await fail(name, 900)).deployment;
  expect(await ends('alarm-rollback')).toMatchObject({
    status: 'ROLLBACK_SUCCESSFUL',
    alarms: { status: 'TRIGGERED', triggeredAlarmNames: ['web-5xx'] },
  });
  expect((await ends('alarm-without-rollback')).status).toBe('STOPPED');
  expect(await ends('hook-timed-out')).toMatchObject({
    statusReason: 'Service deployment rolled back because PRE_PRODUCTION_TRAFFIC_SHIFT pause hook timed out.',
  });
  expect(await ends('invalid-networking')).toMatchObject({
    rollback: { reason: 'Service deployment rolled back because of invalid networking configuration.' },
  });
  expect((await ends('blue-green-crash')).status).toBe('ROLLBACK_SUCCESSFUL');
  expect((await ends('stopped-by-colleague')).status).toBe('STOPPED');
  expect((await ends('rolled-back-by-colleague')).status).toBe('ROLLBACK_SUCCESSFUL');
});

test('fails a deployment with its Lambda hook', async () => {
  const { deployment, messages } = await fail('hook-failed', 600);
  const statusReason = 'Service deployment rolled back because POST_TEST_TRAFFIC_SHIFT lifecycle hook(s) failed.';
  expect(deployment).toMatchObject({
    status: 'ROLLBACK_SUCCESSFUL',
    statusReason,
    lifecycleHookDetails: [{ targetType: 'AWS_LAMBDA', status: 'FAILED' }],
  });
  expect(messages.some((message) => message.endsWith(`deployment failed: ${statusReason}`))).toBe(true);
});

test('fails the rollback too', async () => {
  const { deployment, web } = await fail('rollback-failed', 600);
  expect(deployment.status).toBe('ROLLBACK_FAILED');
  expect(web.runningCount).toBe(0);
});

test('leaves protected tasks running', async () => {
  const { deployment, web, messages } = await fail('protected-tasks', 1800);
  expect([deployment.status, web.runningCount]).toEqual(['IN_PROGRESS', 4]);
  const words =
    /^\(service web\) was unable to reach steady state because \(taskSet ecs-svc\/\d+\) was unable to scale in/;
  expect(messages.filter((message) => words.test(message))).toHaveLength(1);
});

test('mixes causes as real deployments do', async () => {
  await each(mixed, {
    'spot-then-crash': /exit (?:1|143)\n/,
    'old-target-unhealthy': /\(port 8080\) is unhealthy in .* due to \(reason Request timed out\)\./,
  });
  for (const name of ['alarm-of-a-crash', 'colleague-sees-crash']) {
    const { deployment, task } = await fail(name, 900);
    expect([name, deployment.status, task?.containers?.[0]?.exitCode]).toEqual([name, 'ROLLBACK_SUCCESSFUL', 1]);
  }
  const { lab, web } = await fail('slow-drain', 300);
  expect(web.deployments).toHaveLength(2);
  lab.seconds(200);
  expect((await lab.web()).deployments).toHaveLength(1);
});

test('fails an Express service in the same ways', async () => {
  for (const { name } of expressFailures) {
    const { world, ecs, seconds } = await openScenario(name);
    const serviceArn = world.home.services[0]?.arn ?? '';
    await ecs.updateExpressGatewayService({ serviceArn, primaryContainer: { image: 'shop:2' } });
    seconds(1800);
    const { serviceDeployments } = await ecs.listServiceDeployments({ cluster: 'default', service: 'shop' });
    expect([name, serviceDeployments?.[0]?.status]).toEqual([name, 'ROLLBACK_SUCCESSFUL']);
  }
});
