import type { Service, Task } from '@aws-sdk/client-ecs';
import type { Cause } from '../model.ts';

/** What one look showed after settings were sent. */
export interface LiveService {
  service: Service;
  /** Its running tasks, at most 100; undefined if they were not needed or cannot be read. */
  tasks?: readonly Task[] | undefined;
  /** Whether a deployment has replaced the tasks since. */
  replaced: boolean;
  /** Time since the settings were sent. */
  seconds: number;
}

/** The state of a setting. `says` completes the sentence "The settings of web were updated: …". */
export type SettingState = { says: string } & (
  | { kind: 'true' }
  /** Not true yet, but expected to become true. */
  | { kind: 'not-yet' }
  /** It applies to tasks that start from now on, and nothing replaces the running ones. */
  | { kind: 'new-tasks-only' }
  /** It is not true, and waiting will not change that. */
  | { kind: 'false'; cause: Cause }
  /** What would show it cannot be read. */
  | { kind: 'unknown' }
);

/** AWS returns the state from before the write for no longer than this. */
export const STALE_SECONDS = 60;
