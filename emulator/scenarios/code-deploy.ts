import { addDeploymentGroup } from '../code-deploy.ts';
import { productionOf } from '../load-balancers.ts';
import { addTargetGroup } from '../targets.ts';
import type { DeploymentGroupRecord, World } from '../world.ts';
import { addLiveWeb } from './live-web.ts';
import type { Scenario } from './scenario.ts';

export const codeDeployHealthy: Scenario = {
  name: 'codedeploy-healthy',
  title:
    'service web of CodeDeploy; every image starts and is healthy, a canary of 10 % for 5 min, 5 min of termination wait',
  fill: (world) => {
    addCodeDeployWeb(world, { deploymentConfigName: 'CodeDeployDefault.ECSCanary10Percent5Minutes' });
  },
};

export const codeDeployCrash: Scenario = {
  name: 'codedeploy-crash',
  title: 'service web of CodeDeploy; every new image exits with code 1, and CodeDeploy rolls back after an hour',
  fill: (world) => {
    addCodeDeployWeb(world);
    world.behaviours.fallback = { kind: 'exits', exitCode: 1, logLines: ['Error: DATABASE_URL is not set'] };
  },
};

export const codeDeployHookFails: Scenario = {
  name: 'codedeploy-hook-fails',
  title: 'service web of CodeDeploy; the hook smoke-test reports Failed, and CodeDeploy rolls back',
  fill: (world) => {
    addCodeDeployWeb(world);
    world.home.codeDeploy.hooks.set('smoke-test', {
      status: 'Failed',
      afterSeconds: 20,
      message: 'GET /health answered 500',
    });
  },
};

/** Cluster `prod` with service `web` behind two target groups, and the deployment group that ECS's console makes for it. */
export function addCodeDeployWeb(world: World, changes: Partial<DeploymentGroupRecord['info']> = {}) {
  const service = addLiveWeb(world, { deploymentController: { type: 'CODE_DEPLOY' } });
  const region = world.home;
  const [blue] = region.targetGroups;
  const green = addTargetGroup(region, {
    name: 'web-green',
    intervalSeconds: 10,
    deregistrationDelaySeconds: 30,
    ...(blue === undefined ? {} : { loadBalancerArns: blue.loadBalancerArns }),
  });
  if (blue !== undefined) productionOf(region, blue).rule.groups.push({ arn: green.arn, weight: 0 });
  return addDeploymentGroup(service, { targetGroups: ['web', 'web-green'], ...changes });
}
