import type { Work } from '../plan/decide.ts';
import type { Verification } from '../verify/release/verification.ts';
import type { Prepared } from './prepared.ts';

/** One service and what to do with it. */
export interface Decided extends Prepared {
  work: Work;
  /** The registered revision that it will run; absent until it is registered, or if the live one stays. */
  taskDefinitionArn?: string | undefined;
  /** How its release is verified; absent if nothing was asked for. */
  verification?: Verification | undefined;
}
