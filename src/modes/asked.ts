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
  /** With `manifest`: one for each service, in the order of the manifest; empty if it cannot be used. One with `directory`. */
  parts?: readonly Part[] | undefined;
  /** Set if the revision to roll back to ran right before this step, which proves it. */
  ranBefore?: true;
  /** The Region that a deployment folder names. */
  region?: string | undefined;
}

/** What a manifest or a folder asks for one service. Its problems are still about inputs; `relocate` points them at the manifest. */
export interface Part extends Asked {
  /** Its key in the manifest, or the folder. */
  label: string;
  /** Absent without a manifest. */
  wave: number | undefined;
  relocate: (problem: Problem) => Problem;
  /** Whether this input is given for this service alone. */
  isOwn: (input: string) => boolean;
}
