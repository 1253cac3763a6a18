import type { Task } from '@aws-sdk/client-ecs';
import { expect, test } from 'vitest';
import { chooseProvider } from '../../emulator/capacity.ts';
import { errorOf, openWeb } from './lab.ts';

const SPOT = [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }];
const MIXED = [
  { capacityProvider: 'FARGATE', base: 1, weight: 1 },
  { capacityProvider: 'FARGATE_SPOT', weight: 3 },
];

type Lab = Awaited<ReturnType<typeof openWeb>>;

async function tasksOf(lab: Lab): Promise<Task[]> {
  const { taskArns: tasks } = await lab.ecs.listTasks({ cluster: 'prod', serviceName: 'web' });
  return (await lab.ecs.describeTasks({ cluster: 'prod', tasks, include: ['TAGS'] })).tasks ?? [];
}

const agentsOf = (tasks: Task[]): (string | undefined)[] =>
  tasks.map(({ containers }) => containers?.[0]?.managedAgents?.find(({ name }) => name)?.lastStatus);

test('changes capacity providers only with a forced deployment', async () => {
  const lab = await openWeb();
  const update = (changes: object): Promise<string> =>
    errorOf(lab.ecs.updateService({ cluster: 'prod', service: 'web', ...changes }));
  const refusal = /^InvalidParameterException: When switching from launch type .* you must force a new deployment\.$/;
  expect(await update({ capacityProviderStrategy: SPOT })).toMatch(refusal);
  expect(await update({ capacityProviderStrategy: SPOT, taskDefinition: 'web' })).toMatch(refusal);
  expect(await update({ capacityProviderStrategy: SPOT, forceNewDeployment: true })).toBe('no error');
  lab.seconds(600);
  expect(await lab.web()).toMatchObject({ capacityProviderStrategy: SPOT });
  expect(await lab.web()).not.toHaveProperty('launchType');
  expect((await tasksOf(lab)).map(({ capacityProviderName }) => capacityProviderName)).toEqual([
    'FARGATE_SPOT',
    'FARGATE_SPOT',
  ]);
  expect(await update({ capacityProviderStrategy: [{ ...SPOT[0], base: 0 }] })).toBe('no error');
});

test('starts tasks with the current settings', async () => {
  const lab = await openWeb();
  const update = { cluster: 'prod', service: 'web', enableExecuteCommand: true, enableECSManagedTags: true };
  const { service } = await lab.ecs.updateService({ ...update, desiredCount: 3 });
  expect(service?.deployments).toHaveLength(1);
  lab.seconds(120);
  const tasks = await tasksOf(lab);
  expect(tasks.map(({ enableExecuteCommand }) => enableExecuteCommand)).toEqual([false, false, true]);
  expect(tasks.map(({ tags }) => tags?.length)).toEqual([0, 0, 2]);
  expect(await lab.web()).toMatchObject({ desiredCount: 3, runningCount: 3 });
  await lab.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 1 });
  lab.seconds(120);
  expect(await lab.web()).toMatchObject({ desiredCount: 1, runningCount: 1 });
  const placed: (string | undefined)[] = [];
  for (let count = 0; count < 9; count += 1) placed.push(chooseProvider(MIXED, placed));
  expect(placed[0]).toBe('FARGATE');
  expect(placed.filter((name) => name === 'FARGATE')).toHaveLength(3);
});

test('runs the ECS Exec agent', async () => {
  const lab = await openWeb({ enableExecuteCommand: true });
  expect(agentsOf(await tasksOf(lab))).toEqual(['RUNNING', 'RUNNING']);
  await lab.deploy('2.0.0', { kind: 'healthy' }, { readonlyRootFilesystem: true });
  lab.seconds(600);
  expect(agentsOf(await tasksOf(lab))).toEqual(['STOPPED', 'STOPPED']);
});

test('finds no room on a capacity provider that is full', async () => {
  const lab = await openWeb({ launchType: undefined, capacityProviderStrategy: MIXED });
  lab.world.behaviours.fullProviders.add('FARGATE_SPOT');
  await lab.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 6 });
  lab.seconds(120);
  const web = await lab.web();
  expect(web.runningCount).toBeLessThan(6);
  expect(web.events?.some(({ message }) => message?.includes('Capacity is unavailable'))).toBe(true);
});
