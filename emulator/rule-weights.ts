import { isCodeDeploy } from './rollouts.ts';
import type { DeploymentRecord, RuleOfListenerRecord, ServiceRecord } from './world.ts';

export interface Weighted {
  arn: string;
  weight: number;
}

/**
 * Weights of the target groups of a rule right now. ECS, Express and CodeDeploy move them during a deployment, production
 * and test traffic each on their own rule (DG/blue-green-deployment-how-it-works); everybody else's rules stay as they are.
 * A rule that no deployment has moved yet sends everything to the revision in production (I).
 */
export function weightsOf(rule: RuleOfListenerRecord): Weighted[] {
  for (const service of rule.listener.balancer.region.services) {
    if (service.status === 'INACTIVE') continue;
    const moved = movedBy(service, rule);
    if (moved !== undefined) return moved;
  }
  return rule.groups;
}

function movedBy(service: ServiceRecord, rule: RuleOfListenerRecord): Weighted[] | undefined {
  const shares = service.deployments.flatMap((deployment) => {
    const place = placeOf(service, deployment, rule);
    return place === undefined ? [] : [{ deployment, ...place }];
  });
  if (shares.length === 0) return undefined;
  const weights = new Map<string, number>();
  for (const { pair } of shares) for (const arn of pair) weights.set(arn, 0);
  const total = shares.reduce((sum, { deployment, traffic }) => sum + weightIn(deployment, traffic), 0);
  const settled = shares.find(({ deployment }) => deployment === service.lastCompleted) ?? shares[0];
  for (const share of shares) {
    const weight = total > 0 ? weightIn(share.deployment, share.traffic) : share === settled ? 100 : 0;
    weights.set(share.group, (weights.get(share.group) ?? 0) + weight);
  }
  return [...weights].map(([arn, weight]) => ({ arn, weight }));
}

interface Place {
  traffic: 'production' | 'test';
  group: string;
  pair: string[];
}

/** The target group where the tasks of a deployment are, where this rule is one that the service moves. */
function placeOf(service: ServiceRecord, deployment: DeploymentRecord, rule: RuleOfListenerRecord): Place | undefined {
  const { loadBalancers = [] } = deployment.revision.settings;
  if (isCodeDeploy(service)) {
    const known = rule.groups.map(({ arn }) => arn);
    const used = loadBalancers.find(({ targetGroupArn }) => known.includes(targetGroupArn ?? ''))?.targetGroupArn;
    return used === undefined ? undefined : { traffic: 'production', group: used, pair: known };
  }
  for (const { targetGroupArn: first = '', advancedConfiguration: advanced } of loadBalancers) {
    const second = advanced?.alternateTargetGroupArn ?? first;
    const traffic =
      advanced?.productionListenerRule === rule.arn
        ? 'production'
        : advanced?.testListenerRule === rule.arn
          ? 'test'
          : undefined;
    if (traffic === undefined) continue;
    return { traffic, group: deployment.onAlternateTargets ? second : first, pair: [first, second] };
  }
  return placeOnGateway(service, deployment, rule);
}

function placeOnGateway(
  service: ServiceRecord,
  deployment: DeploymentRecord,
  rule: RuleOfListenerRecord,
): Place | undefined {
  const routes = service.region.gateways.map((gateway) => gateway.routes.get(service.arn));
  const route = routes.find((one) => one?.listenerRuleArn === rule.arn);
  if (route === undefined || (deployment.revision.settings.gatewayConnectors ?? []).length === 0) return undefined;
  const pair = [route.production.arn, route.alternate.arn];
  return { traffic: 'production', group: pair[deployment.onAlternateTargets ? 1 : 0] ?? '', pair };
}

const weightIn = (deployment: DeploymentRecord, traffic: 'production' | 'test'): number =>
  traffic === 'production' ? deployment.productionWeight : deployment.testWeight;
