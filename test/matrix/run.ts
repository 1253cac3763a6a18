import { setTimeout } from 'node:timers/promises';
import { scenarios } from '../../emulator/scenarios/scenarios.ts';
import { startEmulator } from '../../emulator/server.ts';
import { createWorld, type World } from '../../emulator/world.ts';
import { validReport } from '../report/valid-report.ts';
import { EXAMPLE } from '../scenarios/play.ts';
import type { ActionRun } from '../scenarios/run-action.ts';
import { runInProcess } from '../scenarios/run-in-process.ts';
import type { MatrixUse } from './uses.ts';
import { factsOf, type Facts } from './world-facts.ts';

/** Shown nowhere: the credentials of the runner. */
export const CREDENTIALS = {
  AWS_ACCESS_KEY_ID: 'AKIDCANARYEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'canary-secret-access-key',
  AWS_SESSION_TOKEN: 'canary-session-token',
};

/** One run, what AWS knew before and after it, and what it sent. */
export interface Tried extends ActionRun {
  before: Facts;
  after: Facts;
  /** Each call, as permissions name it, in the order in which AWS got them. */
  calls: string[];
  /** Calls that came after the run had ended. */
  late: string[];
  seconds: number;
}

/** Runs a use in virtual time, inside this process, with a fault or without. */
export async function tryOut({ given }: MatrixUse, inflict: (world: World) => void = () => undefined): Promise<Tried> {
  const world = createWorld({});
  scenarios[given.scenario]?.fill(world);
  given.change?.(world);
  const emulator = await startEmulator({ world, time: 'virtual' });
  try {
    given.begin?.(world);
    const before = factsOf(world);
    const startedAt = world.clock.now();
    inflict(world);
    const run = await runInProcess({
      url: emulator.url,
      emulator,
      pausesInVirtualTime: true,
      inputs: given.inputs,
      files: { 'task-definition.json': EXAMPLE, ...given.files },
      environment: { ...CREDENTIALS, ...given.environment },
    });
    const seconds = (world.clock.now() - startedAt) / 1000;
    const after = factsOf(world);
    const sent = emulator.requests.length;
    emulator.advance(60_000);
    await setTimeout(1);
    const names = emulator.requests.map(({ service, action }) => `${PREFIXES[service] ?? service}:${action}`);
    if (run.report !== '') validReport(run.report);
    return { ...run, before, after, seconds, calls: names.slice(0, sent), late: names.slice(sent) };
  } finally {
    await emulator.close();
  }
}

const PREFIXES: Readonly<Record<string, string>> = { elbv2: 'elasticloadbalancing' };
