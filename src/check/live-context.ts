import type { InputName, Inputs } from '../inputs/spec.ts';
import type { ClusterFacts, Origin, Path, Problem, ServiceDocument, Target, TaskDefinition } from '../model.ts';
import type { Afterwards } from './afterwards.ts';

/** A service as it is now, its planned changes, and the definition that it will run. */
export interface LiveCheck {
  target: Target;
  /** Absent if ECS registers the definition itself (Express). */
  definition?: TaskDefinition | undefined;
  locate: (path: Path) => Origin;
  inputs: Inputs;
  /** The inputs that were given; in a context, also those whose field the service definition sets. */
  given: readonly InputName[];
  document?: ServiceDocument | undefined;
  /** A rollback restores a revision as it is: no input can change it. */
  isRollback?: boolean;
  /** Whether its tasks are certain to be replaced: another definition, or a forced deployment. */
  replacesTasks?: boolean | undefined;
  /** Undefined if nobody asked or the role lacks the permission. */
  clusterFacts?: ClusterFacts | undefined;
  /** The limits of auto scaling; undefined if there are none, nobody asked, or the role lacks the permission. */
  scalingLimits?: { min: number; max: number } | undefined;
}

export interface LiveContext extends LiveCheck {
  after: Afterwards;
  /** The origin of a setting: the input, else its place in the service definition, else the service as it is. */
  originOf: (input: InputName) => Origin;
  /** For fixes that have to be made in AWS. */
  updateCommand: string;
}

export type LiveRules = (context: LiveContext) => Iterable<Problem>;
