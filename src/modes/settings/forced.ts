import type { forcedBy } from '../../plan/decide.ts';
import { listWords } from './words.ts';

/** Why a call forces a deployment that nobody requested. */
export function forcedNotes(forced: ReturnType<typeof forcedBy>): string[] {
  const byReason = Map.groupBy(forced, ({ because }) => because);
  return [...byReason].map(
    ([because, settings]) => `Forcing a new deployment for ${listWords(settings.map(({ name }) => name))}: ${because}.`,
  );
}
