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
  /** AWS has not answered for a long time, or not when the time was up: the deployment's state is unknown. */
  | { kind: 'silent'; since: Date; failure: DeployError; timedOut: boolean; rollback: Rollback }
  | { kind: 'cancelled'; rollback: Rollback }
  | { kind: 'hopeless'; rollback: Rollback }
  | { kind: 'deleted'; status: string }
  /** It is paused, and the inputs say not to wait for a person, or it could not be continued. */
  | { kind: 'paused'; hooks: readonly HookState[]; verified: 'not-yet' | 'passed' | 'nothing'; failure?: DeployError }
  /** The release did not do what the probes or the metrics ask of it. */
  | { kind: 'refuted'; causes: readonly Cause[]; hook?: HookState | undefined; rollback: Rollback }
  | { kind: 'unknown'; status: string }
  /** AWS refuses to show it. */
  | { kind: 'blind'; failure: DeployError }
  /** It was asked to roll back or stop, and did. */
  | { kind: 'as-asked'; end: 'rolled-back' | 'stopped' }
  /** It was asked to roll back or stop, but succeeded first. */
  | { kind: 'too-late' }
  /** ECS says successful, but what was seen contradicts it, or nothing could be seen. */
  | { kind: 'doubted'; doubts: readonly Cause[]; unseen: boolean };

/** The state of our own rollback: not wanted, requested, requested without an answer, finished, refused, or requested after the end. */
export type Rollback = 'none' | 'requested' | 'unanswered' | 'done' | 'refused' | 'late';
