import type { Service, Task } from '@aws-sdk/client-ecs';
import type { Cause } from '../model.ts';

/** What one look showed after settings were sent. */
export interface LiveService {
  service: Service;
  /** Its running tasks, at most 100; undefined where they were not needed or may not be read. */
  tasks?: readonly Task[] | undefined;
  /** Whether a deployment has replaced the tasks since. */
  replaced: boolean;
  /** Since the settings were sent. */
  seconds: number;
}

/** Where a setting stands. `says` completes the sentence "The settings of web were updated: …". */
export type SettingState = { says: string } & (
  | { kind: 'true' }
  /** It will become true, as far as can be seen. */
  | { kind: 'not-yet' }
  /** It holds for tasks that start from now on, and nothing replaces those that run. */
  | { kind: 'new-tasks-only' }
  /** It is not true, and waiting does not change that. */
  | { kind: 'false'; cause: Cause }
  /** What would show it may not be read. */
  | { kind: 'unknown' }
);

/** An answer of AWS from before the write lasts no longer than this. */
export const STALE_SECONDS = 60;
