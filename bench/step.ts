import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { World } from '../emulator/world.ts';
import { webDefinition } from '../emulator/scenarios/live-web.ts';

/** Something to measure: an action's entry, or a bare script for comparison. */
export interface Candidate {
  name: string;
  entry: string;
  official?: boolean;
  /** What it is asked, if that is not to deploy `web` from a file. */
  inputs?: Record<string, string>;
}

export interface Step {
  entry: string;
  /** The URL of AWS. */
  url: string;
  inputs: Record<string, string>;
  taskDefinition?: string;
  nodeOptions?: string[];
  environment?: Record<string, string>;
}

export interface StepEnd {
  exitCode: number | null;
  /** Standard output and error. */
  log: string;
  /** What a preload wrote to $BENCH_RECORD. */
  record: string;
}

export interface RunningStep {
  /** On the clock of `performance.now()`, just before the process was started. */
  startedAt: number;
  kill(): void;
  end: Promise<StepEnd>;
}

export const DEPLOY_WEB: Record<string, string> = {
  'task-definition': 'task-definition.json',
  service: 'web',
  cluster: 'prod',
  'wait-for-service-stability': 'true',
};

/** What amazon-ecs-deploy-express-service takes. */
export const UPDATE_EXPRESS: Record<string, string> = {
  'service-name': 'web',
  cluster: 'prod',
  image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/web:2.0.0',
  'execution-role-arn': 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole',
  'infrastructure-role-arn': 'arn:aws:iam::123456789012:role/ecsInfrastructureRole',
};

/** The next revision of the service `web`, as a user keeps it in a repository. */
export function nextWeb(world: World, changes: Partial<ReturnType<typeof webDefinition>> = {}): string {
  const image = `${world.account}.dkr.ecr.us-east-1.amazonaws.com/web:2.0.0`;
  return JSON.stringify({ ...webDefinition(world.home, image), ...changes }, undefined, 2);
}

/** Starts a step as the runner does: its own workspace, INPUT_* and GITHUB_* in the environment. */
export async function startStep(step: Step): Promise<RunningStep> {
  const workspace = await mkdtemp(join(tmpdir(), 'bench-'));
  const inWorkspace = (name: string): string => join(workspace, name);
  for (const name of ['.output', '.summary', '.record']) await writeFile(inWorkspace(name), '');
  await writeFile(inWorkspace('task-definition.json'), step.taskDefinition ?? '');
  const environment = {
    PATH: process.env['PATH'],
    HOME: workspace,
    ...Object.fromEntries(Object.entries(step.inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
    GITHUB_OUTPUT: inWorkspace('.output'),
    GITHUB_STEP_SUMMARY: inWorkspace('.summary'),
    RUNNER_TEMP: workspace,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'example',
    AWS_ENDPOINT_URL: step.url,
    BENCH_RECORD: inWorkspace('.record'),
    NODE_OPTIONS: (step.nodeOptions ?? []).join(' '),
    ...step.environment,
  };
  const startedAt = performance.now();
  const child = spawn(process.execPath, [step.entry], { cwd: workspace, env: environment });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const end = async (): Promise<StepEnd> => {
    const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve));
    const record = await readFile(inWorkspace('.record'), 'utf8');
    await rm(workspace, { recursive: true, force: true });
    return { exitCode, log, record };
  };
  return { startedAt, kill: () => child.kill('SIGKILL'), end: end() };
}

/** A step that did not do what is measured must not count. */
export function mustBeGreen(end: StepEnd, name: string): void {
  if (end.exitCode !== 0) throw new Error(`${name} ended with ${end.exitCode}:\n${end.log}`);
}
