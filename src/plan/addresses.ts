import type { LoadBalancer as ServiceLoadBalancer } from '@aws-sdk/client-ecs';
import type { Listener, Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import { forwardsTo, ofRule, toAddress, type Address } from '../aws/listener-address.ts';
import type { World } from '../world.ts';

/** The addresses of a service behind a load balancer; one that it does not have is absent. */
export interface Addresses {
  production?: Address | undefined;
  test?: Address | undefined;
}

/**
 * Where the production and the test listener of a service are reached. Read-only.
 *
 * @throws the SDK's error if Elastic Load Balancing refuses or does not answer
 */
export async function readAddresses(balancers: readonly ServiceLoadBalancer[], world: World): Promise<Addresses> {
  const [balancer] = balancers;
  if (balancer === undefined) return {};
  const { productionListenerRule, testListenerRule } = balancer.advancedConfiguration ?? {};
  const [production, test] = await Promise.all([
    productionListenerRule === undefined
      ? readByTargetGroup(balancer.targetGroupArn, world)
      : readByRule(productionListenerRule, world),
    testListenerRule === undefined ? undefined : readByRule(testListenerRule, world),
  ]);
  return { production, test };
}

async function readByRule(arn: string, { aws }: World): Promise<Address | undefined> {
  const of = ofRule(arn);
  if (of === undefined) return undefined;
  const elbv2 = await aws.elbv2();
  const [[rule], [listener], [loadBalancer]] = await Promise.all([
    of.ruleArn === undefined ? [] : elbv2.describeRules([of.ruleArn]),
    elbv2.describeListeners({ listenerArns: [of.listenerArn] }),
    elbv2.describeLoadBalancers([of.loadBalancerArn]),
  ]);
  return listener && loadBalancer && toAddress(listener, loadBalancer, rule);
}

/** A rolling service names its target group alone: the listener is the one that forwards to it, HTTPS before HTTP. */
async function readByTargetGroup(arn: string | undefined, { aws }: World): Promise<Address | undefined> {
  if (arn === undefined) return undefined;
  const elbv2 = await aws.elbv2();
  const [loadBalancerArn] = (await elbv2.describeTargetGroup(arn))?.LoadBalancerArns ?? [];
  if (loadBalancerArn === undefined) return undefined;
  const [listeners, [loadBalancer]] = await Promise.all([
    elbv2.describeListeners({ loadBalancerArn }),
    elbv2.describeLoadBalancers([loadBalancerArn]),
  ]);
  const secureFirst = listeners.toSorted((one, other) => rank(one) - rank(other));
  const all = await Promise.all(
    secureFirst.map(async (listener): Promise<{ listener: Listener; rule?: Rule | undefined } | undefined> => {
      if (forwardsTo(listener.DefaultActions, arn)) return { listener };
      const { ListenerArn: listenerArn, Protocol } = listener;
      if (listenerArn === undefined || !['HTTP', 'HTTPS'].includes(Protocol ?? '')) return undefined;
      const rule = (await elbv2.rulesOfListener(listenerArn)).find(({ Actions }) => forwardsTo(Actions, arn));
      return rule && { listener, rule };
    }),
  );
  const found = all.find((one) => one !== undefined);
  return found && loadBalancer && toAddress(found.listener, loadBalancer, found.rule);
}

function rank({ Protocol }: Listener): number {
  return Protocol === 'HTTPS' || Protocol === 'TLS' ? 0 : 1;
}
