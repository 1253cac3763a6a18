import type { Service, ServiceRevision } from '@aws-sdk/client-ecs';
import type { TargetState } from '../model.ts';
import type { Aws } from './clients.ts';
import { errorName, failedCall, isDenied, isUnknownOperation } from './failure.ts';
import { gatewayTargetGroups } from './gateways.ts';

/** The health of targets, or why it is unknown; a missing permission is reported once, at the end. */
export type TargetHealth = { targets: TargetState[] } | { forGood: boolean; unread?: string; failed?: string };

/** Reads the health of every target in these groups, one call each. Never throws. */
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
    if (isDenied(error)) return { forGood: true };
    return isUnknownOperation(error)
      ? { forGood: true, unread: 'This endpoint does not support target health, so it was not verified.' }
      : {
          forGood: false,
          unread: `Target health could not be read (${errorName(error)}); retrying.`,
          failed: failedCall(error),
        };
  }
}

/** Seconds that a target of these groups drains at most; undefined if no group tells. Never throws: it only sets the pace. */
export async function longestDraining(groups: readonly string[], aws: Aws): Promise<number | undefined> {
  if (groups.length === 0) return undefined;
  const elbv2 = await aws.elbv2();
  const asked = await Promise.allSettled(groups.map((arn) => elbv2.deregistrationDelay(arn)));
  const seconds = asked.flatMap((one) => (one.status === 'fulfilled' && one.value !== undefined ? [one.value] : []));
  return seconds.length === 0 ? undefined : Math.max(...seconds);
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
    ...gatewayTargetGroups(revision).flat(),
  ];
  return [...new Set(arns.flatMap((arn) => arn ?? []))];
}
