import type { DeploymentConfiguration } from '@aws-sdk/client-ecs';
import { addListener, productionOf } from '../load-balancers.ts';
import { roleArn } from '../names.ts';
import { updateService } from '../services.ts';
import { addTargetGroup } from '../targets.ts';
import type { Region, ServiceRecord, World } from '../world.ts';
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

/** Two target groups, of which the next deployment uses the other one; test traffic comes to port 8080 (DG/alb-resources-for-blue-green). */
export function shiftTraffic(world: World, service: ServiceRecord, configuration: DeploymentConfiguration): void {
  const region = world.home;
  const { rule, test, advancedConfiguration } = addSecondGroup(region, service);
  updateService(region, {
    cluster: 'prod',
    service: 'web',
    loadBalancers: (service.settings.loadBalancers ?? []).map((one) => ({
      ...one,
      advancedConfiguration: { ...advancedConfiguration, productionListenerRule: rule.arn, testListenerRule: test.arn },
    })),
    deploymentConfiguration: { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 2 },
  });
  world.clock.advance(30 * 60_000);
  updateService(region, { cluster: 'prod', service: 'web', deploymentConfiguration: configuration });
}

function addSecondGroup(region: Region, { settings }: ServiceRecord) {
  const blue = region.targetGroups.find(({ arn }) => arn === settings.loadBalancers?.[0]?.targetGroupArn);
  if (blue === undefined) throw new Error('the service has no target group');
  const { listener, rule } = productionOf(region, blue);
  const green = addTargetGroup(region, {
    name: 'web-green',
    intervalSeconds: 10,
    deregistrationDelaySeconds: 30,
    loadBalancerArns: blue.loadBalancerArns,
  });
  rule.groups.push({ arn: green.arn, weight: 0 });
  const [test = rule] = addListener(listener.balancer, { port: 8080, groups: [blue.arn, green.arn] }).rules;
  const advancedConfiguration = {
    alternateTargetGroupArn: green.arn,
    roleArn: roleArn(region, 'ecsInfrastructureRole'),
  };
  return { rule, test, advancedConfiguration };
}
