import type { Problem } from '../model.ts';
import { toProblem } from '../problem.ts';
import type { LiveContext } from './live-context.ts';

/** Auto scaling soon reverts a count outside its limits, and until then the service has neither. */
export function* scalingRules({ target, scalingLimits, originOf, given }: LiveContext): Iterable<Problem> {
  const { desiredCount: count } = target.settings;
  if (scalingLimits === undefined || count === undefined) return;
  const { min, max } = scalingLimits;
  if (count >= min && count <= max) return;
  const remove = given.includes('desired-count') ? 'remove desired-count' : 'remove desiredCount';
  yield toProblem('desired-count-scaling', originOf('desired-count'), {
    message: `The desired count of service "${target.name}" is to be ${count}, but Application Auto Scaling keeps it between ${min} and ${max} tasks.`,
    fix: `Use a count from ${min} to ${max}, ${remove}, or change the limits of the scalable target first.`,
  });
}
