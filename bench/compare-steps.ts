import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { scenarios } from '../emulator/scenarios/scenarios.ts';
import { startEmulator } from '../emulator/server.ts';
import { createWorld, type World } from '../emulator/world.ts';
import type { Write } from './compare-fields.ts';

export interface Step {
  entry: string;
  inputs: Record<string, string>;
  /** An official action sleeps with the global timers. */
  official?: boolean;
  /** The output of the previous step that is this one's task definition. */
  from?: string | undefined;
}

export interface Ran {
  exitCode: number | null;
  log: string;
  writes: Write[];
}

const WRITES = /^(Create|Delete|Deregister|Register|Run|Stop|Tag|Untag|Update)/;
const VIRTUAL_CLOCK = resolve(import.meta.dirname, '../test/emulator/virtual-clock.mjs');
const VIRTUAL_PAUSES = resolve(import.meta.dirname, 'virtual-pauses.cjs');

/** Runs the steps of a job one after the other on a new emulator, in one workspace. */
export async function runSteps(job: {
  scenario?: string | undefined;
  change?: ((world: World) => void) | undefined;
  files?: Record<string, string> | undefined;
  steps: readonly Step[];
}): Promise<Ran> {
  const world = createWorld({});
  const scenario = scenarios[job.scenario ?? 'classic-healthy'];
  if (scenario === undefined) throw new Error(`no scenario ${job.scenario}`);
  scenario.fill(world);
  job.change?.(world);
  const emulator = await startEmulator({ world, time: 'virtual' });
  const workspace = await mkdtemp(join(tmpdir(), 'compare-'));
  for (const [name, content] of Object.entries(job.files ?? {})) await writeFile(join(workspace, name), content);
  const ran: Ran = { exitCode: 0, log: '', writes: [] };
  let rendered = '';
  for (const step of job.steps) {
    if (ran.exitCode !== 0) break;
    const inputs = step.from === undefined ? step.inputs : { ...step.inputs, 'task-definition': rendered };
    const end = await runStep({ ...step, inputs }, { workspace, url: emulator.url });
    ran.exitCode = end.exitCode;
    ran.log += end.log;
    rendered = end.rendered;
  }
  ran.writes = emulator.requests
    .filter(({ action }) => WRITES.test(action))
    .map(({ action, params }) => ({ action, params: withoutToken(params) }));
  await emulator.close();
  await rm(workspace, { recursive: true });
  return ran;
}

async function runStep(
  { entry, inputs, official = false }: Step,
  { workspace, url }: { workspace: string; url: string },
): Promise<{ exitCode: number | null; log: string; rendered: string }> {
  const [output, summary] = [join(workspace, '.output'), join(workspace, '.summary')];
  for (const file of [output, summary]) await writeFile(file, '');
  const child = spawn(process.execPath, [entry], {
    cwd: workspace,
    env: {
      PATH: process.env['PATH'],
      ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: workspace,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      RUNNER_TEMP: workspace,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'example',
      AWS_ENDPOINT_URL: url,
      EMULATOR_URL: url,
      BENCH_PAUSES: 'global',
      NODE_OPTIONS: official ? `--require ${VIRTUAL_PAUSES}` : `--import ${VIRTUAL_CLOCK}`,
    },
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const exitCode = await new Promise<number | null>((close) => child.on('close', close));
  const outputs = await readFile(output, 'utf8');
  const rendered = /^task-definition<<(\S+)\n(.*)\n\1$/m.exec(outputs)?.[2] ?? '';
  return { exitCode, log, rendered };
}

/** Both generate one at random. */
function withoutToken(params: unknown): unknown {
  return typeof params === 'object' && params !== null && 'clientToken' in params
    ? { ...params, clientToken: 'drawn' }
    : params;
}
