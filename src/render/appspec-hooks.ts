import type { Origin, Path, Problem } from '../model.ts';
import { toProblem } from '../problem.ts';
import { nearest } from './nearest.ts';

interface Reading {
  locate: (path: Path) => Origin;
  show: (path: Path, value: unknown) => string;
}

/** In the order in which they run (docs: https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html). */
const HOOKS = ['BeforeInstall', 'AfterInstall', 'AfterAllowTestTraffic', 'BeforeAllowTraffic', 'AfterAllowTraffic'];

/** A hook that would never run is an error: whoever wrote it believes that it tests each deployment. */
export function hookProblems({ value, path }: { value: unknown; path: Path }, reading: Reading): Problem[] {
  if (value === null) return [];
  if (!Array.isArray(value)) {
    return [
      toProblem('appspec-hook', reading.locate(path), {
        message: `"${String(path.at(-1))}" in the AppSpec is not a list.`,
        fix: 'Write it as a list with a hook per item: "- AfterAllowTraffic: lambda".',
      }),
    ];
  }
  const seen = new Set<string>();
  return value.flatMap((item: unknown, index) =>
    Object.entries(typeof item === 'object' && item !== null ? item : { [String(item)]: undefined }).flatMap(
      ([name, lambda]: [string, unknown]) => {
        const at = [...path, index, name];
        const known = HOOKS.find((one) => one.toLowerCase() === name.toLowerCase());
        if (known === undefined) return [unknown(name, reading.locate(at))];
        const isSecond = seen.has(known);
        seen.add(known);
        if (isSecond) return [twice(name, reading.locate(at))];
        return isFunction(lambda) ? [] : [without({ name, shown: reading.show(at, lambda) }, reading.locate(at))];
      },
    ),
  );
}

const isFunction = (lambda: unknown): boolean => typeof lambda === 'string' && lambda.trim() !== '';

function unknown(name: string, origin: Origin): Problem {
  const near = nearest(name, HOOKS);
  return toProblem('appspec-hook', origin, {
    message: `The AppSpec has a hook "${name}", which ECS deployments do not have.`,
    fix: `${near === undefined ? '' : `Did you mean "${near}"? `}Valid hooks: ${HOOKS.join(', ')}.`,
  });
}

function twice(name: string, origin: Origin): Problem {
  return toProblem('appspec-hook', origin, {
    message: `The AppSpec has the hook "${name}" twice; each hook runs one function.`,
    fix: 'Remove one of them, or call both from one function.',
  });
}

function without({ name, shown }: { name: string; shown: string }, origin: Origin): Problem {
  return toProblem('appspec-hook', origin, {
    message: `The hook "${name}" in the AppSpec is ${shown}, not the name or ARN of a Lambda function.`,
    fix: 'Write the name or ARN of the function, or remove the hook.',
  });
}
