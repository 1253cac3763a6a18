import {
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  type ElasticLoadBalancingV2ClientConfig,
} from '@aws-sdk/client-elastic-load-balancing-v2';

/** The calls to Elastic Load Balancing that this action makes. */
export type Elbv2 = ReturnType<typeof createElbv2>;

export function createElbv2(config: ElasticLoadBalancingV2ClientConfig) {
  const client = new ElasticLoadBalancingV2Client(config);
  return {
    describeTargetHealth: async (targetGroupArn: string) =>
      (await client.send(new DescribeTargetHealthCommand({ TargetGroupArn: targetGroupArn })))
        .TargetHealthDescriptions ?? [],

    describeTargetGroup: async (targetGroupArn: string) =>
      (await client.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [targetGroupArn] }))).TargetGroups?.[0],
  };
}
