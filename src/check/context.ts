import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { Origin, Path, Problem, TaskDefinition } from '../model.ts';

/** What to check, and what is known about the service that will run it. */
export interface Check {
  definition: TaskDefinition;
  locate: (path: Path) => Origin;
  /** How the file spells a value. */
  spelling?: (path: Path) => string | undefined;
  /** Whether it is for an Express service. */
  express?: boolean;
  /** The load balancers of the service. */
  loadBalancers?: readonly { containerName?: string; containerPort?: number }[];
  /** Whether the service has a health check grace period. */
  hasGracePeriod?: boolean;
  launchType?: string;
  /** Skips problems with images, for a template whose images are filled in elsewhere. */
  allowImagePlaceholder?: boolean;
}

/** A check, with everything the rules need computed once. */
export interface Context extends Check {
  /** The definition as it is, wrong types and all. */
  raw: Readonly<Record<string, unknown>>;
  containers: readonly Container[];
  /** Whether it must be able to run on Fargate. */
  fargate: boolean;
}

export interface Container {
  /** For messages: its name, or its position if it has none. */
  label: string;
  path: Path;
  /** Its values with the right types. */
  value: Partial<ContainerDefinition>;
  raw: Readonly<Record<string, unknown>>;
}

/** One concern's rules: they yield what is wrong. */
export type Rules = (context: Context) => Iterable<Problem>;

/** `sound` is the correctly typed part of the definition, which rules read; they read the raw one only to see what is absent. */
export function toContext(check: Check, sound: TaskDefinition): Context {
  const raw = check.definition as unknown as Readonly<Record<string, unknown>>;
  const rawContainers = raw['containerDefinitions'];
  const containers = (sound.containerDefinitions ?? []).map((value, index): Container => {
    const place = `containerDefinitions[${index}]`;
    return {
      label: value.name === undefined || value.name === '' ? place : `"${value.name}"`,
      path: ['containerDefinitions', index],
      value,
      raw: (Array.isArray(rawContainers) ? rawContainers[index] : undefined) ?? {},
    };
  });
  const asksForFargate = sound.requiresCompatibilities?.includes('FARGATE') === true;
  const fargate = asksForFargate || check.launchType === 'FARGATE' || check.express === true;
  return { ...check, definition: sound, raw, containers, fargate };
}
