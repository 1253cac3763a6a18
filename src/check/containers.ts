import type { Problem } from '../model.ts';
import { toProblem } from '../problem.ts';
import type { Container, Context } from './context.ts';

const MAX_CONTAINERS = 10;

/** The number of containers, their names, which are essential, and the ranges of their timings (docs: API_ContainerDefinition, API_HealthCheck). */
export function* containerRules(context: Context): Iterable<Problem> {
  const { containers, locate, raw } = context;
  if (Array.isArray(raw['containerDefinitions']) && containers.length === 0) {
    yield toProblem('no-containers', locate(['containerDefinitions']), {
      message: 'The task definition has no containers.',
      fix: 'Add a container with a name and an image.',
    });
    return;
  }
  const limit = containers[MAX_CONTAINERS];
  if (limit !== undefined) {
    yield toProblem('too-many-containers', locate(limit.path), {
      message: `The task definition has ${containers.length} containers; ECS allows ${MAX_CONTAINERS}.`,
      fix: 'Split them across several task definitions.',
    });
  }
  yield* duplicates(context);
  if (containers.length > 0 && containers.every(({ value }) => value.essential === false)) {
    yield toProblem('no-essential-container', locate(['containerDefinitions']), {
      message: 'No container is essential, but ECS requires one.',
      fix: 'Set "essential": true on the main container.',
    });
  }
  for (const container of containers) yield* timings(container, context);
}

function* duplicates({ containers, locate }: Context): Iterable<Problem> {
  const seen = new Set<string>();
  for (const { value, path } of containers) {
    const { name } = value;
    if (name === undefined || name === '') continue;
    if (seen.has(name)) {
      yield toProblem('duplicate-container', locate([...path, 'name']), {
        message: `Two containers are called "${name}".`,
        fix: 'Rename one of them.',
      });
    }
    seen.add(name);
  }
}

interface Range {
  field: string;
  value: number | undefined;
  min: number;
  max: number;
}

function* timings(container: Container, { locate, fargate }: Context): Iterable<Problem> {
  const { value, path, label } = container;
  const { healthCheck, restartPolicy } = value;
  const report = (
    rule: 'health-check-range' | 'stop-timeout-range' | 'restart-policy-range',
    parent: string[],
    range: Range,
  ) =>
    toProblem(rule, locate([...path, ...parent, range.field]), {
      message: `${[...parent, range.field].join('.')} of container ${label} is ${range.value}; ECS allows ${range.min} to ${range.max}.`,
      fix: `Use a number from ${range.min} to ${range.max}.`,
    });
  const healthRanges: Range[] = [
    { field: 'interval', value: healthCheck?.interval, min: 5, max: 300 },
    { field: 'timeout', value: healthCheck?.timeout, min: 2, max: 60 },
    { field: 'retries', value: healthCheck?.retries, min: 1, max: 10 },
    { field: 'startPeriod', value: healthCheck?.startPeriod, min: 0, max: 300 },
  ];
  for (const range of healthRanges.filter(isOutside)) yield report('health-check-range', ['healthCheck'], range);
  const longest = fargate ? 120 : Number.MAX_SAFE_INTEGER;
  const timeouts: Range[] = [
    { field: 'stopTimeout', value: value.stopTimeout, min: 0, max: longest },
    { field: 'startTimeout', value: value.startTimeout, min: 0, max: Number.MAX_SAFE_INTEGER },
  ];
  for (const range of timeouts.filter(isOutside)) yield report('stop-timeout-range', [], range);
  if (restartPolicy?.enabled !== true) return;
  const period = { field: 'restartAttemptPeriod', value: restartPolicy.restartAttemptPeriod, min: 60, max: 1800 };
  if (isOutside(period)) yield report('restart-policy-range', ['restartPolicy'], period);
}

function isOutside({ value, min, max }: Range): boolean {
  return value !== undefined && (value < min || value > max);
}
