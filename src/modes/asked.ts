import type { InputName, Inputs } from '../inputs/spec.ts';
import type { Problem } from '../model.ts';

/** What a run was asked to do, by its inputs and its surroundings. */
export interface Asked {
  inputs: Inputs;
  /** The inputs that were not left out. */
  given: readonly InputName[];
  /** Given, but wrong; what is wrong stands in the problems. */
  bad: ReadonlySet<InputName>;
  problems: readonly Problem[];
  /** When the AWS session ends, where the environment says so. */
  credentialsExpireAt?: Date | undefined;
}
