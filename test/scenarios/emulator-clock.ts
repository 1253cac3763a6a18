import diagnostics from 'node:diagnostics_channel';
import { nextByte } from '../../emulator/answers.ts';
import type { Emulator } from '../../emulator/server.ts';
import type { Clock } from '../../src/model.ts';

const QUIET_MS = 3;

interface Sleeper {
  wakeAt: number;
  wake: () => void;
}

/** Time that goes on when everybody sleeps and every request that is under way is held back, as in virtual-clock.mjs. */
export function createEmulatorClock({ world, advance, held }: Emulator): { clock: Clock; stop: () => void } {
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
