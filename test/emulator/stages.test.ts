import type { DeploymentConfiguration, DeploymentLifecycleHook } from '@aws-sdk/client-ecs';
import { expect, test } from 'vitest';
import { addLiveWeb } from '../../emulator/scenarios/live-web.ts';
import { addTargetGroup } from '../../emulator/targets.ts';
import { errorOf, openLab, openScenario } from './lab.ts';

async function openStaged(deploymentConfiguration: DeploymentConfiguration) {
  const lab = await openLab((world) => {
    addLiveWeb(world);
    addTargetGroup(world.home, { name: 'web-green', intervalSeconds: 10, deregistrationDelaySeconds: 30 });
  });
  const [balancer] = (await lab.web()).loadBalancers ?? [];
  const green = lab.world.home.targetGroups[1]?.arn;
  const advancedConfiguration = {
    alternateTargetGroupArn: green,
    productionListenerRule: 'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/web/1/2/3',
    roleArn: 'arn:aws:iam::123456789012:role/ecs',
  };
  await lab.ecs.updateService({
    cluster: 'prod',
    service: 'web',
    loadBalancers: [{ ...balancer, advancedConfiguration }],
    deploymentConfiguration,
  });
  lab.seconds(3600);
  const { rollout } = await lab.deploy('2');
  const walk = async (looks: number): Promise<string[]> => {
    const seen: string[] = [];
    for (let look = 0; look < looks; look++) {
      lab.seconds(5);
      const { lifecycleStage, status, targetServiceRevision } = await lab.rollout(rollout);
      const line = `${lifecycleStage ?? status} ${targetServiceRevision?.requestedProductionTrafficWeight}`;
      if (line !== seen.at(-1)) seen.push(line);
    }
    return seen;
  };
  return { lab, rollout, walk };
}

test('walks through the lifecycle stages', async () => {
  const blueGreen = await openStaged({ strategy: 'BLUE_GREEN', bakeTimeInMinutes: 2 });
  expect(await blueGreen.walk(80)).toEqual([
    'IN_PROGRESS 0',
    'PRE_SCALE_UP 0',
    'SCALE_UP 0',
    'POST_SCALE_UP 0',
    'TEST_TRAFFIC_SHIFT 0',
    'POST_TEST_TRAFFIC_SHIFT 0',
    'PRE_PRODUCTION_TRAFFIC_SHIFT 0',
    'PRODUCTION_TRAFFIC_SHIFT 100',
    'POST_PRODUCTION_TRAFFIC_SHIFT 100',
    'BAKE_TIME 100',
    'CLEAN_UP 100',
    'SUCCESSFUL 100',
  ]);
  const linear = await openStaged({
    strategy: 'LINEAR',
    linearConfiguration: { stepPercent: 50, stepBakeTimeInMinutes: 1 },
    bakeTimeInMinutes: 0,
  });
  expect((await linear.walk(100)).slice(6, 12)).toEqual([
    'PRE_PRODUCTION_TRAFFIC_SHIFT 0',
    'PRODUCTION_TRAFFIC_SHIFT 50',
    'PRE_PRODUCTION_TRAFFIC_SHIFT 50',
    'PRODUCTION_TRAFFIC_SHIFT 100',
    'POST_PRODUCTION_TRAFFIC_SHIFT 100',
    'BAKE_TIME 100',
  ]);
});

test('waits at a PAUSE hook', async () => {
  const { lab, rollout, walk } = await openStaged({
    strategy: 'BLUE_GREEN',
    bakeTimeInMinutes: 0,
    lifecycleHooks: [
      { targetType: 'PAUSE', lifecycleStages: ['POST_SCALE_UP'], timeoutConfiguration: { timeoutInMinutes: 600 } },
    ],
  });
  // The deployment that brought the strategy waits at the hook too, until this one supersedes it.
  expect((await walk(60)).at(-1)).toBe('POST_SCALE_UP 0');
  const [hook] = (await lab.rollout(rollout)).lifecycleHookDetails ?? [];
  expect(hook).toMatchObject({ targetType: 'PAUSE', status: 'AWAITING_ACTION', timeoutAction: 'ROLLBACK' });
  const go = (hookId: string) => lab.ecs.continueServiceDeployment({ serviceDeploymentArn: rollout, hookId });
  expect(await errorOf(go('nonsense'))).toContain('Invalid hookId: hookId must follow the format: ecs-{hookType}-{id}');
  expect(await errorOf(go('ecs-pause-other'))).toContain('Provided hookId is either completed, unavailable');
  await go(hook?.hookId ?? '');
  expect((await walk(60)).at(-1)).toBe('SUCCESSFUL 100');
  expect(await errorOf(go(hook?.hookId ?? ''))).toContain('not allowed for service deployment in terminal states');
});

const PAUSE: DeploymentLifecycleHook = { targetType: 'PAUSE', lifecycleStages: ['POST_SCALE_UP'] };

/** A blue/green service whose next deployment, which is under way, is the first with these hooks. */
async function openHooked(lifecycleHooks: DeploymentLifecycleHook[]) {
  const lab = await openScenario('blue-green');
  lab.seconds(1);
  const deploymentConfiguration = { strategy: 'BLUE_GREEN' as const, bakeTimeInMinutes: 0, lifecycleHooks };
  await lab.ecs.updateService({ cluster: 'prod', service: 'web', deploymentConfiguration });
  const { rollout } = await lab.deploy('2');
  const stage = async (seconds: number): Promise<string | undefined> => {
    lab.seconds(seconds);
    const { lifecycleStage, status } = await lab.rollout(rollout);
    return lifecycleStage ?? status;
  };
  return { lab, rollout, stage };
}

test('ends a pause that nobody answers', async () => {
  const end = async (action: 'ROLLBACK' | 'CONTINUE') => {
    const timeoutConfiguration = { timeoutInMinutes: 5, action };
    const { lab, rollout, stage } = await openHooked([{ ...PAUSE, timeoutConfiguration }]);
    expect(await stage(200)).toBe('POST_SCALE_UP');
    await stage(600);
    return await lab.rollout(rollout);
  };
  expect(await end('ROLLBACK')).toMatchObject({
    status: 'ROLLBACK_SUCCESSFUL',
    statusReason: 'Service deployment rolled back because POST_SCALE_UP pause hook timed out.',
    lifecycleHookDetails: [{ status: 'TIMED_OUT' }],
  });
  expect(await end('CONTINUE')).toMatchObject({
    status: 'SUCCESSFUL',
    lifecycleHookDetails: [{ status: 'TIMED_OUT' }],
  });
});

test('waits until every hook of a stage is done', async () => {
  const { lab, rollout, stage } = await openHooked([PAUSE, PAUSE]);
  await stage(200);
  const hooks = (await lab.rollout(rollout)).lifecycleHookDetails ?? [];
  expect(new Set(hooks.map(({ hookId }) => hookId)).size).toBe(2);
  for (const { hookId } of hooks) {
    expect(await stage(60)).toBe('POST_SCALE_UP');
    await lab.ecs.continueServiceDeployment({ serviceDeploymentArn: rollout, hookId });
  }
  expect(await stage(300)).toBe('SUCCESSFUL');

  const linear = await openStaged({
    strategy: 'LINEAR',
    linearConfiguration: { stepPercent: 50, stepBakeTimeInMinutes: 0 },
    bakeTimeInMinutes: 0,
    lifecycleHooks: [
      { hookTargetArn: 'arn:aws:lambda:us-east-1:1:function:a', lifecycleStages: ['PRODUCTION_TRAFFIC_SHIFT'] },
    ],
  });
  linear.lab.world.behaviours.hookSeconds.set('arn:aws:lambda:us-east-1:1:function:a', 60);
  await linear.walk(120);
  expect((await linear.lab.rollout(linear.rollout)).lifecycleHookDetails).toMatchObject([
    { targetType: 'AWS_LAMBDA', status: 'SUCCEEDED', targetArn: 'arn:aws:lambda:us-east-1:1:function:a' },
    { targetType: 'AWS_LAMBDA', status: 'SUCCEEDED' },
  ]);
});
