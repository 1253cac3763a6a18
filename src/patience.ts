import type { DeployEvent } from './model.ts';
import type { World } from './world.ts';

/** Nothing of a wait outlasts it by more than this: neither the last looks nor the proof nor the diagnosis. */
export const GRACE_MS = 30_000;
/** The log is never silent for over 30 s: what is waited for is told early enough that the next look may take its time. */
export const QUIET_MS = 25_000;
/** What a call that is broken off still takes to say so. */
export const SLACK_MS = 500;
const SHORTEST_MS = 1_000;

export interface Wait<T> {
  calls: Promise<T>;
  /** How long they may take. */
  milliseconds: number;
  /** How long the log has been silent already. */
  quietFor: number;
  /** What is waited for, in a line. */
  message: string;
}

/** Waits for calls to AWS and tells now and then that it does; undefined when they take too long, or when the run is cancelled. */
export async function* waitFor<T>(
  { calls, milliseconds, quietFor, message }: Wait<T>,
  { clock, signal }: Pick<World, 'clock' | 'signal'>,
): AsyncGenerator<DeployEvent, { answer: T } | undefined> {
  let next = Math.max(QUIET_MS - quietFor, SHORTEST_MS);
  for (let left = Math.max(milliseconds, SHORTEST_MS); left > 0; left -= next, next = QUIET_MS) {
    next = Math.min(next, left);
    if (await clock.within({ milliseconds: next, signal }, calls)) return { answer: await calls };
    if (signal.aborted) return undefined;
    if (next < left) yield { at: clock.now(), kind: 'waiting', message };
  }
  return undefined;
}

export function millisecondsUntil(end: Date, { clock }: Pick<World, 'clock'>): number {
  return end.getTime() - clock.now().getTime();
}
