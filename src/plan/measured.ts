import type { LoadBalancer } from '@aws-sdk/client-ecs';
import type { AlarmState } from '../aws/cloudwatch.ts';
import type { Target } from '../model.ts';
import type { MetricCheck } from '../release.ts';
import type { World } from '../world.ts';

/** A target group and the load balancer in front of it, by their ARNs: the dimensions of its metrics. */
export interface MeasuredGroup {
  targetGroupArn: string;
  loadBalancerArn: string;
}

/** What is known before the first write about the metrics of a service. */
export interface MeteringFacts {
  /** Absent if it is not known yet, or if no check needs it. */
  groups?: readonly MeasuredGroup[] | undefined;
  /** The alarms of the checks that exist. */
  alarms: ReadonlyMap<string, AlarmState>;
}

/**
 * Reads the alarms of the checks and tries their metrics, so that a missing permission is known before the first write. Read-only.
 *
 * @throws the SDK's error if AWS refuses or does not answer
 */
export async function readMetering(
  {
    kind,
    loadBalancers,
    checks,
  }: Pick<Target, 'kind'> & { loadBalancers: readonly LoadBalancer[]; checks: readonly MetricCheck[] },
  world: World,
): Promise<MeteringFacts> {
  const names = checks.flatMap((check) => (check.kind === 'alarm' ? [check.name] : []));
  const measures = checks.some((check) => check.kind === 'metric') && kind !== 'express';
  const [alarms, groups] = await Promise.all([
    names.length === 0 ? new Map<string, AlarmState>() : (await world.aws.cloudWatch()).alarms(names),
    measures ? tryMetrics(loadBalancers, world) : undefined,
  ]);
  return { alarms, groups };
}

async function tryMetrics(balancers: readonly LoadBalancer[], world: World): Promise<MeasuredGroup[]> {
  const groups = await readMeasured(
    balancers.flatMap(({ targetGroupArn }) => targetGroupArn ?? []),
    world,
  );
  const [first] = groups;
  if (first === undefined) return groups;
  const to = new Date(Math.floor(world.clock.now().getTime() / 60_000) * 60_000);
  const range = { from: new Date(to.getTime() - 60_000), to, periodSeconds: 60 };
  const metric = { ...first, id: 'requests', name: 'RequestCount', stat: 'Sum' };
  await (await world.aws.cloudWatch()).metricsOfTargetGroups([metric], range);
  return groups;
}

/**
 * The load balancer of each target group; a group without one is left out. Read-only.
 *
 * @throws the SDK's error if Elastic Load Balancing refuses or does not answer
 */
export async function readMeasured(arns: readonly string[], { aws }: World): Promise<MeasuredGroup[]> {
  if (arns.length === 0) return [];
  const elbv2 = await aws.elbv2();
  const found = await Promise.all(
    arns.map(async (targetGroupArn): Promise<MeasuredGroup[]> => {
      const [loadBalancerArn] = (await elbv2.describeTargetGroup(targetGroupArn))?.LoadBalancerArns ?? [];
      return loadBalancerArn === undefined ? [] : [{ targetGroupArn, loadBalancerArn }];
    }),
  );
  return found.flat();
}
