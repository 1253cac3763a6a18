import type { ExpressGatewayServiceConfiguration } from '@aws-sdk/client-ecs';
import type { Inputs } from '../inputs/spec.ts';
import type { Problem } from '../model.ts';
import { atInput, toProblem } from '../problem.ts';
import { phrase } from '../phrases.ts';

/** Express scales between 1 and 20 tasks by default (docs: DG/express-service-work). */
const DEFAULTS = { minTaskCount: 1, maxTaskCount: 20 };

/** Auto scaling immediately reverts a count outside its limits. */
export function countProblems(
  inputs: Inputs,
  live: Pick<ExpressGatewayServiceConfiguration, 'scalingTarget'> | undefined,
): Problem[] {
  const count = inputs['desired-count'];
  if (count === undefined) return [];
  const { minTaskCount = DEFAULTS.minTaskCount, maxTaskCount = DEFAULTS.maxTaskCount } = {
    ...live?.scalingTarget,
    ...(inputs['min-task-count'] === undefined ? {} : { minTaskCount: inputs['min-task-count'] }),
    ...(inputs['max-task-count'] === undefined ? {} : { maxTaskCount: inputs['max-task-count'] }),
  };
  if (count >= minTaskCount && count <= maxTaskCount) return [];
  const [limit, bound] = count < minTaskCount ? ['min-task-count', minTaskCount] : ['max-task-count', maxTaskCount];
  return [
    toProblem('express-desired-count', atInput('desired-count'), {
      message: `${phrase('input', 'desired-count')} is ${count}, but auto scaling keeps the service between ${minTaskCount} and ${maxTaskCount} tasks.`,
      fix: `Set ${limit} to ${count} as well (it is ${bound}), or choose a desired-count within the limits.`,
    }),
  ];
}
