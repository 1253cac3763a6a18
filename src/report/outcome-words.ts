import type { OutcomeKind } from '../model.ts';

const WORDS: Record<OutcomeKind, { icon: string; word: string; green: boolean }> = {
  succeeded: { icon: '✅', word: 'succeeded', green: true },
  unchanged: { icon: '✅', word: 'unchanged', green: true },
  registered: { icon: '✅', word: 'registered', green: true },
  started: { icon: '▶️', word: 'started, not followed to its end', green: true },
  planned: { icon: '🔎', word: 'planned', green: true },
  'rolled-back': { icon: '↩️', word: 'rolled back', green: false },
  failed: { icon: '❌', word: 'failed', green: false },
  stopped: { icon: '🛑', word: 'stopped', green: false },
  superseded: { icon: '⏭️', word: 'superseded', green: false },
  'timed-out': { icon: '⏱️', word: 'timed out', green: false },
  cancelled: { icon: '🚫', word: 'cancelled', green: false },
};

/** One icon and one word for each way a run can end, the same in log, summary and overview. */
export function outcomeWords(kind: OutcomeKind): { icon: string; word: string; green: boolean } {
  return WORDS[kind];
}
