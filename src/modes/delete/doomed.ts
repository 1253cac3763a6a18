import type { Problem } from '../../model.ts';
import type { Located } from '../../plan/locate.ts';

/** What is to be deleted. */
export interface Doomed {
  located: Located[];
  /** What to say if it is nothing. */
  nothing: string;
  problems: Problem[];
}
