import { setTimeout } from 'node:timers/promises';
import type { Clock } from './model.ts';

/** The runner's own time. */
export const systemClock: Clock = {
  now: () => new Date(),
  sleep: async (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }),
  within: async ({ milliseconds, signal }, calls) => {
    const { promise: late, resolve } = Promise.withResolvers<false>();
    const giveUp = (): void => resolve(false);
    const timer = globalThis.setTimeout(giveUp, milliseconds);
    signal.addEventListener('abort', giveUp, { once: true });
    if (signal.aborted) giveUp();
    try {
      return await Promise.race([calls.then(() => true), late]);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
    }
  },
};

/** Milliseconds of real time since the call: how long a network takes does not depend on any other clock. */
export function stopwatch(): () => number {
  const start = performance.now();
  return () => Math.round(performance.now() - start);
}
