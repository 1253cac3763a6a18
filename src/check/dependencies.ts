import type { Problem } from '../model.ts';
import { toProblem } from '../problem.ts';
import type { Container, Context } from './context.ts';
import { didYouMean } from './did-you-mean.ts';
import { quoteList } from './words.ts';

/** Containers that name each other: `dependsOn`, `links`, `volumesFrom` (docs: API_ContainerDependency). */
export function* dependencyRules(context: Context): Iterable<Problem> {
  const names = context.containers.map(({ value }) => value.name ?? '');
  for (const container of context.containers) {
    yield* dependsOn(container, context);
    yield* references(container, context, names);
  }
  yield* cycles(context);
  yield* proxy(context);
}

function* proxy({ definition, containers, locate }: Context): Iterable<Problem> {
  const name = definition.proxyConfiguration?.containerName;
  if (name === undefined || containers.some(({ value }) => value.name === name)) return;
  yield toProblem('proxy-container-unknown', locate(['proxyConfiguration', 'containerName']), {
    message: `proxyConfiguration names the container "${name}", which does not exist.`,
    fix:
      didYouMean(
        name,
        containers.map(({ value }) => value.name ?? ''),
      ) ?? 'Use the name of a container, or remove proxyConfiguration.',
  });
}

function* dependsOn({ value, path, label }: Container, { containers, locate }: Context): Iterable<Problem> {
  for (const [index, { containerName, condition }] of (value.dependsOn ?? []).entries()) {
    if (containerName === undefined) continue;
    const place = [...path, 'dependsOn', index];
    const other = containers.find((each) => each.value.name === containerName)?.value;
    if (other === undefined) {
      const names = containers.map((each) => each.value.name ?? '');
      yield toProblem('depends-on-unknown', locate([...place, 'containerName']), {
        message: `Container ${label} depends on "${containerName}", which does not exist. The containers are: ${quoteList(names)}.`,
        fix: didYouMean(containerName, names) ?? 'Use the name of a container, or remove the dependency.',
      });
      continue;
    }
    if ((condition === 'COMPLETE' || condition === 'SUCCESS') && other.essential !== false) {
      yield toProblem('depends-on-essential', locate([...place, 'condition']), {
        message: `Container ${label} waits until "${containerName}" has ended (${condition}), but "${containerName}" is essential: when it ends, the whole task stops.`,
        fix: `Set "essential": false on "${containerName}", or wait for START or HEALTHY.`,
      });
    }
    if (condition === 'HEALTHY' && other.healthCheck === undefined) {
      yield toProblem('depends-on-healthy', locate([...place, 'condition']), {
        message: `Container ${label} waits until "${containerName}" is HEALTHY, but "${containerName}" has no healthCheck. ECS ignores the HEALTHCHECK of an image.`,
        fix: `Add a healthCheck to "${containerName}", or wait for START.`,
      });
    }
  }
}

function* references(
  { value, path, label }: Container,
  { locate }: Context,
  names: readonly string[],
): Iterable<Problem> {
  for (const [index, link] of (value.links ?? []).entries()) {
    const name = link.split(':')[0] ?? '';
    if (names.includes(name)) continue;
    yield toProblem('link-unknown', locate([...path, 'links', index]), {
      message: `Container ${label} links to "${name}", which does not exist.`,
      fix: didYouMean(name, names) ?? 'Use the name of a container, or remove the link.',
    });
  }
  for (const [index, { sourceContainer }] of (value.volumesFrom ?? []).entries()) {
    if (sourceContainer === undefined || names.includes(sourceContainer)) continue;
    yield toProblem('volumes-from-unknown', locate([...path, 'volumesFrom', index]), {
      message: `Container ${label} mounts the volumes of "${sourceContainer}", which does not exist.`,
      fix: didYouMean(sourceContainer, names) ?? 'Use the name of a container, or remove volumesFrom.',
    });
  }
}

function* cycles({ containers, locate }: Context): Iterable<Problem> {
  const edges = new Map(
    containers.map(({ value }) => [
      value.name ?? '',
      (value.dependsOn ?? []).map(({ containerName }) => containerName ?? ''),
    ]),
  );
  const reported = new Set<string>();
  for (const { value, path } of containers) {
    const cycle = findCycle(value.name ?? '', edges);
    if (cycle === undefined || cycle.some((name) => reported.has(name))) continue;
    for (const name of cycle) reported.add(name);
    yield toProblem('depends-on-cycle', locate([...path, 'dependsOn']), {
      message: `These containers wait for each other: ${[...cycle, cycle[0]].join(' → ')}.`,
      fix: 'Remove one of these dependencies.',
    });
  }
}

/** The path from a container back to itself, breadth first so that many containers stay cheap. */
function findCycle(start: string, edges: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const queue: string[][] = [[start]];
  const visited = new Set<string>();
  for (let way = queue.shift(); way !== undefined; way = queue.shift()) {
    for (const next of edges.get(way.at(-1) ?? '') ?? []) {
      if (next === start) return way;
      if (visited.has(next)) continue;
      visited.add(next);
      queue.push([...way, next]);
    }
  }
  return undefined;
}
