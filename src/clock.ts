import { setTimeout } from 'node:timers/promises';
import type { Clock } from './model.ts';

/** The runner's own time. */
export const systemClock: Clock = {
  now: () => new Date(),
  sleep: async (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }),
};
