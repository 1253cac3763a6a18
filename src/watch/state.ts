import type { ServiceRevision } from '@aws-sdk/client-ecs';
import type { DeployError } from '../errors.ts';
import type { Cause, DeployEvent, EarlyTasks, HookState, ReportedImage, Started } from '../model.ts';
import type { World } from '../world.ts';
import type { Blamed } from './diagnose/origin.ts';
import type { Memory } from './ecs/verdict.ts';
import type { Observation } from './observation.ts';
import type { Ending, Goal } from './ending.ts';
import type { Standstill } from './standstill.ts';
import type { TimedWait } from './timed.ts';

/** What the watcher may do to the deployment that this step started, and to no other. */
export interface Intervention {
  /** False for a deployment that someone else started: it is never touched. */
  owned: boolean;
  rollBackOnTimeout: boolean;
  rollBackOnCancel: boolean;
  failFast: boolean;
  /** Whether a release that its verification refuted is rolled back, also by the step that only continued its deployment. */
  rollBackOnRefuted: boolean;
  /** Asks ECS to roll back, at a pause by answering it; false when the deployment is already over. */
  rollBack: (deploymentArn: string, pause?: HookState) => Promise<boolean>;
  /** Whether logs may be read to detect an application that cannot run at all. */
  readsLogs: boolean;
}

/** Verifies the release while it takes traffic; resolves to what speaks against it. */
export type VerifyInFlight = (state: WatchState) => AsyncGenerator<DeployEvent, readonly Cause[]>;

export type VerifyPause = (
  hooks: readonly HookState[],
  state: WatchState,
) => AsyncGenerator<DeployEvent, readonly Cause[] | undefined>;

/** `wait`: somebody else answers. `return`: the watch ends. `continue`: this step answers once the release is verified. */
export interface OnPause {
  act: 'wait' | 'return' | 'continue';
  /** The hooks that were answered. */
  answered: readonly string[];
  /** Verifies the release at a pause; resolves to what speaks against it, or to nothing if nothing can be said about it there. */
  verify?: VerifyPause | undefined;
  /** Continues the deployment; false if the hook no longer waits. */
  answer: (deploymentArn: string, hook: HookState) => Promise<boolean>;
}

/** What to follow, how long, and how to intervene. */
export interface WatchRequest {
  started: Started;
  /** When `waitMinutes` started: not at the deployment's start if someone else started it. */
  since?: Date | undefined;
  waitMinutes: number;
  maxDelaySeconds?: number | undefined;
  /** What a pause for a person means; one that was answered right before means nothing. */
  onPause?: OnPause | undefined;
  verifyInFlight?: VerifyInFlight | undefined;
  /** How it should end; a rollback or a stop is a success if it was requested. */
  goal?: Goal | undefined;
  /** The target of a rollback, if known beforehand. */
  former?: string | undefined;
  intervention: Intervention;
  requireHealthyTargets: boolean;
  /** Lines of a failing container's log to show. */
  logLines: number;
  /** What was deployed, to point at the line in the template that caused a failure. */
  blamed?: Blamed | undefined;
  /** What it was to run, and where each image came from. */
  images?: readonly ReportedImage[] | undefined;
}

/** The deployment being followed, and what was learned about it along the way. */
export interface Following {
  readonly started: Started;
  /** Absent until ECS shows it, and always if service deployments cannot be read. */
  readonly arn?: string | undefined;
  readonly foundAt?: Date | undefined;
  /**
   * `id`: by that of its PRIMARY deployment in DescribeServices, because service deployments cannot be read. `task-set`: by that of its
   * task set, because there is no deployment.
   */
  readonly by: 'arn' | 'id' | 'task-set';
  /** True if `arn` may be a deployment that someone else started at the same moment: a success must show that our PRIMARY is the one that runs. */
  readonly provesPrimary?: boolean | undefined;
  /** Service deployments that turned out to be someone else's. */
  readonly notOurs: ReadonlySet<string>;
  /** By their ARNs; undefined for those that cannot be read. */
  readonly revisions: ReadonlyMap<string, ServiceRevision | undefined>;
  readonly readsTargets: boolean;
  /** How long old targets drain at most, 0 if unknown; absent until it matters. */
  readonly drainSeconds?: number | undefined;
  /** Whether the lifecycle events of a CodeDeploy deployment can be read. */
  readonly readsLifecycle: boolean;
}

/** Since when AWS has not answered, and how the last call failed. */
export interface Silence {
  readonly since: Date;
  readonly failure: DeployError;
}

/** Everything that one look passes to the next. Immutable: each look returns a new one. */
export interface WatchState {
  readonly request: WatchRequest;
  readonly following: Following;
  readonly last?: Observation | undefined;
  readonly memory: Memory;
  /** True once no retry can help. */
  readonly hopeless: boolean;
  /** Where the deployment was when it last made progress. */
  readonly furthest?: { readonly stage: string; readonly production: number } | undefined;
  /** Absent before the first look. */
  readonly standstill?: Standstill | undefined;
  readonly timed?: TimedWait | undefined;
  readonly unknownSince?: Date | undefined;
  readonly silence?: Silence | undefined;
  /** Asked for in the last look, after ECS had said that the deployment is over. */
  readonly earlyTasks?: EarlyTasks | undefined;
  /** Warnings already given. */
  readonly warned: ReadonlySet<string>;
  readonly lastNews: Date;
}

/** What one look returns: the state for the next, what is new, and whether it is over. */
export interface Look {
  readonly state: WatchState;
  readonly events: readonly DeployEvent[];
  readonly ending?: Ending | undefined;
}

/** The last look. */
export interface Ended extends Look {
  readonly ending: Ending;
}

export function isEnded(look: Look): look is Ended {
  return look.ending !== undefined;
}

/** A read's result, what it showed about readability, and what the log should say. */
export interface Read<T> {
  readonly value: T;
  readonly learnt?: Partial<Following> | undefined;
  readonly warnings?: readonly string[] | undefined;
}

export function beginWatch(request: WatchRequest, world: World): WatchState {
  const { started } = request;
  const now = world.clock.now();
  return {
    request,
    following: {
      started,
      arn: started.codeDeploy?.deploymentId ?? started.deploymentArn,
      by: started.byTaskSet === true ? 'task-set' : 'arn',
      notOurs: new Set(),
      revisions: new Map(),
      readsTargets: true,
      readsLifecycle: true,
    },
    memory: { seen: false, failed: false, goneSeconds: 0 },
    hopeless: false,
    warned: new Set(),
    lastNews: now,
  };
}

/** Adopts what reads showed; each warning becomes an event, once. */
export function learn(state: WatchState, reads: readonly Omit<Read<unknown>, 'value'>[], at: Date): Look {
  const warnings = [...new Set(reads.flatMap((read) => read.warnings ?? []))];
  const fresh = warnings.filter((message) => !state.warned.has(message));
  return {
    state: {
      ...state,
      following: Object.assign({ ...state.following }, ...reads.map(({ learnt }) => learnt ?? {})) as Following,
      warned: new Set([...state.warned, ...fresh]),
    },
    events: fresh.map((message) => ({ at, kind: 'warning', message })),
  };
}

/** Consecutive looks: the events of all, the state and the ending of the last. */
export function inTurn(first: Look, ...others: readonly Look[]): Look {
  const last = others.at(-1) ?? first;
  return { ...last, events: [first, ...others].flatMap(({ events }) => events) };
}

/** If service deployments cannot be read, the PRIMARY deployment in DescribeServices is followed instead, less precisely. */
export function followById(reason: string | undefined): Omit<Read<unknown>, 'value'> {
  return { learnt: { by: 'id' }, warnings: reason === undefined ? [] : [reason] };
}

export function secondsBetween(earlier: Date, later: Date): number {
  return (later.getTime() - earlier.getTime()) / 1000;
}
