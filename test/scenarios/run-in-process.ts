import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import diagnostics from 'node:diagnostics_channel';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as core from '@actions/core';
import type { Emulator } from '../../emulator/server.ts';
import { systemClock } from '../../src/clock.ts';
import { runOnce } from '../../src/host.ts';
import type { Clock } from '../../src/model.ts';
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

type InProcess = ActionRequest & { emulator: Emulator };

/** The SDK's settings belong to the process, so concurrent tests run one after the other. */
let last: Promise<unknown> = Promise.resolve();

async function runAlone(request: InProcess): Promise<ActionRun> {
  const workspace = await mkdtemp(join(tmpdir(), 'ecs-express-deploy-'));
  for (const [name, text] of Object.entries(request.files ?? {})) await writeFile(join(workspace, name), text);
  const environment = runnerEnvironment(workspace, request);
  let log = '';
  let summary = '';
  const outputs: Record<string, string> = {};
  const restore = setEnvironment(environment);
  const { clock, stop } = createVirtualClock(request.emulator);
  try {
    const green = await runOnce({
      read: (name) => environment[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '',
      environment,
      signal: new AbortController().signal,
      clock,
      log: (line) => (log += `${line}\n`),
      annotate: ({ command, title, message, file, line, column, endColumn }) => {
        log += written(() =>
          ANNOTATE[command](message, { title, file, startLine: line, startColumn: column, endColumn }),
        );
      },
      output: (name, value) => (outputs[name] = value.replaceAll(workspace, '<workspace>')),
      summary: async (markdown) => void (summary += markdown),
    });
    const report = await readFile(join(workspace, 'ecs-express-deploy-report.json'), 'utf8').catch(() => '');
    return { exitCode: green ? 0 : 1, log: log.replaceAll(workspace, '<workspace>'), outputs, summary, report };
  } finally {
    stop();
    restore();
    await rm(workspace, { recursive: true });
  }
}

/** What a function of @actions/core writes to standard output. */
function written(write: () => void): string {
  const original = process.stdout.write;
  let text = '';
  process.stdout.write = ((chunk: string) => {
    text += chunk;
    return true;
  }) as typeof process.stdout.write;
  try {
    write();
  } finally {
    process.stdout.write = original;
  }
  return text;
}

/** The SDK reads its settings, and finds the home folder, in the environment of the process. */
function setEnvironment(environment: Record<string, string | undefined>): () => void {
  const former = { ...process.env };
  const isAws = (name: string): boolean => name.startsWith('AWS_');
  const replace = (next: Record<string, string | undefined>): void => {
    for (const name of Object.keys(process.env)) if (next[name] === undefined) delete process.env[name];
    for (const [name, value] of Object.entries(next)) if (value !== undefined) process.env[name] = value;
  };
  const kept = Object.fromEntries(Object.entries(former).filter(([name]) => !isAws(name)));
  replace({ ...kept, ...environment });
  return () => replace(former);
}

const QUIET_MS = 3;

/** Time that goes on when everybody sleeps and no request is under way, as in virtual-clock.mjs. */
function createVirtualClock({ world, advance }: Emulator): { clock: Clock; stop: () => void } {
  const sleepers = new Set<{ wakeAt: number; wake: () => void }>();
  const inFlight = new Set<{ destroyed?: boolean }>();
  let timer: NodeJS.Timeout | undefined;
  const now = (): number => world.clock.now();
  const wakeAll = (): void => {
    for (const request of inFlight) if (request.destroyed) inFlight.delete(request);
    if (inFlight.size > 0) return settle();
    const earliest = Math.min(...[...sleepers].map(({ wakeAt }) => wakeAt));
    if (earliest > now()) advance(earliest - now());
    for (const sleeper of sleepers) if (sleeper.wakeAt <= now()) sleeper.wake();
    settle();
  };
  const settle = (): void => {
    clearTimeout(timer);
    if (sleepers.size > 0) timer = setTimeout(wakeAll, QUIET_MS);
  };
  const began = (message: unknown): void =>
    void inFlight.add((message as { request: { destroyed?: boolean } }).request);
  const ended = (message: unknown): void => {
    inFlight.delete((message as { request: { destroyed?: boolean } }).request);
    settle();
  };
  const channels = [
    ['http.client.request.start', began],
    ['http.client.response.finish', ended],
    ['http.client.request.error', ended],
    ['undici:request:create', began],
    ['undici:request:trailers', ended],
    ['undici:request:error', ended],
  ] as const;
  for (const [name, listener] of channels) diagnostics.subscribe(name, listener);
  const sleep: Clock['sleep'] = (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      const sleeper = {
        wakeAt: now() + Math.max(0, milliseconds),
        wake: () => {
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', abort);
          resolve();
        },
      };
      const abort = (): void => {
        sleepers.delete(sleeper);
        reject(new DOMException('The operation was aborted', { name: 'AbortError', cause: signal?.reason }));
        settle();
      };
      if (signal?.aborted) return abort();
      signal?.addEventListener('abort', abort, { once: true });
      sleepers.add(sleeper);
      settle();
    });
  return {
    clock: { now: () => new Date(now()), sleep, within: systemClock.within },
    stop: () => {
      clearTimeout(timer);
      for (const [name, listener] of channels) diagnostics.unsubscribe(name, listener);
    },
  };
}
