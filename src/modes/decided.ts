import type { Work } from '../plan/decide.ts';
import type { Prepared } from './prepared.ts';

/** One service and what is to be done for it. */
export interface Decided extends Prepared {
  work: Work;
  /** The registered revision that it is to run; absent until it is registered, or when the live one stays. */
  taskDefinitionArn?: string | undefined;
}
