import type { forcedBy } from '../../plan/decide.ts';
import { listWords } from './words.ts';

/** Why a call forces a deployment, though nobody asked for that. */
export function forcedNotes(forced: ReturnType<typeof forcedBy>): string[] {
  const byReason = Map.groupBy(forced, ({ because }) => because);
  return [...byReason].map(
    ([because, settings]) => `Forcing a new deployment for ${listWords(settings.map(({ name }) => name))}: ${because}.`,
  );
}
