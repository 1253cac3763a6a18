import type { DeploymentConfiguration } from '@aws-sdk/client-ecs';
import { expect, test } from 'vitest';
import { addLiveWeb } from '../../emulator/scenarios/live-web.ts';
import { addTargetGroup } from '../../emulator/targets.ts';
import { errorOf, openLab } from './lab.ts';

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
