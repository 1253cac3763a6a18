import type { DeployEvent } from './model.ts';
import type { World } from './world.ts';

/** Nothing outlasts a wait by more than this: not the last looks, the verification or the diagnosis. */
export const GRACE_MS = 30_000;
/** The log is never silent for over 30 s: the line about what we wait for comes early enough to leave time for the next look. */
export const QUIET_MS = 25_000;
/** How long an aborted call still takes to return. */
export const SLACK_MS = 500;
const SHORTEST_MS = 1_000;

export interface Wait<T> {
  calls: Promise<T>;
  /** How long they may take. */
  milliseconds: number;
  /** How long the log has already been silent. */
  quietFor: number;
  /** What we wait for, in one line. */
  message: string;
}

/** Waits for calls to AWS and says so now and then; undefined if they take too long or the run is cancelled. */
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
