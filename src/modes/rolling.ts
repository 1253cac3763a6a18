import type { Provenance } from '../aws/provenance.ts';
import type { Inputs } from '../inputs/spec.ts';
import type { Decided } from './decided.ts';
import type { Listed } from '../write/started.ts';
import type { Telling } from './follow.ts';

export interface Rollout extends Decided {
  /** Its service deployments, read along with the registration. */
  listed?: Promise<Listed> | undefined;
  /** Image URI → its digests in ECR. */
  digests: ReadonlyMap<string, readonly string[]>;
  /** The tags to set after a success; absent if nobody asked for them. */
  provenance?: Provenance | undefined;
  /** How many services the step works on, and whether anything else of the step runs the same revision. */
  among: { count: number; sharesRevision: boolean };
}

/** The rollout of one service while it is running. */
export interface Rolling extends Telling {
  rollout: Rollout;
  inputs: Inputs;
  /** What AWS has accepted so far, in words that follow "after": "its tags were changed". */
  accepted: string[];
}
