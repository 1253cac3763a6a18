/** The value below which the share `of` of all values lies. */
export function quantile(values: number[], of: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * of;
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (above - below) * (position - Math.floor(position));
}

/** A measurement and its noise: half of all values lie between `low` and `high`. */
export interface Spread {
  median: number;
  low: number;
  high: number;
}

export function spread(values: number[]): Spread {
  return { median: quantile(values, 0.5), low: quantile(values, 0.25), high: quantile(values, 0.75) };
}

/** Repeatable random numbers between 0 and 1 (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Measures every candidate once per round, so that other load affects all of them equally. */
export async function interleave<T>(
  candidates: T[],
  rounds: number,
  measure: (candidate: T) => Promise<number>,
): Promise<Map<T, number[]>> {
  const values = new Map(candidates.map((candidate): [T, number[]] => [candidate, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const candidate of round % 2 === 0 ? candidates : candidates.toReversed()) {
      values.get(candidate)?.push(await measure(candidate));
    }
  }
  return values;
}
