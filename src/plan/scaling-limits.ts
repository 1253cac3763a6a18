import type { Target } from '../model.ts';
import type { World } from '../world.ts';
import { readOptionally } from './optional-read.ts';

/** The counts between which Application Auto Scaling keeps a service. */
export interface ScalingLimits {
  min: number;
  max: number;
}

/** Reads the limits of each service that is given a count; the limits of Express are among its own settings. */
export async function readScalingLimits(
  targets: readonly Target[],
  world: World,
): Promise<ReadonlyMap<Target, ScalingLimits>> {
  const counted = targets.filter(({ kind, settings }) => kind !== 'express' && settings.desiredCount !== undefined);
  const read = await Promise.all(counted.map(async (target) => [target, await readOne(target, world)] as const));
  return new Map(read.flatMap(([target, limits]) => (limits === undefined ? [] : [[target, limits]])));
}

async function readOne({ cluster, name }: Target, world: World): Promise<ScalingLimits | undefined> {
  const unknown = `Not checked whether auto scaling lets ${name} have the desired count`;
  const asked = { action: 'application-autoscaling:DescribeScalableTargets', unknown };
  const reading = world.aws.scaling().then((scaling) => scaling.describeTarget({ cluster, service: name }));
  const found = await readOptionally(reading, asked, world);
  const { MinCapacity: min, MaxCapacity: max, SuspendedState: suspended } = found ?? {};
  if (min === undefined || max === undefined) return undefined;
  const holds = !(suspended?.DynamicScalingInSuspended === true && suspended.DynamicScalingOutSuspended === true);
  return holds ? { min, max } : undefined;
}
