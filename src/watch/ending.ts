import type { DeployError } from '../errors.ts';
import type { Cause, HookState } from '../model.ts';
import type { Verdict } from './ecs/verdict.ts';

/** How the deployment should end. */
export type Goal = 'succeeded' | 'rolled-back' | 'stopped';

/** Every way a wait ends. */
export type Ending =
  | {
      kind: Extract<Verdict, { kind: 'ended' }>['outcome'];
      reason?: string | undefined;
      rollbackFailed?: boolean | undefined;
    }
  | { kind: 'timed-out'; minutes: number; rollback: Rollback }
  /** AWS has not answered for long, or not when the time was over: what became of the deployment is not known. */
  | { kind: 'silent'; since: Date; failure: DeployError; timedOut: boolean; rollback: Rollback }
  | { kind: 'cancelled'; rollback: Rollback }
  | { kind: 'hopeless'; rollback: Rollback }
  | { kind: 'deleted'; status: string }
  /** It is paused for a person, and the inputs ask not to wait for that. */
  | { kind: 'paused'; hooks: readonly HookState[] }
  | { kind: 'unknown'; status: string }
  /** AWS refuses to show it. */
  | { kind: 'blind'; failure: DeployError }
  /** It was to go back, or to stop, and did. */
  | { kind: 'as-asked'; end: 'rolled-back' | 'stopped' }
  /** It was to go back, or to stop, and succeeded before. */
  | { kind: 'too-late' }
  /** ECS says successful; what was seen speaks against it, or nothing could be seen. */
  | { kind: 'doubted'; doubts: readonly Cause[]; unseen: boolean };

/** What became of our own rollback: not wanted, asked of ECS, asked without an answer, over, refused, or asked after the end. */
export type Rollback = 'none' | 'requested' | 'unanswered' | 'done' | 'refused' | 'late';
