import type { Inputs } from '../inputs/spec.ts';
import type { Work } from '../plan/decide.ts';
import type { Prepared } from './prepared.ts';
import type { Telling } from './follow.ts';

export interface Rollout {
  prepared: Prepared;
  work: Work;
  /** The registered revision; absent when the live one stays. */
  taskDefinitionArn?: string | undefined;
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
