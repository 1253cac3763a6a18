import type { Service, ServiceRevision } from '@aws-sdk/client-ecs';
import type { TargetState } from '../model.ts';
import type { Aws } from './clients.ts';
import { errorName, isDenied, isUnknownOperation } from './failure.ts';

/** The health of targets, or why it is not known: for good where it is forbidden, else perhaps only this time. */
export type TargetHealth = { targets: TargetState[] } | { unread: string; forGood: boolean };

/** Reads the health of every target in these groups, a call for each. Never throws. */
export async function readTargetHealth(groups: readonly string[], aws: Aws): Promise<TargetHealth> {
  if (groups.length === 0) return { targets: [] };
  try {
    const elbv2 = await aws.elbv2();
    const health = await Promise.all(
      groups.map(async (arn) => ({ arn, found: await elbv2.describeTargetHealth(arn) })),
    );
    return {
      targets: health.flatMap(({ arn, found }) =>
        found.map(({ Target, TargetHealth: seen }) => ({
          targetGroupArn: arn,
          id: Target?.Id ?? 'unknown',
          state: seen?.State ?? 'unknown',
          port: Target?.Port,
          reason: seen?.Reason,
          description: seen?.Description,
        })),
      ),
    };
  } catch (error) {
    const forGood = isDenied(error) || isUnknownOperation(error);
    const unread = forGood
      ? `Target health cannot be read (${errorName(error)}): allow elasticloadbalancing:DescribeTargetHealth to have it watched and verified.`
      : `The load balancer did not report the health of its targets (${errorName(error)}); trying again.`;
    return { unread, forGood };
  }
}

/** The target groups that a revision serves: those of the service, and those that ECS manages for an Express service. */
export function targetGroups(service: Service | undefined, revision: ServiceRevision | undefined): string[] {
  const arns = [
    ...(service?.taskSets ?? []).flatMap(({ loadBalancers = [] }) =>
      loadBalancers.map(({ targetGroupArn }) => targetGroupArn),
    ),
    ...(service?.loadBalancers ?? []).flatMap(({ targetGroupArn, advancedConfiguration }) => [
      targetGroupArn,
      advancedConfiguration?.alternateTargetGroupArn,
    ]),
    ...(revision?.resolvedConfiguration?.loadBalancers ?? []).map(({ targetGroupArn }) => targetGroupArn),
    ...(revision?.ecsManagedResources?.ingressPaths ?? []).flatMap(({ targetGroups: groups }) =>
      (groups ?? []).map(({ arn }) => arn),
    ),
  ];
  return [...new Set(arns.flatMap((arn) => arn ?? []))];
}
