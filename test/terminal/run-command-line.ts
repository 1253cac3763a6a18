import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { scenarios } from '../../emulator/scenarios/scenarios.ts';
import { startEmulator, type Emulator } from '../../emulator/server.ts';
import { createWorld, type World } from '../../emulator/world.ts';
import { runCommandLine as runSource } from '../../src/terminal/main.ts';
import { createEmulatorClock } from '../scenarios/emulator-clock.ts';
import { EXAMPLE, REGISTRY } from '../scenarios/play.ts';
import { replaceEnvironment } from '../scenarios/run-in-process.ts';

const ENTRY = resolve(import.meta.dirname, '../../dist/cli.js');
const VIRTUAL_CLOCK = resolve(import.meta.dirname, '../emulator/virtual-clock.mjs');

const TEMPLATE = 'task-definition.json';

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
  /** What is in its folder at the end apart from the template, by path. */
  written: Record<string, string>;
  writes: string[];
}

interface Request {
  scenario?: string;
  /** Changes what the scenario made, before anything runs. */
  begin?: (world: World) => void;
  args: readonly string[];
  /** What is in its folder, besides the template or in its place, by path. */
  files?: Record<string, string>;
  environment?: Record<string, string>;
  /** Runs dist/cli.js as a process, for what the bundle or the process itself does. */
  built?: boolean;
  onOutput?: (out: string, kill: (signal: NodeJS.Signals) => void) => void;
}

/** Runs the command line on an emulator in virtual time, in a folder with the task definition of the quick start. */
export async function runCommandLine({ scenario = 'classic-healthy', ...request }: Request): Promise<Ran> {
  const world = createWorld({});
  scenarios[scenario]?.fill(world);
  request.begin?.(world);
  const emulator = await startEmulator({ world, time: 'virtual' });
  const folder = await mkdtemp(join(tmpdir(), 'ecs-express-deploy-'));
  try {
    for (const [path, text] of Object.entries({ [TEMPLATE]: EXAMPLE, ...request.files })) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const ran =
      request.built || onlyAsProcess(request)
        ? await spawnIn(folder, emulator, request)
        : await oneAtATime(async () => await runInside(folder, emulator, request));
    return { ...ran, written: await filesOf(folder), writes: emulator.requests.flatMap(toWrite) };
  } finally {
    await emulator.close();
    await rm(folder, { recursive: true });
  }
}

/** Signals, preloaded modules and what Commander prints by itself need a process. */
function onlyAsProcess({ onOutput, environment }: Request): boolean {
  return onOutput !== undefined || environment?.['NODE_OPTIONS'] !== undefined || process.env['ACTION'] === 'built';
}

let latest: Promise<unknown> = Promise.resolve();

/** The folder and the environment belong to the whole process. */
async function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const next = latest.then(work);
  latest = next.catch(() => undefined);
  return await next;
}

type Printed = Pick<Ran, 'exitCode' | 'out' | 'errors'>;

/** Inside the test: a tenth of the CPU time of a process of its own. */
async function runInside(folder: string, emulator: Emulator, { args, environment }: Request): Promise<Printed> {
  const { stream: stdout, text: out } = collect();
  const { stream: stderr, text: errors } = collect();
  const { clock, stop } = createEmulatorClock(emulator);
  const restore = replaceEnvironment(environmentOf(emulator.url, environment));
  const before = process.cwd();
  process.chdir(folder);
  try {
    const { env } = process;
    const { signal } = new AbortController();
    const exitCode = await runSource({ argv: ['node', ENTRY, ...args], env, stdout, stderr, signal, clock });
    return { exitCode, out: out(), errors: errors() };
  } finally {
    process.chdir(before);
    restore();
    stop();
  }
}

/** A pipe: no terminal, and nothing but text. */
function collect(): { stream: NodeJS.WriteStream; text: () => string } {
  let text = '';
  const write = (chunk: string): boolean => {
    text += chunk;
    return true;
  };
  return { stream: { write, isTTY: false } as unknown as NodeJS.WriteStream, text: () => text };
}

async function spawnIn(folder: string, { url }: Emulator, { args, environment, onOutput }: Request): Promise<Printed> {
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
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const others = paths.filter((path) => path !== join(folder, TEMPLATE)).toSorted();
  const texts = others.map(async (path) => [relative(folder, path), await readFile(path, 'utf8')] as const);
  return Object.fromEntries(await Promise.all(texts));
}
