import type { Emulator } from '../../emulator/server.ts';
import { systemClock } from '../../src/clock.ts';
import type { Clock } from '../../src/model.ts';

interface Deadline {
  at: number;
  pass: () => void;
}

/**
 * A clock whose deadlines pass in their order, and only when the emulator holds back an answer, one for each request: no test waits for a
 * deadline, and none misses one.
 */
export function heldClock({ url, requests }: Pick<Emulator, 'url' | 'requests'>): Clock & { seconds: () => number } {
  let now = 0;
  let passed = 0;
  let looking: NodeJS.Timeout | undefined;
  const deadlines = new Set<Deadline>();
  const passNext = async (): Promise<void> => {
    const answer = await fetch(`${url}/_emulator/held`).catch(() => undefined);
    const { held } = ((await answer?.json()) ?? { held: 0 }) as { held: number };
    const [next] = [...deadlines].toSorted((one, other) => one.at - other.at);
    if (held === 0 || next === undefined || passed === requests.length) return;
    passed = requests.length;
    now = next.at;
    next.pass();
  };
  const lookOn = (): void => {
    looking ??= setInterval(() => void passNext(), 10);
    if (deadlines.size > 0) return;
    clearInterval(looking);
    looking = undefined;
  };
  return {
    ...systemClock,
    seconds: () => now / 1000,
    within: async ({ milliseconds, signal }, calls) => {
      const { promise: late, resolve } = Promise.withResolvers<false>();
      const deadline = { at: now + milliseconds, pass: () => resolve(false) };
      deadlines.add(deadline);
      signal.addEventListener('abort', deadline.pass, { once: true });
      if (signal.aborted) deadline.pass();
      lookOn();
      try {
        return await Promise.race([calls.then(() => true), late]);
      } finally {
        deadlines.delete(deadline);
        lookOn();
      }
    },
  };
}
