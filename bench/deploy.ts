import { resolve } from 'node:path';
import { classicHealthy } from '../emulator/scenarios/classic-healthy.ts';
import { startEmulator } from '../emulator/server.ts';
import { createWorld } from '../emulator/world.ts';
import { DEPLOY_WEB, mustBeGreen, nextWeb, startStep, type Candidate } from './step.ts';

const VIRTUAL_PAUSES = `--require ${resolve(import.meta.dirname, 'virtual-pauses.cjs')}`;

/** Deploys `web` on the emulator with a preload that records something, and returns the record. */
export async function deployRecorded(
  { name, entry, official }: Candidate,
  how: { waits: boolean; preload: string },
): Promise<string> {
  const world = createWorld();
  classicHealthy.fill(world);
  const emulator = await startEmulator({ world });
  try {
    const preload = `--require ${resolve(import.meta.dirname, how.preload)}`;
    const step = await startStep({
      entry,
      url: emulator.url,
      inputs: { ...DEPLOY_WEB, 'wait-for-service-stability': String(how.waits) },
      taskDefinition: nextWeb(world),
      nodeOptions: how.waits ? [preload, VIRTUAL_PAUSES] : [preload],
      environment: { EMULATOR_URL: emulator.url, BENCH_PAUSES: official ? 'global' : 'promises' },
    });
    const end = await step.end;
    mustBeGreen(end, name);
    return end.record;
  } finally {
    await emulator.close();
  }
}
