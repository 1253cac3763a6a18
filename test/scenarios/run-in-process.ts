import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as core from '@actions/core';
import type { Emulator } from '../../emulator/server.ts';
import { toFiles } from '../../src/files.ts';
import { toHost } from '../../src/github/host.ts';
import type { Runner } from '../../src/github/runner.ts';
import { runOnce } from '../../src/host.ts';
import { createEmulatorClock } from './emulator-clock.ts';
import { takeRetryPauses } from './retry-pauses.ts';
import { runnerEnvironment, type ActionRequest, type ActionRun } from './run-action.ts';

const ANNOTATE = { error: core.error, warning: core.warning, notice: core.notice };

/**
 * Runs the action's source inside the test: a tenth of the CPU time of a process of its own. Everything but the process is the
 * runner's: environment, workspace, annotations as workflow commands. What only a process has (signals, the bundle) needs runAction.
 */
export async function runInProcess(request: InProcess): Promise<ActionRun> {
  const running = last.then(() => runAlone(request));
  last = running.catch(() => undefined);
  return await running;
}

type InProcess = ActionRequest & {
  emulator: Emulator;
  /** The SDK pauses before it repeats a call, for a random time: the emulator's, not the test's. */
  pausesInVirtualTime?: true;
};

/** The SDK's settings belong to the process, so concurrent tests run one after the other. */
let last: Promise<unknown> = Promise.resolve();

async function runAlone(request: InProcess): Promise<ActionRun> {
  const workspace = await mkdtemp(join(tmpdir(), 'ecs-express-deploy-'));
  for (const [name, text] of Object.entries(request.files ?? {})) {
    await mkdir(dirname(join(workspace, name)), { recursive: true });
    await writeFile(join(workspace, name), text);
  }
  const environment = runnerEnvironment(workspace, request);
  let log = '';
  let summary = '';
  const outputs: Record<string, string> = {};
  const restore = setEnvironment(environment);
  const { clock, stop } = createEmulatorClock(request.emulator);
  const giveBack = request.pausesInVirtualTime ? takeRetryPauses(clock.sleep) : undefined;
  try {
    const runner: Runner = {
      read: (name) => environment[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '',
      environment,
      signal: new AbortController().signal,
      clock,
      files: toFiles(workspace, environment['RUNNER_TEMP']),
      log: (line) => (log += `${line}\n`),
      annotate: ({ command, title, message, file, line, column, endColumn }) => {
        log += written(() =>
          ANNOTATE[command](message, { title, file, startLine: line, startColumn: column, endColumn }),
        );
      },
      output: (name, value) => (outputs[name] = value.replaceAll(workspace, '<workspace>')),
      summary: async (markdown) => void (summary += markdown),
    };
    const green = await runOnce(toHost(runner));
    const report = await readFile(join(workspace, 'ecs-express-deploy-report.json'), 'utf8').catch(() => '');
    return { exitCode: green ? 0 : 1, log: log.replaceAll(workspace, '<workspace>'), outputs, summary, report };
  } finally {
    giveBack?.();
    stop();
    restore();
    await rm(workspace, { recursive: true });
  }
}

/** What a function of @actions/core writes to standard output. */
function written(write: () => void): string {
  const original = process.stdout.write;
  let text = '';
  process.stdout.write = (chunk: string) => {
    text += chunk;
    return true;
  };
  try {
    write();
  } finally {
    process.stdout.write = original;
  }
  return text;
}

/** The SDK reads its settings, and finds the home folder, in the environment of the process. */
export function setEnvironment(environment: Environment): () => void {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  return replaceEnvironment({ ...Object.fromEntries(kept), ...environment });
}

type Environment = Record<string, string | undefined>;

/** Nothing of the former environment is left until the function that it returns is called. */
export function replaceEnvironment(environment: Environment): () => void {
  const former = { ...process.env };
  const replace = (next: Environment): void => {
    for (const name of Object.keys(process.env)) if (next[name] === undefined) delete process.env[name];
    for (const [name, value] of Object.entries(next)) if (value !== undefined) process.env[name] = value;
  };
  replace(environment);
  return () => replace(former);
}
