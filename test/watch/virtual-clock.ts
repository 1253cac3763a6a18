import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../src/model.ts';

interface Sleeper {
  at: number;
  wake: () => void;
}

/** A clock that jumps to the next moment for which somebody waits as soon as nobody has anything else to do. */
export function createVirtualClock(start: Date): Clock & { run: <T>(work: Promise<T>) => Promise<T> } {
  let now = start.getTime();
  const sleepers = new Set<Sleeper>();
  const sleepUntil = (at: number): { over: Promise<void>; sleeper: Sleeper } => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const sleeper = { at, wake: resolve };
    sleepers.add(sleeper);
    return { over: promise, sleeper };
  };
  return {
    now: () => new Date(now),
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      await sleepUntil(now + milliseconds).over;
    },
    within: async ({ milliseconds }, calls) => {
      const { over, sleeper } = sleepUntil(now + milliseconds);
      const inTime = await Promise.race([calls.then(() => true), over.then(() => false)]);
      sleepers.delete(sleeper);
      return inTime;
    },
    run: async (work) => {
      const state = { done: false };
      const settled = work.finally(() => (state.done = true));
      for (let idle = 0; !state.done; idle += 1) {
        await setImmediate();
        const [next] = [...sleepers].toSorted((a, b) => a.at - b.at);
        if (idle < 3 || next === undefined) continue;
        idle = 0;
        now = Math.max(now, next.at);
        sleepers.delete(next);
        next.wake();
      }
      return await settled;
    },
  };
}
