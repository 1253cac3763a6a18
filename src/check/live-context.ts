import type { InputName, Inputs } from '../inputs/spec.ts';
import type { Origin, Path, Problem, Target, TaskDefinition } from '../model.ts';
import type { Afterwards } from './afterwards.ts';

/** A service as it is now, what is to change about it, and the definition that it is to run. */
export interface LiveCheck {
  target: Target;
  /** Absent where ECS makes the definition itself (Express). */
  definition?: TaskDefinition | undefined;
  locate: (path: Path) => Origin;
  inputs: Inputs;
  given: readonly InputName[];
  /** A rollback brings back a revision as it is: no input can change it. */
  isRollback?: boolean;
  /** The capacity providers of the cluster; undefined where nobody asked or the role may not. */
  clusterProviders?: readonly string[] | undefined;
}

export interface LiveContext extends LiveCheck {
  after: Afterwards;
  /** Where a setting comes from: the input, else the service as it is. */
  originOf: (input: InputName) => Origin;
  /** For fixes that have to be made in AWS. */
  updateCommand: string;
}

export type LiveRules = (context: LiveContext) => Iterable<Problem>;
