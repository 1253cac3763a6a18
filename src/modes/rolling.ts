import type { Inputs } from '../inputs/spec.ts';
import type { Decided } from './decided.ts';
import type { Telling } from './follow.ts';

export interface Rollout extends Decided {
  /** Image URI → digests that stand for it in ECR. */
  digests: ReadonlyMap<string, readonly string[]>;
}

/** The rollout of one service while it goes on. */
export interface Rolling extends Telling {
  rollout: Rollout;
  inputs: Inputs;
  /** What AWS has accepted so far, as it reads after "after": "its tags were changed". */
  accepted: string[];
}
