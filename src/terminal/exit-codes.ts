import type { Outcome, OutcomeKind } from '../model.ts';

/** What a shell or a CI system learns from the command line; 0 exactly where the step of the action is green. */
export const EXIT_CODES = {
  succeeded: 0,
  unchanged: 0,
  registered: 0,
  planned: 0,
  checked: 0,
  deleted: 0,
  started: 0,
  failed: 1,
  'rolled-back': 3,
  stopped: 4,
  superseded: 5,
  'timed-out': 6,
  /** What a shell makes of a command that Ctrl+C ended. */
  cancelled: 130,
} as const satisfies Record<Exclude<OutcomeKind, 'skipped'>, number>;

/** Only a service is skipped, never a whole run. */
export function exitCodeOf({ kind, isBug }: Pick<Outcome, 'kind' | 'isBug'>): number {
  if (isBug === true) return BUG;
  return EXIT_CODES[kind === 'skipped' ? 'failed' : kind];
}

/** Something is wrong with the arguments themselves; nothing was read or written. */
export const USAGE_ERROR = 2;

/** A bug of this program (EX_SOFTWARE of sysexits.h); it may have changed something. */
export const BUG = 70;
