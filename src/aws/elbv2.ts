import {
  DescribeTargetGroupAttributesCommand,
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
  };
}
