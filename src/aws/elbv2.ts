import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  type Listener,
  type LoadBalancer,
  type Rule,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Connection } from './connection.ts';
import { listPages } from './pages.ts';

/** The calls to Elastic Load Balancing that this action makes. */
export type Elbv2 = ReturnType<typeof createElbv2>;

export function createElbv2(connection: Connection) {
  const client = connection.reads((config) => new ElasticLoadBalancingV2Client(config));
  return {
    describeTargetHealth: async (targetGroupArn: string) =>
      (await client.send(new DescribeTargetHealthCommand({ TargetGroupArn: targetGroupArn })))
        .TargetHealthDescriptions ?? [],

    /** Seconds that a target drains before its task is told to end. */
    deregistrationDelay: async (targetGroupArn: string): Promise<number | undefined> => {
      const { Attributes = [] } = await client.send(
        new DescribeTargetGroupAttributesCommand({ TargetGroupArn: targetGroupArn }),
      );
      const value = Attributes.find(({ Key }) => Key === 'deregistration_delay.timeout_seconds')?.Value;
      return value === undefined ? undefined : Number(value);
    },

    describeTargetGroup: async (targetGroupArn: string) =>
      (await client.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [targetGroupArn] }))).TargetGroups?.[0],

    /** These rules, with the weights of their target groups right now. Throws RuleNotFoundException. */
    describeRules: async (ruleArns: readonly string[]): Promise<Rule[]> =>
      await listPages(async (Marker) => {
        const { Rules = [], NextMarker: next } = await client.send(
          new DescribeRulesCommand({ RuleArns: [...ruleArns], Marker }),
        );
        return { items: Rules, next };
      }),

    /** All rules of a listener. Throws ListenerNotFoundException. */
    rulesOfListener: async (listenerArn: string): Promise<Rule[]> =>
      await listPages(async (Marker) => {
        const { Rules = [], NextMarker: next } = await client.send(
          new DescribeRulesCommand({ ListenerArn: listenerArn, Marker }),
        );
        return { items: Rules, next };
      }),

    /** These listeners, or all of a load balancer. Throws ListenerNotFoundException or LoadBalancerNotFoundException. */
    describeListeners: async (
      asked: { listenerArns: readonly string[] } | { loadBalancerArn: string },
    ): Promise<Listener[]> =>
      await listPages(async (Marker) => {
        const which =
          'listenerArns' in asked
            ? { ListenerArns: [...asked.listenerArns] }
            : { LoadBalancerArn: asked.loadBalancerArn };
        const { Listeners = [], NextMarker: next } = await client.send(
          new DescribeListenersCommand({ ...which, Marker }),
        );
        return { items: Listeners, next };
      }),

    /** These load balancers, at most twenty (docs: API_DescribeLoadBalancers). Throws LoadBalancerNotFoundException. */
    describeLoadBalancers: async (loadBalancerArns: readonly string[]): Promise<LoadBalancer[]> =>
      (await client.send(new DescribeLoadBalancersCommand({ LoadBalancerArns: [...loadBalancerArns] })))
        .LoadBalancers ?? [],
  };
}
