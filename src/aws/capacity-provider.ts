import type { CapacityProvider } from '@aws-sdk/client-ecs';

/** What a capacity provider is able to do for a task that waits for it. */
export type Supply =
  | { kind: 'missing' }
  /** It is not there yet, or not any more. */
  | { kind: 'inactive'; status: string }
  | { kind: 'broken'; status: string; reason: string | undefined }
  /** Its Auto Scaling group grows only by hand. */
  | { kind: 'unscaled'; group: string; groupArn: string }
  | { kind: 'scaled'; group: string; groupArn: string; target: number }
  /** ECS Managed Instances: ECS launches them itself, with this role. */
  | { kind: 'managed'; role: string }
  | { kind: 'unknown' };

/** How far ECS itself can tell; the size of the group is known to Auto Scaling alone (docs: API_CapacityProvider). */
export function supplyOf(provider: CapacityProvider | undefined): Supply {
  if (provider === undefined) return { kind: 'missing' };
  const {
    status,
    updateStatus = '',
    updateStatusReason,
    autoScalingGroupProvider,
    managedInstancesProvider,
  } = provider;
  if (status !== undefined && status !== 'ACTIVE') return { kind: 'inactive', status };
  if (updateStatus.endsWith('_FAILED')) return { kind: 'broken', status: updateStatus, reason: updateStatusReason };
  if (managedInstancesProvider !== undefined)
    return { kind: 'managed', role: managedInstancesProvider.infrastructureRoleArn?.split('/').at(-1) ?? '' };
  const { autoScalingGroupArn: groupArn, managedScaling } = autoScalingGroupProvider ?? {};
  if (groupArn === undefined) return { kind: 'unknown' };
  const group = groupArn.split(':autoScalingGroupName/').at(-1) ?? groupArn;
  return managedScaling?.status === 'ENABLED'
    ? { kind: 'scaled', group, groupArn, target: managedScaling.targetCapacity ?? 100 }
    : { kind: 'unscaled', group, groupArn };
}
