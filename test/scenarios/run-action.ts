import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { InputName } from '../../src/inputs/spec.ts';

export interface ActionRun {
  exitCode: number | null;
  /** Standard output and error, in order. */
  log: string;
  outputs: Record<string, string>;
  summary: string;
  /** The JSON report, where one was written. */
  report: string;
}

const ENTRY = resolve(import.meta.dirname, process.env['ACTION_ENTRY'] ?? '../../dist/index.js');
const VIRTUAL_CLOCK = resolve(import.meta.dirname, '../emulator/virtual-clock.mjs');

export interface ActionRequest {
  url: string;
  inputs: Partial<Record<InputName, string>>;
  files?: Record<string, string | Uint8Array>;
  environment?: Record<string, string | undefined>;
}

interface Signals {
  /** Called with the log so far whenever it grows; may signal the process, or stop reading what it prints. */
  onLog?: (log: string, kill: (signal: NodeJS.Signals) => void, hangUp: () => void) => void;
  /** Called with what signals the process, as soon as it runs. */
  onStart?: (kill: (signal: NodeJS.Signals) => void) => void;
}

/** Runs the built action as the runner does: INPUT_* and GITHUB_* in, exit code, log, outputs and summary out. */
export async function runAction(request: ActionRequest & Signals): Promise<ActionRun> {
  const workspace = await mkdtemp(join(tmpdir(), 'ecs-express-deploy-'));
  for (const [name, text] of Object.entries({ ...request.files, '.output': '', '.summary': '' })) {
    await mkdir(dirname(join(workspace, name)), { recursive: true });
    await writeFile(join(workspace, name), text);
  }
  const child = spawn(process.execPath, [ENTRY], {
    cwd: workspace,
    env: { PATH: process.env['PATH'], ...runnerEnvironment(workspace, request) },
  });
  let log = '';
  /** The runner sends each signal once; a second one would kill the process whatever it does. */
  const sent = new Set<NodeJS.Signals>();
  const kill = (signal: NodeJS.Signals): void => {
    if (!sent.has(signal)) child.kill(signal);
    sent.add(signal);
  };
  request.onStart?.(kill);
  const collect = (chunk: Buffer): void => {
    log += chunk.toString();
    request.onLog?.(log, kill, () => child.stdout.destroy());
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const exitCode = await new Promise<number | null>((resolveExit) => child.on('close', resolveExit));
  const summary = await readFile(join(workspace, '.summary'), 'utf8');
  const outputs = await readFile(join(workspace, '.output'), 'utf8');
  const report = await readFile(join(workspace, 'ecs-express-deploy-report.json'), 'utf8').catch(() => '');
  await rm(workspace, { recursive: true });
  return {
    exitCode,
    log: log.replaceAll(workspace, '<workspace>'),
    outputs: parseOutputs(outputs.replaceAll(workspace, '<workspace>')),
    summary,
    report,
  };
}

/** What the runner gives a step, and what sends its calls to the emulator in virtual time. */
export function runnerEnvironment(
  workspace: string,
  { url, inputs, environment }: ActionRequest,
): Record<string, string | undefined> {
  return {
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
    GITHUB_OUTPUT: join(workspace, '.output'),
    GITHUB_STEP_SUMMARY: join(workspace, '.summary'),
    RUNNER_TEMP: workspace,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'example',
    AWS_ENDPOINT_URL: url,
    EMULATOR_URL: url,
    NODE_OPTIONS: `--import ${VIRTUAL_CLOCK}`,
    ...environment,
  };
}

/** The `name<<delimiter` blocks of GITHUB_OUTPUT. */
function parseOutputs(text: string): Record<string, string> {
  const blocks = text.matchAll(/^(?<name>[\w-]+)<<(?<delimiter>\S+)\n(?<value>[\s\S]*?)\n\k<delimiter>$/gm);
  return Object.fromEntries([...blocks].map(({ groups }) => [groups?.['name'] ?? '', groups?.['value'] ?? '']));
}
