import type { Provenance } from '../aws/provenance.ts';
import type { InputName, Inputs } from '../inputs/spec.ts';
import type { Problem, ServiceDocument } from '../model.ts';

/** What the inputs and the environment ask a run to do. */
export interface Asked {
  inputs: Inputs;
  /** The inputs that were not left out. */
  given: readonly InputName[];
  /** Given but invalid; the problems say why. */
  bad: ReadonlySet<InputName>;
  problems: readonly Problem[];
  /** The input `service-definition`, once it has been read. */
  document?: ServiceDocument | undefined;
  /** With `provenance-tags`: what the host knows. */
  provenance?: Provenance | undefined;
  /** When the AWS session ends, if the environment says so. */
  credentialsExpireAt?: Date | undefined;
}
