import type { Problem } from '../model.ts';
import { toProblem } from '../problem.ts';
import type { Container, Context } from './context.ts';
import { didYouMean } from './did-you-mean.ts';
import { quoteList } from './words.ts';

/** Containers that name each other: `dependsOn`, `links`, `volumesFrom` (docs: API_ContainerDependency). */
export function* dependencyRules(context: Context): Iterable<Problem> {
  const { containers } = context;
  const named = {
    names: containers.map(({ value }) => value.name ?? ''),
    byName: new Map(containers.toReversed().map(({ value }) => [value.name ?? '', value])),
  };
  for (const container of containers) {
    yield* dependsOn(container, context, named);
    yield* references(container, context, named);
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

interface Named {
  names: readonly string[];
  byName: ReadonlyMap<string, Container['value']>;
}

function* dependsOn(
  { value, path, label }: Container,
  { locate }: Context,
  { names, byName }: Named,
): Iterable<Problem> {
  for (const [index, { containerName, condition }] of (value.dependsOn ?? []).entries()) {
    if (containerName === undefined) continue;
    const place = [...path, 'dependsOn', index];
    const other = byName.get(containerName);
    if (other === undefined) {
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
  { names, byName }: Named,
): Iterable<Problem> {
  for (const [index, link] of (value.links ?? []).entries()) {
    const name = link.split(':')[0] ?? '';
    if (byName.has(name)) continue;
    yield toProblem('link-unknown', locate([...path, 'links', index]), {
      message: `Container ${label} links to "${name}", which does not exist.`,
      fix: didYouMean(name, names) ?? 'Use the name of a container, or remove the link.',
    });
  }
  for (const [index, { sourceContainer }] of (value.volumesFrom ?? []).entries()) {
    if (sourceContainer === undefined || byName.has(sourceContainer)) continue;
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
  const paths = new Map(containers.toReversed().map(({ value, path }) => [value.name ?? '', path]));
  for (const cycle of findCycles(edges)) {
    yield toProblem('depends-on-cycle', locate([...(paths.get(cycle[0] ?? '') ?? []), 'dependsOn']), {
      message: `These containers wait for each other: ${[...cycle, cycle[0]].join(' → ')}.`,
      fix: 'Remove one of these dependencies.',
    });
  }
}

/** Cycles that have no container in common: one walk, depth first and without recursion, so that many containers stay cheap. */
function findCycles(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const cycles: string[][] = [];
  const told = new Set<string>();
  const seen = new Set<string>();
  for (const start of edges.keys()) {
    const way: { name: string; next: Iterator<string> }[] = [];
    const places = new Map<string, number>();
    const enter = (name: string): void => {
      const next = edges.get(name);
      if (next === undefined || seen.has(name)) return;
      seen.add(name);
      places.set(name, way.length);
      way.push({ name, next: next.values() });
    };
    enter(start);
    for (let at = way.at(-1); at !== undefined; at = way.at(-1)) {
      const { value: name } = at.next.next() as IteratorResult<string, undefined>;
      if (name === undefined) {
        places.delete(at.name);
        way.pop();
        continue;
      }
      const place = told.has(name) ? undefined : places.get(name);
      const cycle = place === undefined ? [] : way.slice(place).map((one) => one.name);
      if (cycle.length > 0 && !cycle.some((one) => told.has(one))) {
        cycles.push(cycle);
        for (const one of cycle) told.add(one);
      }
      enter(name);
    }
  }
  return cycles;
}
