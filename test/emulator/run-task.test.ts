import type { RunTaskCommandInput } from '@aws-sdk/client-ecs';
import { expect, test } from 'vitest';
import { errorOf, openScenario } from './lab.ts';

const NETWORK = { awsvpcConfiguration: { subnets: ['subnet-0aaa1111'] } };
const RUN = { cluster: 'prod', taskDefinition: 'web', launchType: 'FARGATE', networkConfiguration: NETWORK } as const;

async function openProd() {
  const lab = await openScenario('classic-healthy');
  const run = async (request: Partial<RunTaskCommandInput> = {}) => {
    const { tasks = [], failures } = await lab.ecs.runTask({ ...RUN, ...request });
    return { arn: tasks[0]?.taskArn ?? '', task: tasks[0], failures };
  };
  const look = async (arn: string) =>
    (await lab.ecs.describeTasks({ cluster: 'prod', tasks: [arn], include: ['TAGS'] })).tasks?.[0];
  return { ...lab, run, look };
}

test('runs a task outside any service', async () => {
  const lab = await openProd();
  const { arn, task } = await lab.run({
    launchType: undefined,
    capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }],
    startedBy: 'GitHub-Actions',
    enableECSManagedTags: true,
    tags: [{ key: 'team', value: 'blue' }],
    overrides: { containerOverrides: [{ name: 'web', command: ['migrate'] }] },
  });
  expect(task).toMatchObject({
    lastStatus: 'PROVISIONING',
    desiredStatus: 'RUNNING',
    group: 'family:web',
    startedBy: 'GitHub-Actions',
    capacityProviderName: 'FARGATE_SPOT',
    overrides: { containerOverrides: [{ name: 'web', command: ['migrate'] }] },
  });
  const listed = await lab.ecs.listTasks({ cluster: 'prod', startedBy: 'GitHub-Actions' });
  expect(listed.taskArns).toEqual([arn]);
  lab.seconds(30);
  expect(await lab.look(arn)).toMatchObject({
    lastStatus: 'RUNNING',
    tags: [
      { key: 'aws:ecs:clusterName', value: 'prod' },
      { key: 'team', value: 'blue' },
    ],
  });
  expect((await lab.web()).runningCount).toBe(2);
  const untagged = await lab.ecs.describeTasks({ cluster: 'prod', tasks: [arn] });
  expect(untagged.tasks?.[0]?.tags).toEqual([]);
  await lab.ecs.registerTaskDefinition({
    family: 'job',
    containerDefinitions: [{ name: 'job', image: 'job:1', memory: 128 }],
    tags: [{ key: 'from', value: 'definition' }],
  });
  const job = { taskDefinition: 'job', launchType: 'EC2', networkConfiguration: undefined } as const;
  const tagged = await lab.run({ ...job, propagateTags: 'TASK_DEFINITION' });
  expect((await lab.look(tagged.arn))?.tags).toEqual([{ key: 'from', value: 'definition' }]);
  expect((await lab.look(tagged.arn))?.launchType).toBe('EC2');
});

test('ends a task with its essential container', async () => {
  const lab = await openProd();
  const logged = async (arn: string) => {
    const stream = `ecs/web/${arn.split('/').at(-1)}`;
    const { events = [] } = await lab.logs.getLogEvents({
      logGroupName: '/ecs/web',
      logStreamName: stream,
      startFromHead: true,
    });
    return events.map(({ message }) => message);
  };
  lab.world.behaviours.oneOff.set('web', { kind: 'works', exitCode: 3, secondsPerLine: 10, logLines: ['one', 'two'] });
  const { arn } = await lab.run();
  lab.seconds(35);
  expect(await logged(arn)).toEqual(['one']);
  lab.seconds(10);
  expect(await logged(arn)).toEqual(['one', 'two']);
  lab.seconds(40);
  expect(await lab.look(arn)).toMatchObject({
    lastStatus: 'STOPPED',
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    containers: [{ name: 'web', exitCode: 3 }],
  });

  await lab.ecs.registerTaskDefinition({
    family: 'pair',
    containerDefinitions: [
      { name: 'job', image: 'job:1', memory: 128 },
      { name: 'helper', image: 'helper:1', memory: 128, essential: false },
      { name: 'proxy', image: 'proxy:1', memory: 128, essential: false },
    ],
  });
  lab.world.behaviours.oneOff.set('job', { kind: 'exits', exitCode: 0, afterSeconds: 20 });
  lab.world.behaviours.oneOff.set('helper', { kind: 'exits', exitCode: 1, afterSeconds: 5 });
  const pair = await lab.run({ taskDefinition: 'pair', launchType: 'EC2', networkConfiguration: undefined });
  lab.seconds(30);
  expect(await lab.look(pair.arn)).toMatchObject({ lastStatus: 'RUNNING' });
  lab.seconds(30);
  expect(await lab.look(pair.arn)).toMatchObject({
    stopCode: 'EssentialContainerExited',
    containers: [{ exitCode: 0 }, { exitCode: 1 }, { exitCode: 143 }],
  });

  lab.world.behaviours.oneOff.set('web', { kind: 'oom' });
  const oom = await lab.run();
  lab.seconds(60);
  expect((await lab.look(oom.arn))?.containers).toMatchObject([
    { exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' },
  ]);

  lab.world.behaviours.oneOff.set('web', { kind: 'cannot-pull', cause: 'network' });
  const never = await lab.run();
  lab.seconds(60);
  const unstarted = await lab.look(never.arn);
  expect(unstarted?.stopCode).toBe('TaskFailedToStart');
  expect(unstarted?.containers?.[0]?.exitCode).toBeUndefined();
});

test('returns failures if a task cannot be placed', async () => {
  const lab = await openProd();
  lab.world.behaviours.oneOff.set('web', { kind: 'no-capacity' });
  const { task, failures } = await lab.run();
  expect(task).toBeUndefined();
  expect(failures?.[0]?.reason).toMatch(/^Capacity is unavailable at this time\./);
});

test('rejects a task that cannot run', async () => {
  const lab = await openProd();
  const refused = (request: Partial<RunTaskCommandInput>) => errorOf(lab.run(request));
  expect(await refused({ networkConfiguration: undefined })).toBe(
    "InvalidParameterException: Network Configuration must be provided when networkMode 'awsvpc' is specified.",
  );
  expect(await refused({ capacityProviderStrategy: [{ capacityProvider: 'FARGATE' }] })).toContain(
    'Specifying both a launch type and capacity provider strategy is not supported.',
  );
  expect(await refused({ overrides: { containerOverrides: [{ name: 'wbe' }] } })).toContain(
    'Override for container named wbe is not a container in the TaskDefinition.',
  );
  expect(await refused({ propagateTags: 'SERVICE' })).toContain('InvalidParameterException');
  expect(await refused({ count: 11 })).toContain('InvalidParameterException');
  expect(await refused({ volumeConfigurations: [{ name: 'data' }] })).toContain('no matching configuredAtLaunch');
  expect(await refused({ taskDefinition: 'nothing' })).toContain('ClientException');
  expect(await refused({ cluster: 'nowhere' })).toContain('ClusterNotFoundException');
  await lab.ecs.registerTaskDefinition({
    family: 'job',
    containerDefinitions: [{ name: 'job', image: 'job:1', memory: 128 }],
  });
  expect(await refused({ taskDefinition: 'job' })).toContain('Network Configuration is not valid');
  expect(await refused({ taskDefinition: 'job', networkConfiguration: undefined })).toContain(
    'Task definition does not support launch_type FARGATE.',
  );
  await lab.ecs.deregisterTaskDefinition({ taskDefinition: 'job:1' });
  expect(await refused({ taskDefinition: 'job:1', networkConfiguration: undefined })).toContain('inactive');
});

test('runs a task once per client token', async () => {
  const lab = await openProd();
  const first = await lab.run({ clientToken: 'one' });
  expect((await lab.run({ clientToken: 'one' })).arn).toBe(first.arn);
  expect((await lab.run({ clientToken: 'two' })).arn).not.toBe(first.arn);
  expect(await errorOf(lab.run({ clientToken: 'one', startedBy: 'me' }))).toContain('ConflictException');
});

test('stops a task on StopTask', async () => {
  const lab = await openProd();
  const { arn } = await lab.run();
  lab.seconds(30);
  await lab.ecs.stopTask({ cluster: 'prod', task: arn, reason: 'Cancelled' });
  expect(await lab.look(arn)).toMatchObject({ desiredStatus: 'STOPPED', stoppedReason: 'Cancelled' });
  lab.seconds(30);
  expect(await lab.look(arn)).toMatchObject({
    lastStatus: 'STOPPED',
    stopCode: 'UserInitiated',
    containers: [{ exitCode: 143 }],
  });
  expect(await errorOf(lab.ecs.stopTask({ cluster: 'prod', task: 'none' }))).toBe(
    'InvalidParameterException: The referenced task was not found.',
  );
});
