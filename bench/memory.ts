import { deployRecorded } from './deploy.ts';
import { interleave, spread, type Spread } from './statistics.ts';
import type { Candidate } from './step.ts';

export interface Memory {
  name: string;
  waits: boolean;
  mebibytes: Spread;
}

/** Peak memory of a step: `sending` ends when the update was sent, `waiting` follows the deployment to its end. */
export async function measureMemory(
  candidates: { sending: Candidate[]; waiting: Candidate[] },
  runs: number,
): Promise<Memory[]> {
  const steps = [
    ...candidates.sending.map((candidate) => ({ ...candidate, waits: false })),
    ...candidates.waiting.map((candidate) => ({ ...candidate, waits: true })),
  ];
  const values = await interleave(steps, runs, async (step) => {
    const kilobytes = Number(await deployRecorded(step, { waits: step.waits, preload: 'record-peak.cjs' }));
    return kilobytes / 1024;
  });
  return [...values].map(([{ name, waits }, mebibytes]) => ({ name, waits, mebibytes: spread(mebibytes) }));
}
