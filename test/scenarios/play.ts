import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { scenarios } from '../../emulator/scenarios/scenarios.ts';
import { startEmulator, type Emulator } from '../../emulator/server.ts';
import { createWorld, type World } from '../../emulator/world.ts';
import type { InputName } from '../../src/inputs/spec.ts';
import { validReport } from '../report/valid-report.ts';
import { runAction, type ActionRun } from './run-action.ts';
import { runInProcess } from './run-in-process.ts';

export const REGISTRY = '111122223333.dkr.ecr.us-east-1.amazonaws.com';
/** As most files are, without a `$schema`. The roles are those of the emulated account; IAM passes no others. */
export const EXAMPLE = (await readFile(resolve(import.meta.dirname, '../../examples/task-definition.json'), 'utf8'))
  .replace(/^ *"\$schema".*\n/m, '')
  .replaceAll('iam::111122223333:', 'iam::123456789012:');

/** The inputs of the README's quick start, against service `web` in cluster `prod`. */
export const QUICK_START: Partial<Record<InputName, string>> = {
  service: 'web',
  cluster: 'prod',
  'task-definition': 'task-definition.json',
  image: `${REGISTRY}/web@sha256:${'5d'.repeat(32)}`,
  variables: 'REGION=us-east-1',
};

export interface Played extends ActionRun {
  /** The calls that change something, as AWS got them. */
  writes: { action: string; params: unknown }[];
  calls: string[];
  /** How long the step took, in the emulator's time. */
  seconds: number;
  emulator: Emulator;
}

/** Fills an emulator in virtual time and runs the built action on it. */
export async function play({ inputs, ...request }: Play & { inputs: Given }): Promise<Played> {
  const [played] = await playInTurn(request, [inputs]);
  if (played === undefined) throw new Error('nothing was played');
  return played;
}

type Given = Partial<Record<InputName, string>>;

interface Play {
  scenario: string;
  /** Runs dist/index.js as a process, for what the bundle or the process itself does. */
  built?: boolean;
  files?: Record<string, string | Uint8Array>;
  environment?: Record<string, string | undefined>;
  /** Before the emulator's clock reaches the start. */
  change?: (world: World) => void;
  /** At the start, right before the action runs. */
  begin?: (world: World) => void;
  /** Between two steps that are played in turn. */
  between?: (world: World) => void;
  onLog?: (log: string, kill: (signal: NodeJS.Signals) => void, emulator: Emulator) => void;
  /** The job is cancelled right after AWS got this call. */
  cancelAt?: string;
}

/** The same with several steps, one after the other. */
export async function playInTurn(request: Play, steps: Given[]): Promise<Played[]> {
  const world = createWorld({});
  const scenario = scenarios[request.scenario];
  if (scenario === undefined) throw new Error(`no scenario ${request.scenario}`);
  scenario.fill(world);
  request.change?.(world);
  const emulator = await startEmulator({ world, time: 'virtual' });
  request.begin?.(world);
  const played: Played[] = [];
  try {
    for (const inputs of steps) {
      if (played.length > 0) request.between?.(world);
      played.push(await playStep(emulator, { ...request, inputs }));
    }
    return played;
  } finally {
    await emulator.close();
  }
}

async function playStep(emulator: Emulator, request: Play & { inputs: Given }): Promise<Played> {
  const before = emulator.requests.length;
  const startedAt = emulator.world.clock.now();
  const requests = () => emulator.requests.slice(before);
  let waiting: NodeJS.Timeout | undefined;
  try {
    const asked = {
      url: emulator.url,
      inputs: request.inputs,
      files: { 'task-definition.json': EXAMPLE, ...request.files },
      environment: {
        ...(request.cancelAt === undefined ? {} : { EMULATOR_DEADLINES: 'real' }),
        ...request.environment,
      },
    };
    const inside = !request.built && !onlyAsProcess(request);
    const run = inside
      ? await runInProcess({ ...asked, emulator })
      : await runAction({
          ...asked,
          onLog: (log, kill) => request.onLog?.(log, kill, emulator),
          onStart: (kill) => {
            if (request.cancelAt === undefined) return;
            const isThere = (): boolean => requests().some(({ action }) => action === request.cancelAt);
            waiting = setInterval(() => isThere() && kill('SIGINT'), 10);
          },
        });
    const writes = requests().filter(({ action }) =>
      /^(Continue|Create|Delete|Deregister|Put|Register|Run|Stop|Tag|Untag|Update)/.test(action),
    );
    if (run.report !== '') validReport(run.report);
    return {
      ...run,
      emulator,
      seconds: (emulator.world.clock.now() - startedAt) / 1000,
      calls: requests().map(({ action }) => action),
      writes: writes.map(({ action, params }) => ({ action, params })),
    };
  } finally {
    clearInterval(waiting);
  }
}

/** Signals and preloaded modules need a process; `ACTION=built npm test` runs every scenario as the runner does. */
function onlyAsProcess({ onLog, cancelAt, environment }: Play): boolean {
  const signalled = onLog !== undefined || cancelAt !== undefined;
  return signalled || environment?.['NODE_OPTIONS'] !== undefined || process.env['ACTION'] === 'built';
}

/** Everything that a user and AWS get to see, as one text for a snapshot. */
export function told(played: Played): string {
  return [
    `exit code ${played.exitCode}`,
    '',
    played.log.trim(),
    '',
    ...Object.entries(played.outputs).map(([name, value]) => `${name} = ${value}`),
    '',
    ...played.writes.map(({ action, params }) => `${action} ${JSON.stringify(params, undefined, 2)}`),
    '',
  ].join('\n');
}
