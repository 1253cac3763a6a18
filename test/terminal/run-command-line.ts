import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { scenarios } from '../../emulator/scenarios/scenarios.ts';
import { startEmulator, type Emulator } from '../../emulator/server.ts';
import { createWorld } from '../../emulator/world.ts';
import { EXAMPLE, REGISTRY } from '../scenarios/play.ts';

const ENTRY = resolve(import.meta.dirname, '../../dist/cli.js');
const VIRTUAL_CLOCK = resolve(import.meta.dirname, '../emulator/virtual-clock.mjs');

/** The flags of the quick start, against service `web` in cluster `prod`. */
export const QUICK_START = [
  '--service=web',
  '--cluster=prod',
  '--task-definition=task-definition.json',
  `--image=${REGISTRY}/web@sha256:${'5d'.repeat(32)}`,
  '--variables=REGION=us-east-1',
];

export interface Ran {
  exitCode: number | null;
  out: string;
  errors: string;
  /** What it wrote into its folder, by name. */
  written: Record<string, string>;
  writes: string[];
}

interface Request {
  scenario?: string;
  args: readonly string[];
  environment?: Record<string, string>;
  onOutput?: (out: string, kill: (signal: NodeJS.Signals) => void) => void;
}

/** Runs the built command line on an emulator in virtual time, in a folder with the task definition of the quick start. */
export async function runCommandLine({ scenario = 'classic-healthy', ...request }: Request): Promise<Ran> {
  const world = createWorld({});
  scenarios[scenario]?.fill(world);
  const emulator = await startEmulator({ world, time: 'virtual' });
  const folder = await mkdtemp(join(tmpdir(), 'ecs-express-deploy-'));
  try {
    await writeFile(join(folder, 'task-definition.json'), EXAMPLE);
    const ran = await spawnIn(folder, emulator, request);
    return { ...ran, written: await filesOf(folder), writes: emulator.requests.flatMap(toWrite) };
  } finally {
    await emulator.close();
    await rm(folder, { recursive: true });
  }
}

async function spawnIn(
  folder: string,
  { url }: Emulator,
  { args, environment, onOutput }: Request,
): Promise<Pick<Ran, 'exitCode' | 'out' | 'errors'>> {
  const child = spawn(process.execPath, [ENTRY, ...args], { cwd: folder, env: environmentOf(url, environment) });
  let [out, errors] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    onOutput?.(out, (signal) => child.kill(signal));
  });
  child.stderr.on('data', (chunk: Buffer) => void (errors += chunk.toString()));
  const exitCode = await new Promise<number | null>((end) => child.on('close', end));
  return { exitCode, out, errors };
}

/** What a shell on a laptop has, and what sends its calls to the emulator. */
export function environmentOf(url: string, more: Record<string, string> = {}): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: tmpdir(),
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'example',
    AWS_ENDPOINT_URL: url,
    EMULATOR_URL: url,
    NODE_OPTIONS: `--import ${VIRTUAL_CLOCK}`,
    ...more,
  };
}

function toWrite({ action }: { action: string }): string[] {
  return /^(Create|Update|Register|Delete|Deregister|Run|Stop|Continue|Put)/.test(action) ? [action] : [];
}

async function filesOf(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).filter((name) => name !== 'task-definition.json');
  const texts = await Promise.all(names.map(async (name) => await readFile(join(folder, name), 'utf8')));
  return Object.fromEntries(names.map((name, index) => [name, texts[index] ?? '']));
}
