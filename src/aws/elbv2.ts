import {
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Connection } from './connection.ts';

/** The calls to Elastic Load Balancing that this action makes. */
export type Elbv2 = ReturnType<typeof createElbv2>;

export function createElbv2(connection: Connection) {
  const client = connection.reads((config) => new ElasticLoadBalancingV2Client(config));
  return {
    describeTargetHealth: async (targetGroupArn: string) =>
      (await client.send(new DescribeTargetHealthCommand({ TargetGroupArn: targetGroupArn })))
        .TargetHealthDescriptions ?? [],

    describeTargetGroup: async (targetGroupArn: string) =>
      (await client.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [targetGroupArn] }))).TargetGroups?.[0],
  };
}
