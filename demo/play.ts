import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { scenarios } from '../emulator/scenarios/scenarios.ts';
import { startEmulator } from '../emulator/server.ts';
import { createWorld, type World } from '../emulator/world.ts';
import { ROOT } from './root.ts';
import type { Show } from './shows.ts';

const SECOND = 1000;

export interface Listener {
  /** Each line that the action prints. */
  onLine(line: string): void;
  /** Each second of the emulator's time, and at the end. */
  onSecond?(world: World): void;
}

export interface Played {
  exitCode: number | null;
  /** The output `outcome`; empty if there is none. */
  outcome: string;
  summary: string;
  /** In the emulator's time. */
  seconds: number;
}

/** The built action, as the runner starts it, deploys to an emulator in the state of the show. Aborted, it is killed at once. */
export async function play(
  { scenario, inputs, change }: Show,
  { speed, signal }: { speed: number; signal?: AbortSignal },
  listener: Listener,
): Promise<Played> {
  const world = createWorld({ account: '111122223333' });
  scenarios[scenario]?.fill(world);
  change?.(world);
  const emulator = await startEmulator({ world, time: 'virtual' });
  const temporary = await mkdtemp(join(tmpdir(), 'ecs-express-deploy-'));
  try {
    const [summaryFile, outputFile] = [join(temporary, 'summary.md'), join(temporary, 'output')];
    for (const file of [summaryFile, outputFile]) await writeFile(file, '');
    everySecond(world, () => listener.onSecond?.(world));
    const exitCode = await runAction({
      signal,
      onLine: (line) => listener.onLine(line),
      environment: {
        ...asVariables(inputs),
        GITHUB_STEP_SUMMARY: summaryFile,
        GITHUB_OUTPUT: outputFile,
        RUNNER_TEMP: temporary,
        AWS_ENDPOINT_URL: emulator.url,
        EMULATOR_URL: emulator.url,
        EMULATOR_SPEED: String(speed),
      },
    });
    // The last thing that happened is less than a second ago.
    listener.onSecond?.(world);
    return {
      exitCode,
      outcome: outcomeIn(await readFile(outputFile, 'utf8')),
      summary: await readFile(summaryFile, 'utf8'),
      seconds: (world.clock.now() - world.startAt) / SECOND,
    };
  } finally {
    await emulator.close();
    await rm(temporary, { recursive: true });
  }
}

function everySecond({ clock }: World, run: () => void): void {
  const tick = (): void => {
    run();
    clock.at(SECOND, tick);
  };
  tick();
}

const asVariables = (inputs: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));

async function runAction(run: {
  environment: Record<string, string>;
  signal: AbortSignal | undefined;
  onLine: (line: string) => void;
}): Promise<number | null> {
  const child = spawn(process.execPath, [join(ROOT, 'dist/index.js')], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: ROOT,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'example',
      NODE_OPTIONS: `--import ${pathToFileURL(join(ROOT, 'test/emulator/virtual-clock.mjs')).href}`,
      ...run.environment,
    },
  });
  const kill = (): void => void child.kill('SIGKILL');
  if (run.signal?.aborted === true) kill();
  run.signal?.addEventListener('abort', kill);
  for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', run.onLine);
  const code = await new Promise<number | null>((done) => child.on('close', done));
  run.signal?.removeEventListener('abort', kill);
  return code;
}

/** The value between the delimiters that @actions/core writes. */
function outcomeIn(outputs: string): string {
  return /^outcome<<(?<end>\S+)\r?\n(?<value>.*)\r?\n\k<end>$/m.exec(outputs)?.groups?.['value'] ?? '';
}
