import { distance } from 'fastest-levenshtein';

/** Names the known word that was probably meant, or nothing when none is near. */
export function didYouMean(word: string, known: readonly string[]): string | undefined {
  const near = nearestTo(word, known);
  return near === undefined ? undefined : `Did you mean "${near}"?`;
}

/** The known word that is not far from the one given. */
function nearestTo(word: string, known: readonly string[]): string | undefined {
  const best = known
    .map((candidate) => ({ candidate, edits: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .toSorted((one, other) => one.edits - other.edits)[0];
  return best !== undefined && best.edits < word.length && best.edits <= Math.max(2, Math.floor(word.length / 3))
    ? best.candidate
    : undefined;
}

/** The service says how the container has to be called, so that the container is renamed and not the other way round. */
export function renameFix(wanted: string, containers: readonly string[]): string {
  const [only, ...more] = containers;
  const near = nearestTo(wanted, containers) ?? (more.length === 0 ? only : undefined);
  return near === undefined || near === ''
    ? `Give the container that serves it the name "${wanted}".`
    : `Rename container "${near}" to "${wanted}".`;
}
