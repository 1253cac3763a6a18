import { distance } from 'fastest-levenshtein';

/** The known name that was probably meant, if one is close. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  const best = [...known]
    .map((candidate) => ({ candidate, edits: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .toSorted((one, other) => one.edits - other.edits)[0];
  const isNear =
    best !== undefined && best.edits < name.length && best.edits <= Math.max(2, Math.floor(name.length / 3));
  return isNear ? best.candidate : undefined;
}
