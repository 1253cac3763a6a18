import type { AutoScalingGroupProvider, CapacityProvider, DescribeCapacityProvidersRequest } from '@aws-sdk/client-ecs';
import { isFargate } from './capacity-rules.ts';
import { findCluster } from './clusters.ts';
import { ecsArn, lastSegment } from './names.ts';
import type { Region } from './world.ts';

/** Every provider of a cluster, Fargate's included; without names, all of them. */
export function describeCapacityProviders(region: Region, request: DescribeCapacityProvidersRequest) {
  const known = knownNames(region, request.cluster);
  const asked = (request.capacityProviders ?? []).map(lastSegment);
  const wanted = asked.length > 0 ? asked : known;
  return {
    capacityProviders: wanted.filter((name) => known.includes(name)).map((name) => render(region, name)),
    failures: wanted
      .filter((name) => !known.includes(name))
      .map((name) => ({ arn: ecsArn(region, `capacity-provider/${name}`), reason: 'MISSING' })),
  };
}

function knownNames(region: Region, cluster: string | undefined): string[] {
  if (cluster !== undefined) return findCluster(region, cluster).capacityProviders;
  const ofClusters = [...region.clusters.values()].flatMap(({ capacityProviders }) => capacityProviders);
  return [...new Set(['FARGATE', 'FARGATE_SPOT', ...ofClusters, ...region.capacityProviders.keys()])];
}

/** A provider of which a scenario says nothing has an Auto Scaling group that ECS scales. */
function render(region: Region, name: string): CapacityProvider {
  const common = { capacityProviderArn: ecsArn(region, `capacity-provider/${name}`), name, tags: [] };
  if (isFargate(name)) return { ...common, status: 'ACTIVE' };
  const { autoScalingGroupProvider, ...changes } = region.capacityProviders.get(name) ?? {};
  const made: CapacityProvider = { ...common, status: 'ACTIVE', updateStatus: 'CREATE_COMPLETE', ...changes };
  if (made.managedInstancesProvider !== undefined) return made;
  return { ...made, autoScalingGroupProvider: { ...scalingGroup(region, name), ...autoScalingGroupProvider } };
}

function scalingGroup(region: Region, name: string): AutoScalingGroupProvider {
  const place = `${region.name}:${region.world.account}`;
  const group = `autoScalingGroup:57ffcb94-11f0-4d6d-bf60-3bac52d6e4a1:autoScalingGroupName/${name}-asg`;
  return {
    autoScalingGroupArn: `arn:${region.partition}:autoscaling:${place}:${group}`,
    managedScaling: {
      status: 'ENABLED',
      targetCapacity: 100,
      minimumScalingStepSize: 1,
      maximumScalingStepSize: 10_000,
      instanceWarmupPeriod: 300,
    },
    managedTerminationProtection: 'DISABLED',
    managedDraining: 'ENABLED',
  };
}
