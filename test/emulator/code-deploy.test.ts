import { createHash } from 'node:crypto';
import { CodeDeploy } from '@aws-sdk/client-codedeploy';
import { expect, onTestFinished, test } from 'vitest';
import { addCodeDeployWeb } from '../../emulator/scenarios/code-deploy.ts';
import type { DeploymentGroupRecord } from '../../emulator/world.ts';
import { errorOf, openLab } from './lab.ts';

const GROUP = { applicationName: 'AppECS-prod-web', deploymentGroupName: 'DgpECS-prod-web' };

async function openGroup(changes: Partial<DeploymentGroupRecord['info']> = {}) {
  const lab = await openLab((world) => {
    addCodeDeployWeb(world, changes);
  });
  const codeDeploy = new CodeDeploy(lab.settings);
  onTestFinished(() => codeDeploy.destroy());
  const { taskDefinition } = await lab.ecs.describeTaskDefinition({ taskDefinition: 'web' });
  const { family, containerDefinitions, cpu, memory, networkMode, executionRoleArn } = taskDefinition ?? {};
  const registered = await lab.ecs.registerTaskDefinition({
    family,
    cpu,
    memory,
    networkMode,
    executionRoleArn,
    requiresCompatibilities: ['FARGATE'],
    containerDefinitions: containerDefinitions?.map((container) => ({ ...container, image: lab.image('2.0.0') })),
  });
  const arn = registered.taskDefinition?.taskDefinitionArn ?? '';
  return {
    ...lab,
    codeDeploy,
    arn,
    create: async (content = appSpec(arn), more: object = {}) => {
      const revision = {
        revisionType: 'AppSpecContent' as const,
        appSpecContent: { content, sha256: sha256(content) },
      };
      return (await codeDeploy.createDeployment({ ...GROUP, revision, ...more })).deploymentId ?? '';
    },
    look: async (deploymentId: string) => (await codeDeploy.getDeployment({ deploymentId })).deploymentInfo,
    target: async (deploymentId: string) => {
      const { targetIds } = await codeDeploy.listDeploymentTargets({ deploymentId });
      const { deploymentTargets } = await codeDeploy.batchGetDeploymentTargets({ deploymentId, targetIds });
      return deploymentTargets?.[0]?.ecsTarget;
    },
  };
}

type Lab = Awaited<ReturnType<typeof openGroup>>;

function appSpec(taskDefinition: string, hooks = '', container = 'web'): string {
  return `version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: ${taskDefinition}
        LoadBalancerInfo: { ContainerName: ${container}, ContainerPort: 8080 }
${hooks}`;
}

function sha256(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Name and status of every lifecycle event, `Install Succeeded`. */
async function eventsOf(lab: Lab, id: string): Promise<string[]> {
  const { lifecycleEvents = [] } = (await lab.target(id)) ?? {};
  return lifecycleEvents.map(({ lifecycleEventName, status }) => `${lifecycleEventName} ${status}`);
}

async function weightsOf(lab: Lab, id: string): Promise<(number | undefined)[]> {
  return ((await lab.target(id))?.taskSetsInfo ?? []).map(({ trafficWeight }) => trafficWeight);
}

test('names applications and deployment groups as CodeDeploy does', async () => {
  const { codeDeploy, look } = await openGroup();
  const { application } = await codeDeploy.getApplication({ applicationName: GROUP.applicationName });
  expect(application).toMatchObject({ applicationName: 'AppECS-prod-web', computePlatform: 'ECS' });
  const { deploymentGroupInfo } = await codeDeploy.getDeploymentGroup(GROUP);
  expect(deploymentGroupInfo).toMatchObject({
    ecsServices: [{ clusterName: 'prod', serviceName: 'web' }],
    autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE'] },
    blueGreenDeploymentConfiguration: {
      deploymentReadyOption: { waitTimeInMinutes: 0 },
      terminateBlueInstancesOnDeploymentSuccess: { terminationWaitTimeInMinutes: 5 },
    },
  });
  expect(await errorOf(codeDeploy.getDeploymentGroup({ ...GROUP, applicationName: 'x' }))).toBe(
    'ApplicationDoesNotExistException: No application found for name: x',
  );
  expect(await errorOf(codeDeploy.getDeploymentGroup({ ...GROUP, deploymentGroupName: 'x' }))).toBe(
    'DeploymentGroupDoesNotExistException: No Deployment Group found for name: x',
  );
  expect(await errorOf(look('d-NONE'))).toContain('DeploymentDoesNotExistException');
});

test('takes an AppSpec and rejects a bad one', async () => {
  const lab = await openGroup();
  for (const content of [
    '{',
    'version: 0.0',
    appSpec('nothing:1'),
    appSpec(lab.arn).replace('0.0', '1'),
    appSpec(lab.arn).replace('0.0', 'null'),
    appSpec(lab.arn, 'Hooks: [{ AfterDinner: smoke-test }]'),
    appSpec(lab.arn, '', 'nobody'),
  ]) {
    expect(await errorOf(lab.create(content))).toContain('InvalidRevisionException');
  }
  const wrongDigest = { revision: { appSpecContent: { content: appSpec(lab.arn), sha256: '0' } } };
  expect(await errorOf(lab.codeDeploy.createDeployment({ ...GROUP, ...wrongDigest }))).toContain('sha256');
  const content = JSON.stringify({
    version: 0,
    resources: [
      {
        web: {
          type: 'AWS::ECS::Service',
          properties: { taskDefinition: lab.arn, loadBalancerInfo: { containerName: 'web', containerPort: '8080' } },
        },
      },
    ],
  });
  const id = await lab.create(content, { description: 'from a test' });
  expect((await lab.look(id))?.revision?.appSpecContent).toEqual({ sha256: sha256(content) });
  expect((await lab.look(id))?.description).toBe('from a test');
});

test('keeps the AppSpec of each deployment', async () => {
  const lab = await openGroup();
  const ask = (digest: string | undefined) =>
    lab.codeDeploy.getApplicationRevision({
      applicationName: GROUP.applicationName,
      revision: { revisionType: 'AppSpecContent', appSpecContent: { sha256: digest } },
    });
  const content = appSpec(lab.arn);
  const id = await lab.create(content);
  const { appSpecContent } = (await lab.look(id))?.revision ?? {};
  expect(appSpecContent?.content).toBeUndefined();
  expect((await ask(appSpecContent?.sha256)).revision?.appSpecContent?.content).toBe(content);
  expect(await errorOf(ask('0'))).toContain('RevisionDoesNotExistException');
});

test('runs one deployment per group at a time', async () => {
  const lab = await openGroup();
  const id = await lab.create();
  expect(await errorOf(lab.create())).toBe(
    `DeploymentLimitExceededException: The Deployment Group 'DgpECS-prod-web' already has an active Deployment '${id}'`,
  );
  const unfinished = { ...GROUP, includeOnlyStatuses: ['Created', 'InProgress'] as ('Created' | 'InProgress')[] };
  expect((await lab.codeDeploy.listDeployments(unfinished)).deployments).toEqual([id]);
  expect((await lab.codeDeploy.getDeploymentGroup(GROUP)).deploymentGroupInfo?.lastAttemptedDeployment).toMatchObject({
    deploymentId: id,
    status: 'Created',
  });
  lab.seconds(600);
  expect((await lab.codeDeploy.listDeployments(unfinished)).deployments).toEqual([]);
  expect((await lab.codeDeploy.listDeployments(GROUP)).deployments).toEqual([id]);
});

test('walks through the lifecycle events of an ECS deployment', async () => {
  const plain = await openGroup();
  const id = await plain.create();
  expect((await plain.look(id))?.status).toBe('Created');
  plain.seconds(10);
  expect(await eventsOf(plain, id)).toEqual([
    'BeforeInstall Succeeded',
    'Install InProgress',
    'AfterInstall Pending',
    'BeforeAllowTraffic Pending',
    'AllowTraffic Pending',
    'AfterAllowTraffic Pending',
  ]);
  expect(await plain.target(id)).toMatchObject({ targetId: 'prod:web', status: 'InProgress' });
  plain.seconds(110);
  expect((await eventsOf(plain, id)).every((event) => event.endsWith('Succeeded'))).toBe(true);

  const tested = await openGroup({
    loadBalancerInfo: {
      targetGroupPairInfoList: [
        { targetGroups: [{ name: 'web' }, { name: 'web-green' }], testTrafficRoute: { listenerArns: ['arn'] } },
      ],
    },
  });
  const other = await tested.create();
  tested.seconds(120);
  expect(await eventsOf(tested, other)).toEqual(
    expect.arrayContaining(['AllowTestTraffic Succeeded', 'AfterAllowTestTraffic Succeeded']),
  );
});

test('shifts traffic as the deployment configuration says', async () => {
  const lab = await openGroup();
  const canary = await lab.create(undefined, { deploymentConfigName: 'CodeDeployDefault.ECSCanary10Percent5Minutes' });
  lab.seconds(120);
  expect(await weightsOf(lab, canary)).toEqual([90, 10]);
  const sets = (await lab.web()).taskSets ?? [];
  expect(sets.map(({ status, externalId }) => [status, externalId])).toEqual([
    ['PRIMARY', undefined],
    ['ACTIVE', canary],
  ]);
  lab.seconds(300);
  expect(await weightsOf(lab, canary)).toEqual([0, 100]);
  const web = await lab.web();
  expect(web.deployments).toEqual([]);
  expect(web.taskDefinition).toBe(lab.arn);
  expect(web.loadBalancers?.[0]?.targetGroupArn).toContain('targetgroup/web-green/');
  expect(web.taskSets?.find(({ status }) => status === 'PRIMARY')).toMatchObject({
    taskDefinition: lab.arn,
    startedBy: 'CODE_DEPLOY',
    stabilityStatus: 'STEADY_STATE',
  });
  lab.seconds(600);

  const linear = await lab.create(undefined, {
    deploymentConfigName: 'CodeDeployDefault.ECSLinear10PercentEvery1Minutes',
  });
  lab.seconds(120);
  const [, first] = await weightsOf(lab, linear);
  lab.seconds(60);
  const [, second] = await weightsOf(lab, linear);
  expect((second ?? 0) - (first ?? 0)).toBe(10);
});

test('waits as the group is configured', async () => {
  const lab = await openGroup({
    blueGreenDeploymentConfiguration: {
      deploymentReadyOption: { actionOnTimeout: 'CONTINUE_DEPLOYMENT', waitTimeInMinutes: 10 },
      terminateBlueInstancesOnDeploymentSuccess: { action: 'TERMINATE', terminationWaitTimeInMinutes: 60 },
    },
  });
  const id = await lab.create();
  lab.seconds(120);
  expect((await lab.look(id))?.status).toBe('Ready');
  lab.seconds(600);
  expect(await lab.look(id)).toMatchObject({ status: 'InProgress', instanceTerminationWaitTimeStarted: true });
  expect((await lab.web()).taskSets).toHaveLength(2);
  lab.seconds(3600);
  expect((await lab.look(id))?.status).toBe('Succeeded');
  lab.seconds(60);
  expect((await lab.web()).taskSets).toHaveLength(1);

  const stopping = await openGroup({
    blueGreenDeploymentConfiguration: {
      deploymentReadyOption: { actionOnTimeout: 'STOP_DEPLOYMENT', waitTimeInMinutes: 30 },
    },
  });
  const other = await stopping.create();
  stopping.seconds(3600);
  expect((await stopping.look(other))?.errorInformation?.message).toBe(
    'The deployment timed out while waiting for a notification to continue. This time out period is 30 minutes.',
  );
});

test('ends a wait on request', async () => {
  const lab = await openGroup({
    blueGreenDeploymentConfiguration: {
      deploymentReadyOption: { actionOnTimeout: 'STOP_DEPLOYMENT', waitTimeInMinutes: 60 },
      terminateBlueInstancesOnDeploymentSuccess: { action: 'TERMINATE', terminationWaitTimeInMinutes: 60 },
    },
  });
  const id = await lab.create();
  const go = (deploymentWaitType: 'READY_WAIT' | 'TERMINATION_WAIT') =>
    errorOf(lab.codeDeploy.continueDeployment({ deploymentId: id, deploymentWaitType }));
  expect(await go('READY_WAIT')).toContain('DeploymentIsNotInReadyStateException');
  lab.seconds(120);
  expect((await lab.look(id))?.status).toBe('Ready');
  expect(await go('READY_WAIT')).toBe('no error');
  lab.seconds(60);
  expect(await lab.look(id)).toMatchObject({ status: 'InProgress', instanceTerminationWaitTimeStarted: true });
  expect(await go('TERMINATION_WAIT')).toBe('no error');
  expect((await lab.look(id))?.status).toBe('Succeeded');
  expect(await go('TERMINATION_WAIT')).toContain('DeploymentAlreadyCompletedException');
});

test('fails a deployment and rolls it back with another one', async () => {
  const lab = await openGroup({
    autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'] },
    alarmConfiguration: { enabled: true, alarms: [{ name: 'web-5xx' }] },
  });
  lab.world.home.codeDeploy.hooks.set('check', { status: 'Failed', message: 'no' });
  const hooked = await lab.create(appSpec(lab.arn, 'Hooks: [{ BeforeAllowTraffic: check }]'));
  lab.seconds(120);
  const failed = await lab.look(hooked);
  expect(failed).toMatchObject({ status: 'Failed', errorInformation: { code: 'HOOK_EXECUTION_FAILURE' } });
  expect(await eventsOf(lab, hooked)).toEqual(
    expect.arrayContaining(['BeforeAllowTraffic Failed', 'AllowTraffic Skipped']),
  );
  const rollbackId = failed?.rollbackInfo?.rollbackDeploymentId ?? '';
  expect(await lab.look(rollbackId)).toMatchObject({
    status: 'Succeeded',
    creator: 'codeDeployRollback',
    rollbackInfo: { rollbackTriggeringDeploymentId: hooked },
  });
  lab.seconds(60);
  expect((await lab.web()).taskSets?.map(({ status }) => status)).toEqual(['PRIMARY']);

  const alarmed = await lab.create();
  lab.seconds(30);
  lab.world.home.alarms.set('web-5xx', 'ALARM');
  lab.seconds(30);
  expect(await lab.look(alarmed)).toMatchObject({ status: 'Stopped', errorInformation: { code: 'ALARM_ACTIVE' } });
  lab.seconds(60);

  lab.world.behaviours.byImage.set(lab.image('2.0.0'), { kind: 'exits', exitCode: 1 });
  const unhealthy = await lab.create();
  lab.seconds(3500);
  expect((await lab.look(unhealthy))?.status).toBe('InProgress');
  lab.seconds(200);
  expect((await lab.look(unhealthy))?.errorInformation).toMatchObject({ code: 'TIMEOUT' });
});

test('stops a deployment on request', async () => {
  const lab = await openGroup();
  const id = await lab.create();
  lab.seconds(30);
  const { status } = await lab.codeDeploy.stopDeployment({ deploymentId: id, autoRollbackEnabled: true });
  expect(status).toBe('Pending');
  expect(await lab.look(id)).toMatchObject({ status: 'Stopped', errorInformation: { code: 'MANUAL_STOP' } });
  expect((await lab.look(id))?.rollbackInfo?.rollbackDeploymentId).toMatch(/^d-/);
  expect(await errorOf(lab.codeDeploy.stopDeployment({ deploymentId: id }))).toContain(
    'DeploymentAlreadyCompletedException',
  );
  lab.seconds(60);
  const other = await lab.create();
  lab.seconds(30);
  await lab.codeDeploy.stopDeployment({ deploymentId: other });
  expect((await lab.look(other))?.rollbackInfo).toBeUndefined();
});
