import type { CauseId } from '../../src/explain/patterns.ts';
import type { Case } from './case.ts';
import type { Kind } from './kinds.ts';

/** What is known of a rollout before it is diagnosed. */
interface Expected {
  cause: CauseId;
  facts: readonly string[];
  never?: RegExp;
}

/** A rollout from public reports, among the noise of real logs and events. */
export const field = (name: string, expected: Expected, given: Case): Kind => ({ name, given, ...expected });
