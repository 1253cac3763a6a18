import fc from 'fast-check';

/**
 * The tests say the same thing about the same commit, so each property is tried on the same values.
 * `SEED=7 TIMES=50 npm test` tries others, and fifty times as many.
 */
const SEED = Number(process.env['SEED'] ?? 20_261_130);
const TIMES = Number(process.env['TIMES'] ?? 1);

/** How often to try a property that is tried `usual` times by default. */
export function runs(usual: number): number {
  return Math.ceil(usual * TIMES);
}

fc.configureGlobal({ seed: SEED, numRuns: runs(100) });
