import type { DeploymentCircuitBreaker } from '@aws-sdk/client-ecs';
import { expect, test } from 'vitest';
import type { Behaviour } from '../../emulator/behaviours.ts';
import { errorOf, openScenario, openWeb } from './lab.ts';

const exits: Behaviour = { kind: 'exits', exitCode: 1, logLines: ['boom'] };

test("counts failures up to the circuit breaker's threshold", async () => {
  const thresholdOf = async (
    desiredCount: number,
    thresholdConfiguration?: DeploymentCircuitBreaker['thresholdConfiguration'],
  ): Promise<number> => {
    const deploymentCircuitBreaker = {
      enable: true,
      rollback: true,
      ...(thresholdConfiguration ? { thresholdConfiguration } : {}),
    };
    const lab = await openWeb({ desiredCount, deploymentConfiguration: { deploymentCircuitBreaker } });
    const { rollout } = await lab.deploy('2', exits);
    lab.seconds(2000);
    const { deploymentCircuitBreaker: breaker, status } = await lab.rollout(rollout);
    expect([breaker?.status, status]).toEqual(['TRIGGERED', 'ROLLBACK_SUCCESSFUL']);
    expect(breaker?.failureCount).toBeGreaterThanOrEqual(breaker?.threshold ?? Infinity);
    return breaker?.threshold ?? 0;
  };
  expect(await thresholdOf(1)).toBe(3);
  expect(await thresholdOf(25)).toBe(13);
  expect(await thresholdOf(1, { type: 'UNBOUNDED_PERCENT', value: 50 })).toBe(1);
  expect(await thresholdOf(2, { type: 'COUNT', value: 5 })).toBe(5);

  const lab = await openWeb({ desiredCount: 1 });
  const { rollout } = await lab.deploy('2', { kind: 'sequence', steps: [exits, exits, { kind: 'healthy' }] });
  lab.seconds(600);
  expect((await lab.rollout(rollout)).status).toBe('SUCCESSFUL');
  expect((await lab.web()).deployments?.[0]?.failedTasks).toBe(0);
});

test('rolls back inside the same service deployment', async () => {
  const lab = await openScenario('classic-breaker');
  const before = await lab.web();
  await lab.ecs.updateService({ cluster: 'prod', service: 'web', healthCheckGracePeriodSeconds: 45 });
  const { rollout, service } = await lab.deploy('2', exits);
  const failedId = service?.deployments?.[0]?.id;
  const okId = before.deployments?.[0]?.id;
  const seen: string[] = [];
  for (let look = 0; look < 40; look++) {
    lab.seconds(5);
    const { status = '', rollback } = await lab.rollout(rollout);
    if (status !== seen.at(-1)) seen.push(status);
    if (status !== 'ROLLBACK_IN_PROGRESS') continue;
    expect(rollback?.reason).toBe('Service deployment rolled back because the circuit breaker threshold was exceeded.');
    expect((await lab.web()).deployments).toMatchObject([
      {
        id: okId,
        status: 'PRIMARY',
        rolloutState: 'IN_PROGRESS',
        rolloutStateReason: `ECS deployment circuit breaker: rolling back to deploymentId ${okId}.`,
      },
      {
        id: failedId,
        status: 'ACTIVE',
        rolloutState: 'FAILED',
        rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
      },
    ]);
  }
  expect(seen).toEqual(['IN_PROGRESS', 'ROLLBACK_IN_PROGRESS', 'ROLLBACK_SUCCESSFUL']);
  const web = await lab.web();
  expect(web.taskDefinition).toBe(before.taskDefinition);
  expect(web.healthCheckGracePeriodSeconds).toBe(45);
  expect(web.deployments).toMatchObject([{ id: okId, rolloutState: 'COMPLETED', runningCount: 2 }]);
  const messages = web.events?.map((event) => event.message) ?? [];
  expect(messages).toContain(`(service web) (deployment ${failedId}) deployment failed: tasks failed to start.`);
  expect(messages).toContain(`(service web) rolling back to deployment ${okId}.`);
});

test('stops without a rollback if none is wanted or possible', async () => {
  const lab = await openWeb({
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: false } },
  });
  const { rollout } = await lab.deploy('2', exits);
  lab.seconds(600);
  expect(await lab.rollout(rollout)).toMatchObject({
    status: 'STOPPED',
    deploymentCircuitBreaker: { status: 'TRIGGERED' },
  });
  const web = await lab.web();
  expect(web.deployments).toMatchObject([
    { status: 'PRIMARY', rolloutState: 'FAILED', runningCount: 0 },
    { status: 'ACTIVE', runningCount: 2 },
  ]);
});

test('keeps trying forever without a circuit breaker', async () => {
  const lab = await openScenario('no-breaker-crash-loop');
  const { rollout } = await lab.deploy('2', exits);
  lab.seconds(6 * 3600);
  expect((await lab.rollout(rollout)).status).toBe('IN_PROGRESS');
  const [primary] = (await lab.web()).deployments ?? [];
  expect(primary?.rolloutState).toBe('IN_PROGRESS');
  expect(primary?.failedTasks).toBeGreaterThan(30);
  const starts = lab.world.home.tasks
    .filter((task) => task.startedBy === primary?.id)
    .map((task) => task.createdAt.getTime());
  const pauses = [...new Set(starts)].map((start, index, all) => start - (all[index - 1] ?? start)).slice(-3);
  expect(pauses.every((pause) => pause >= 15 * 60_000 && pause < 17 * 60_000)).toBe(true);
  const messages = (await lab.web()).events?.map((event) => event.message);
  expect(messages).toContain('(service web) is unable to consistently start tasks successfully.');
});

test('stops tasks for the reasons that ECS gives', async () => {
  const lab = await openScenario('classic-healthy');
  let tag = 1;
  const outcome = async (behaviour: Behaviour, main: object = {}) => {
    const { service } = await lab.deploy(String(++tag), behaviour, main);
    const startedBy = service?.deployments?.[0]?.id;
    lab.seconds(400);
    const { taskArns = [] } = await lab.ecs.listTasks({ cluster: 'prod', startedBy, desiredStatus: 'STOPPED' });
    if (taskArns.length === 0) return undefined;
    const { tasks } = await lab.ecs.describeTasks({ cluster: 'prod', tasks: taskArns.slice(0, 1) });
    return tasks?.[0];
  };
  expect(await outcome(exits)).toMatchObject({
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    lastStatus: 'STOPPED',
    containers: [{ exitCode: 1 }],
  });
  expect(await outcome({ kind: 'oom' })).toMatchObject({
    containers: [{ exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' }],
  });
  const missing = await outcome({ kind: 'cannot-pull', cause: 'not-found' });
  expect(missing?.stopCode).toBe('TaskFailedToStart');
  expect(missing?.stoppedReason).toMatch(/^CannotPullContainerError: .*: not found$/);
  expect(missing?.containers?.[0]?.exitCode).toBeUndefined();
  const secret = await outcome({ kind: 'secret-missing', secretArn: 'arn:aws:secretsmanager:x' });
  expect(secret?.stoppedReason).toContain("The task can't retrieve the secret with ARN 'arn:aws:secretsmanager:x'");
  const options = { 'awslogs-group': '/ecs/nowhere', 'awslogs-region': 'us-east-1', 'awslogs-stream-prefix': 'ecs' };
  const logless = await outcome({ kind: 'healthy' }, { logConfiguration: { logDriver: 'awslogs', options } });
  expect(logless?.stoppedReason).toContain('ResourceInitializationError: failed to initialize logging driver');
  expect((await outcome({ kind: 'cannot-start', message: 'exec: "./run": not found' }))?.stoppedReason).toBe(
    'CannotStartContainerError: exec: "./run": not found',
  );
  const unhealthy = await outcome({ kind: 'unhealthy-target', code: 503 });
  expect(unhealthy?.stoppedReason).toMatch(/^Task failed ELB health checks in \(target-group arn:.*\)$/);
  const checked = await outcome(
    { kind: 'unhealthy-container' },
    { healthCheck: { command: ['CMD-SHELL', 'curl -f localhost'], interval: 5, retries: 2 } },
  );
  expect(checked).toMatchObject({ healthStatus: 'UNHEALTHY', stoppedReason: 'Task failed container health checks' });
  const messages = (await lab.web()).events?.map((event) => event.message ?? '') ?? [];
  expect(
    messages.some((message) => message.endsWith('due to (reason Health checks failed with these codes: [503]).')),
  ).toBe(true);
  expect(messages.some((message) => message.endsWith('Amazon ECS replaced 2 tasks due to an unhealthy status.'))).toBe(
    true,
  );
  expect(messages.some((message) => message.endsWith('failed container health checks.'))).toBe(true);
  expect(await outcome({ kind: 'no-capacity' })).toBeUndefined();
  expect((await lab.web()).events?.map((event) => event.message)).toContain(
    '(service web) was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.',
  );
  lab.seconds(3700);
  expect((await lab.ecs.listTasks({ cluster: 'prod', desiredStatus: 'STOPPED' })).taskArns).toEqual([]);
});

test('fails a deployment on an alarm', async () => {
  const alarms = { alarmNames: ['5xx', 'old'], enable: true, rollback: true };
  const lab = await openWeb({ deploymentConfiguration: { alarms } });
  lab.world.home.alarms.set('old', 'ALARM');
  const { rollout } = await lab.deploy('2');
  lab.seconds(20);
  expect((await lab.rollout(rollout)).status).toBe('IN_PROGRESS');
  lab.world.home.alarms.set('5xx', 'ALARM');
  lab.seconds(300);
  expect(await lab.rollout(rollout)).toMatchObject({
    status: 'ROLLBACK_SUCCESSFUL',
    alarms: { status: 'TRIGGERED', triggeredAlarmNames: ['5xx'] },
  });
  lab.world.home.alarms.clear();
  const next = await lab.deploy('3');
  lab.seconds(120);
  expect((await lab.web()).deployments).toHaveLength(1);
  expect(await lab.rollout(next.rollout)).toMatchObject({ status: 'IN_PROGRESS', alarms: { status: 'MONITORING' } });
  lab.seconds(180);
  expect((await lab.rollout(next.rollout)).status).toBe('SUCCESSFUL');
});

test('rolls back on StopServiceDeployment', async () => {
  const lab = await openScenario('classic-healthy');
  const { rollout } = await lab.deploy('2');
  lab.seconds(30);
  await lab.ecs.stopServiceDeployment({ serviceDeploymentArn: rollout });
  expect((await lab.rollout(rollout)).status).toBe('ROLLBACK_REQUESTED');
  lab.seconds(6);
  expect((await lab.rollout(rollout)).status).toBe('ROLLBACK_IN_PROGRESS');
  lab.seconds(300);
  expect((await lab.rollout(rollout)).status).toBe('ROLLBACK_SUCCESSFUL');
  expect((await lab.web()).taskDefinition).toMatch(/web:1$/);
  expect(await errorOf(lab.ecs.stopServiceDeployment({ serviceDeploymentArn: rollout }))).toMatch(/^ConflictException/);
  const next = await lab.deploy('3');
  await lab.ecs.stopServiceDeployment({ serviceDeploymentArn: next.rollout, stopType: 'ABORT' });
  lab.seconds(10);
  expect((await lab.rollout(next.rollout)).status).toBe('STOPPED');
});
