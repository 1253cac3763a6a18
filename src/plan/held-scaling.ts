import { toDeployError } from '../aws/failure.ts';
import type { Problem, Target } from '../model.ts';
import { atService, toProblem } from '../problem.ts';
import type { World } from '../world.ts';

/** Finds the services whose auto scaling cannot be suspended: those that have none, and those whose auto scaling is unknown. */
export async function heldScalingProblems(targets: readonly Target[], world: World): Promise<Problem[]> {
  const scaled = targets.filter(({ kind, service }) => kind !== 'express' && service?.serviceArn !== undefined);
  const found = await Promise.all(scaled.map((target) => problemOf(target, world)));
  return found.flatMap((problem) => problem ?? []);
}

async function problemOf({ name, cluster }: Target, world: World): Promise<Problem | undefined> {
  try {
    const target = await (await world.aws.scaling()).describeTarget({ cluster, service: name });
    if (target !== undefined) return undefined;
    return toProblem('auto-scaling-none', atService(name), {
      message: `Nothing scales the service "${name}" automatically, so there is nothing to suspend.`,
      fix: 'Remove suspend-auto-scaling, or check whether its auto scaling was deleted.',
    });
  } catch (error) {
    const { message, fix } = toDeployError(error, {
      action: 'application-autoscaling:DescribeScalableTargets',
      doing: 'reading the auto scaling of the service',
    });
    return toProblem('auto-scaling-unreadable', atService(name), {
      message: `The auto scaling of "${name}" cannot be suspended, because it is unknown how it is now. ${message}`,
      fix: `${fix} Or remove suspend-auto-scaling.`,
    });
  }
}
