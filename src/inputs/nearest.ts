import { distance } from 'fastest-levenshtein';

/** The known name that was probably meant, within the given edit distance; ignores hyphens, underscores and case. */
export function nearest(
  name: string,
  known: readonly string[],
  edits = Math.max(2, Math.floor(name.length / 3)),
): string | undefined {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[\s_-]/g, '');
  const [best] = known
    .map((candidate) => ({ candidate, away: distance(plain(name), plain(candidate)) }))
    .toSorted((one, other) => one.away - other.away);
  // A word of which nothing stays is another word: `on` is not `off`.
  return best !== undefined && best.away <= edits && best.away < plain(name).length ? best.candidate : undefined;
}
