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
