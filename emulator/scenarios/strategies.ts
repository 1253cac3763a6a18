import type { DeploymentConfiguration } from '@aws-sdk/client-ecs';
import { elbArn, roleArn } from '../names.ts';
import { updateService } from '../services.ts';
import { addTargetGroup } from '../targets.ts';
import type { ServiceRecord, World } from '../world.ts';
import { addLiveWeb } from './live-web.ts';
import type { Scenario } from './scenario.ts';

/** A strategy that shifts traffic, and the title that tells it. */
const STRATEGIES: { name: string; title: string; configuration: DeploymentConfiguration }[] = [
  {
    name: 'blue-green',
    title: 'blue/green with 2 min of bake time',
    configuration: { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 2 },
  },
  {
    name: 'canary',
    title: 'canary of 10 % for 5 min, then 2 min of bake time, watched by the alarm web-5xx',
    configuration: {
      strategy: 'CANARY',
      canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 5 },
      bakeTimeInMinutes: 2,
      alarms: { alarmNames: ['web-5xx'], enable: true, rollback: true },
    },
  },
  {
    name: 'linear',
    title: 'linear in steps of 25 % with 1 min each, then 2 min of bake time',
    configuration: {
      strategy: 'LINEAR',
      linearConfiguration: { stepPercent: 25, stepBakeTimeInMinutes: 1 },
      bakeTimeInMinutes: 2,
    },
  },
];

export const strategies: Scenario[] = STRATEGIES.map(({ name, title, configuration }) => ({
  name,
  title: `service web; ${title}`,
  fill: (world) => shiftTraffic(world, addLiveWeb(world), configuration),
}));

/** Two target groups, of which the next deployment uses the other one. */
export function shiftTraffic(world: World, service: ServiceRecord, configuration: DeploymentConfiguration): void {
  const region = world.home;
  const green = addTargetGroup(region, { name: 'web-green', intervalSeconds: 10, deregistrationDelaySeconds: 30 });
  const advancedConfiguration = {
    alternateTargetGroupArn: green.arn,
    productionListenerRule: elbArn(region, 'listener-rule/app/web/1a/2b/3c'),
    roleArn: roleArn(region, 'ecsInfrastructureRole'),
  };
  updateService(region, {
    cluster: 'prod',
    service: 'web',
    loadBalancers: (service.settings.loadBalancers ?? []).map((one) => ({ ...one, advancedConfiguration })),
    deploymentConfiguration: { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 2 },
  });
  world.clock.advance(30 * 60_000);
  updateService(region, { cluster: 'prod', service: 'web', deploymentConfiguration: configuration });
}
