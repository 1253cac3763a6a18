import type { OutcomeKind } from '../model.ts';

const WORDS: Record<OutcomeKind, { icon: string; word: string }> = {
  succeeded: { icon: '✅', word: 'succeeded' },
  unchanged: { icon: '✅', word: 'unchanged' },
  registered: { icon: '✅', word: 'registered' },
  started: { icon: '▶️', word: 'started, not followed to the end' },
  planned: { icon: '🔎', word: 'planned' },
  checked: { icon: '✅', word: 'checked' },
  'rolled-back': { icon: '↩️', word: 'rolled back' },
  failed: { icon: '❌', word: 'failed' },
  stopped: { icon: '🛑', word: 'stopped' },
  superseded: { icon: '⏭️', word: 'superseded' },
  'timed-out': { icon: '⏱️', word: 'timed out' },
  deleted: { icon: '🗑️', word: 'deleted' },
  skipped: { icon: '⏸️', word: 'not deployed' },
  cancelled: { icon: '🚫', word: 'cancelled' },
};

/** One icon and one word for each way a run can end, the same in log, summary and overview. */
export function outcomeWords(kind: OutcomeKind): { icon: string; word: string } {
  return WORDS[kind];
}

/** What became of one or several, to follow their number or name. What was rolled back has failed: how it ended is its own headline. */
const FATES: Record<OutcomeKind, readonly [one: string, several: string]> = {
  succeeded: ['succeeded', 'succeeded'],
  unchanged: ['is unchanged', 'are unchanged'],
  registered: ['was registered', 'were registered'],
  started: ['was started and not followed to its end', 'were started and not followed to their end'],
  planned: ['was planned', 'were planned'],
  checked: ['was checked', 'were checked'],
  'rolled-back': ['failed', 'failed'],
  failed: ['failed', 'failed'],
  stopped: ['was stopped', 'were stopped'],
  superseded: ['was superseded', 'were superseded'],
  'timed-out': ['timed out', 'timed out'],
  deleted: ['was deleted', 'were deleted'],
  skipped: ['was not deployed', 'were not deployed'],
  cancelled: ['was cancelled', 'were cancelled'],
};

/** `timed out`, `was rolled back`; `were` for several. */
export function fateWords(kind: OutcomeKind, count = 1): string {
  return FATES[kind][count === 1 ? 0 : 1];
}
