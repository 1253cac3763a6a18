import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import diagnostics from 'node:diagnostics_channel';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as core from '@actions/core';
import { nextByte } from '../../emulator/answers.ts';
import type { Emulator } from '../../emulator/server.ts';
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

interface Sleeper {
  wakeAt: number;
  wake: () => void;
}

/** Time that goes on when everybody sleeps and every request that is under way is held back, as in virtual-clock.mjs. */
function createVirtualClock({ world, advance, held }: Emulator): { clock: Clock; stop: () => void } {
  const sleepers = new Set<Sleeper>();
  /** What passes only while answers are held back: nobody sleeps through a call. */
  const deadlines = new Set<Sleeper>();
  const inFlight = new Set<{ destroyed?: boolean }>();
  let timer: NodeJS.Timeout | undefined;
  const now = (): number => world.clock.now();
  const wakeAll = (): void => {
    for (const request of inFlight) if (request.destroyed) inFlight.delete(request);
    const holds = inFlight.size > 0;
    if (holds && held.size < inFlight.size) return settle();
    const { nextAt = Infinity } = nextByte(held);
    const waiting = [...sleepers, ...(holds ? deadlines : [])].toSorted((one, other) => one.wakeAt - other.wakeAt);
    const earliest = Math.min(waiting[0]?.wakeAt ?? Infinity, holds ? nextAt : Infinity);
    if (earliest === Infinity) return;
    if (earliest > now()) advance(earliest - now());
    for (const sleeper of sleepers) if (sleeper.wakeAt <= now()) sleeper.wake();
    if (holds) waiting.find((one) => deadlines.has(one) && one.wakeAt <= now())?.wake();
    settle();
  };
  const settle = (): void => {
    clearTimeout(timer);
    if (sleepers.size > 0 || (deadlines.size > 0 && inFlight.size > 0)) timer = setTimeout(wakeAll, QUIET_MS);
  };
  const began = (message: unknown): void => {
    inFlight.add((message as { request: { destroyed?: boolean } }).request);
    settle();
  };
  const ended = (message: unknown): void => {
    inFlight.delete((message as { request: { destroyed?: boolean } }).request);
    settle();
  };
  /** An answer is there when its body is. */
  const answered = (message: unknown): void =>
    void (message as { response: NodeJS.EventEmitter }).response.once('close', () => ended(message));
  const channels = [
    ['http.client.request.start', began],
    ['http.client.response.finish', answered],
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
  const within: Clock['within'] = async ({ milliseconds, signal }, calls) => {
    const { promise: late, resolve } = Promise.withResolvers<false>();
    const deadline = { wakeAt: now() + milliseconds, wake: () => resolve(false) };
    deadlines.add(deadline);
    signal.addEventListener('abort', deadline.wake, { once: true });
    if (signal.aborted) deadline.wake();
    settle();
    try {
      return await Promise.race([calls.then(() => true), late]);
    } finally {
      deadlines.delete(deadline);
      signal.removeEventListener('abort', deadline.wake);
    }
  };
  return {
    clock: { now: () => new Date(now()), sleep, within },
    stop: () => {
      clearTimeout(timer);
      for (const [name, listener] of channels) diagnostics.unsubscribe(name, listener);
    },
  };
}
