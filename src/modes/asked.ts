import type { InputName, Inputs } from '../inputs/spec.ts';

/** What a run was asked to do, by its inputs and its surroundings. */
export interface Asked {
  inputs: Inputs;
  /** The inputs that were not left out. */
  given: readonly InputName[];
  /** When the AWS session ends, where the environment says so. */
  credentialsExpireAt?: Date | undefined;
}
