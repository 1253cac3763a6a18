import { waitUntilServicesStable } from '@aws-sdk/client-ecs';
import { expect, test } from 'vitest';
import { addHostedWeb } from '../../emulator/scenarios/live-web.ts';
import { errorOf, openLab, openScenario, openWeb } from './lab.ts';
import { webDefinition } from '../../emulator/scenarios/live-web.ts';

test('rolls task by task within minimum and maximum', async () => {
  const lab = await openWeb({
    desiredCount: 4,
    deploymentConfiguration: { minimumHealthyPercent: 50, maximumPercent: 125 },
  });
  const { arn } = await lab.deploy('2');
  for (let look = 0; look < 80; look++) {
    lab.seconds(5);
    const live = lab.world.home.tasks.filter((task) => task.desiredStatus === 'RUNNING');
    expect(live.length).toBeLessThanOrEqual(5);
    expect(
      live.filter((task) => task.targets.some((target) => target.state === 'healthy')).length,
    ).toBeGreaterThanOrEqual(2);
  }
  expect(await lab.web()).toMatchObject({
    runningCount: 4,
    deployments: [{ taskDefinition: arn, rolloutState: 'COMPLETED' }],
  });
  const stuck = await openWeb({
    desiredCount: 1,
    deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 150 },
  });
  await stuck.deploy('2');
  stuck.seconds(600);
  expect((await stuck.web()).events?.[0]?.message).toContain('was unable to stop or start tasks during a deployment');
});

test('takes tasks through their states', async () => {
  const lab = await openScenario('classic-healthy');
  const { arn } = await lab.deploy('2');
  const seen: Record<string, Set<string>> = { old: new Set(), new: new Set() };
  for (let look = 0; look < 120; look++) {
    lab.seconds(1);
    for (const task of lab.world.home.tasks) seen[task.definition.arn === arn ? 'new' : 'old']?.add(task.lastStatus);
  }
  expect([...(seen.new ?? [])]).toEqual(['PROVISIONING', 'PENDING', 'ACTIVATING', 'RUNNING']);
  expect([...(seen.old ?? [])]).toEqual(['RUNNING', 'DEACTIVATING', 'STOPPING', 'DEPROVISIONING', 'STOPPED']);
  const { taskArns } = await lab.ecs.listTasks({ cluster: 'prod', serviceName: 'web' });
  const { tasks } = await lab.ecs.describeTasks({ cluster: 'prod', tasks: taskArns });
  expect(tasks).toHaveLength(2);
  expect(tasks?.[0]).toMatchObject({
    taskDefinitionArn: arn,
    containers: [{ image: lab.image('2'), lastStatus: 'RUNNING' }],
  });
});

test('starts containers in the order of dependsOn', async () => {
  const lab = await openScenario('classic-healthy');
  const { executionRoleArn, ...definition } = webDefinition(lab.world.home, lab.image('1'));
  const sidecar = {
    name: 'proxy',
    image: lab.image('1', 'proxy'),
    healthCheck: { command: ['CMD', 'ready'], interval: 60 },
  };
  const dependsOn = [{ containerName: 'proxy', condition: 'HEALTHY' as const }];
  await lab.ecs.registerTaskDefinition({
    ...definition,
    executionRoleArn,
    containerDefinitions: [...(definition.containerDefinitions ?? []).map((one) => ({ ...one, dependsOn })), sidecar],
  });
  await lab.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: 'web' });
  const seen = async (): Promise<string> => {
    const { taskArns } = await lab.ecs.listTasks({ cluster: 'prod', serviceName: 'web' });
    const { tasks = [] } = await lab.ecs.describeTasks({ cluster: 'prod', tasks: taskArns });
    const [task] = tasks.filter(({ containers = [] }) => containers.length === 2);
    return [task, ...(task?.containers ?? [])].map((one) => one?.lastStatus).join(' ');
  };
  lab.seconds(30);
  expect(await seen()).toBe('PENDING PENDING RUNNING');
  lab.seconds(60);
  expect(await seen()).toBe('RUNNING RUNNING RUNNING');
});

test('registers, checks and drains targets', async () => {
  const lab = await openScenario('classic-healthy');
  const [balancer] = (await lab.web()).loadBalancers ?? [];
  const states = async (): Promise<string> => {
    const { TargetHealthDescriptions } = await lab.elbv2.describeTargetHealth({
      TargetGroupArn: balancer?.targetGroupArn,
    });
    return (TargetHealthDescriptions ?? []).map(({ TargetHealth }) => TargetHealth?.State).join(' ');
  };
  await lab.deploy('2');
  const history: string[] = [];
  for (let look = 0; look < 100; look++) {
    lab.seconds(1);
    const now = await states();
    if (now !== history.at(-1)) history.push(now);
  }
  expect(history).toEqual([
    'healthy healthy',
    'healthy healthy initial initial',
    'draining draining healthy healthy',
    'healthy healthy',
  ]);
});

test('reaches a task without its own network interface through its instance', async () => {
  const lab = await openLab(addHostedWeb);
  const { taskArns } = await lab.ecs.listTasks({ cluster: 'prod', serviceName: 'web' });
  const { tasks } = await lab.ecs.describeTasks({ cluster: 'prod', tasks: taskArns });
  expect(tasks?.map(({ attachments }) => attachments)).toEqual([[], []]);
  const balancer = (await lab.web()).loadBalancers?.[0];
  const { TargetHealthDescriptions: targets } = await lab.elbv2.describeTargetHealth({
    TargetGroupArn: balancer?.targetGroupArn,
  });
  expect(targets?.map(({ Target }) => Target?.Id)).toEqual([
    expect.stringMatching(/^i-/),
    expect.stringMatching(/^i-/),
  ]);
  expect(targets?.every(({ Target }) => (Target?.Port ?? 0) >= 32_768)).toBe(true);
});

test('writes the events that ECS writes', async () => {
  const lab = await openScenario('classic-healthy');
  const { service } = await lab.deploy('2');
  lab.seconds(300);
  const events = (await lab.web()).events ?? [];
  const fresh = events.slice(0, events.length - (service?.events?.length ?? 0));
  const text = fresh.map(({ message = '' }) =>
    message.replace(/task [0-9a-f]{32}/g, 'task ~').replace(/\/\w{16,19}\b/g, '/~'),
  );
  expect(text.toReversed()).toEqual([
    '(service web) has started 2 tasks: (task ~) (task ~).',
    '(service web) registered 2 targets in (target-group arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/~)',
    '(service web) deregistered 2 targets in (target-group arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/~)',
    '(service web) has begun draining connections on 2 tasks.',
    '(service web) has stopped 2 running tasks: (task ~) (task ~).',
    '(service web) (deployment ecs-svc/~) deployment completed.',
    '(service web) has reached a steady state.',
  ]);
});

test('follows a deployment as a service deployment', async () => {
  const lab = await openScenario('classic-healthy');
  const { rollout, service } = await lab.deploy('2');
  expect(
    service?.deployments?.map(({ status, desiredCount, rolloutState }) => [status, desiredCount, rolloutState]),
  ).toEqual([
    ['PRIMARY', 0, 'IN_PROGRESS'],
    ['ACTIVE', 2, 'COMPLETED'],
  ]);
  expect((await lab.rollout(rollout)).status).toBe('PENDING');
  lab.seconds(30);
  expect(await lab.rollout(rollout)).toMatchObject({
    status: 'IN_PROGRESS',
    sourceServiceRevisions: [{ requestedTaskCount: 2, runningTaskCount: 2 }],
    targetServiceRevision: { requestedTaskCount: 2, runningTaskCount: 2 },
    deploymentCircuitBreaker: { status: 'MONITORING', failureCount: 0, threshold: 3 },
  });
  lab.seconds(300);
  const done = await lab.rollout(rollout);
  expect(done.status).toBe('SUCCESSFUL');
  expect((await lab.web()).currentServiceDeployment).toBeUndefined();
  const { serviceDeployments } = await lab.ecs.listServiceDeployments({ cluster: 'prod', service: 'web' });
  expect(serviceDeployments?.map((brief) => brief.serviceDeploymentArn).indexOf(rollout)).toBe(0);
  const { serviceRevisions } = await lab.ecs.describeServiceRevisions({
    serviceRevisionArns: [done.targetServiceRevision?.arn ?? ''],
  });
  expect(serviceRevisions?.[0]?.containerImages?.[0]?.image).toBe(lab.image('2'));
  const running = await lab.ecs.listServiceDeployments({ cluster: 'prod', service: 'web', status: ['IN_PROGRESS'] });
  expect(running.serviceDeployments).toEqual([]);
  const waiter = { client: lab.ecs, maxWaitTime: 2, minDelay: 1, maxDelay: 1 };
  expect((await waitUntilServicesStable(waiter, { cluster: 'prod', services: ['web'] })).state).toBe('SUCCESS');
});

test('calls a task without any check healthy after 40 seconds', async () => {
  const lab = await openWeb({ loadBalancers: [] });
  await lab.deploy('2');
  lab.seconds(60);
  expect((await lab.web()).deployments).toHaveLength(2);
  lab.seconds(60);
  expect((await lab.web()).deployments).toHaveLength(1);
});

test('lets a newer deployment supersede an older one', async () => {
  const lab = await openScenario('superseded');
  const { rollout } = await lab.deploy('2');
  lab.seconds(20);
  expect((await lab.rollout(rollout)).status).toBe('STOP_REQUESTED');
  expect((await lab.web()).deployments).toHaveLength(3);
  lab.seconds(300);
  expect((await lab.rollout(rollout)).status).toBe('STOPPED');
  const web = await lab.web();
  expect(web.taskDefinition).toMatch(/web:1$/);
  expect(web.deployments).toHaveLength(1);
  expect(await errorOf(lab.ecs.stopServiceDeployment({ serviceDeploymentArn: rollout }))).toMatch(/^ConflictException/);
});
