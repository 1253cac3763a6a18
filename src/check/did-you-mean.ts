import { distance } from 'fastest-levenshtein';

/** Suggests the known name that was probably meant, if one is close. */
export function didYouMean(word: string, known: readonly string[]): string | undefined {
  const near = nearestTo(word, known);
  return near === undefined ? undefined : `Did you mean "${near}"?`;
}

/** Far more than a person names in one document, and few enough to compare each with each. */
const MOST_KNOWN = 500;

/** The closest known name. */
function nearestTo(word: string, known: readonly string[]): string | undefined {
  if (known.length > MOST_KNOWN) return undefined;
  const best = known
    .map((candidate) => ({ candidate, edits: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .toSorted((one, other) => one.edits - other.edits)[0];
  return best !== undefined && best.edits < word.length && best.edits <= Math.max(2, Math.floor(word.length / 3))
    ? best.candidate
    : undefined;
}

/** The service dictates the name, so the fix is to rename the container. */
export function renameFix(wanted: string, containers: readonly string[]): string {
  const [only, ...more] = containers;
  const near = nearestTo(wanted, containers) ?? (more.length === 0 ? only : undefined);
  return near === undefined || near === ''
    ? `Name the container that serves it "${wanted}".`
    : `Rename container "${near}" to "${wanted}".`;
}
