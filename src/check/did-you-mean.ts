import { distance } from 'fastest-levenshtein';

/** Names the known word that was probably meant, or nothing when none is near. */
export function didYouMean(word: string, known: readonly string[]): string | undefined {
  const best = known
    .map((candidate) => ({ candidate, edits: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .toSorted((one, other) => one.edits - other.edits)[0];
  return best !== undefined && best.edits <= Math.max(2, Math.floor(word.length / 3))
    ? `Did you mean "${best.candidate}"?`
    : undefined;
}
