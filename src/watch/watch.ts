import { errorName, isBadCredentials, toDeployError } from '../aws/failure.ts';
import type { DeployEvent, Outcome, RevisionState, Started, TargetState, TaskState } from '../model.ts';
import type { World } from '../world.ts';
import { toEvents, type Seen } from './changes.ts';
import { diagnose } from './diagnose.ts';
import { findDeployment } from './find.ts';
import { choosePace, type Pace } from './pace.ts';
import { readSnapshot, toRevisionStates, type Following, type Snapshot } from './snapshot.ts';
import { judgeById, judgeServiceDeployment, type Memory, type Verdict } from './verdict.ts';
import { verify, type Verified } from './verify.ts';
import { toOutcome, type Ending } from './outcome.ts';

export interface WatchRequest {
  started: Started;
  waitMinutes: number;
  maxDelaySeconds?: number | undefined;
  requireHealthyTargets: boolean;
}

/** What is known at the end. */
export interface WatchResult {
  outcome: Outcome;
  deploymentArn?: string;
  taskDefinitionArn?: string;
  revisions: RevisionState[];
  tasks: TaskState[];
  targets: TargetState[];
}

/** How long a fresh service deployment may stay invisible before the deployment is followed by its id instead. */
const FIND_SECONDS = 30;
/** How long a status that this version does not know may last before it is red. */
const UNKNOWN_SECONDS = 60;
/** How long answers may fail in a row before the wait is given up. */
const SILENCE_SECONDS = 300;

/** Everything that the loop carries from look to look. */
interface Watch {
  request: WatchRequest;
  following: Following;
  pace: Pace;
  memory: Memory;
  queue: DeployEvent[];
  before?: Snapshot;
  seen?: Seen;
  byId: boolean;
  unknownSince?: Date;
  silentSince?: Date;
}

/** Follows the deployment that `started` names until it ends, telling what changes; never longer than `waitMinutes`. */
export async function* watch(request: WatchRequest, world: World): AsyncGenerator<DeployEvent, WatchResult> {
  const state = begin(request, world);
  const deadline = request.started.startedAt.getTime() + request.waitMinutes * 60_000;
  let ending: Ending | undefined;
  while (ending === undefined) {
    ending = await Promise.race([lookOnce(state, world), whenCancelled(world.signal)]);
    yield* state.queue.splice(0);
    if (ending !== undefined) break;
    const left = deadline - world.clock.now().getTime();
    ending = left <= 0 ? { kind: 'timed-out', minutes: request.waitMinutes } : await pause(Math.min(state.pace.deploymentEvery, left), world);
  }
  const result = await conclude(state, ending, world);
  yield* state.queue.splice(0);
  return result;
}

function begin(request: WatchRequest, world: World): Watch {
  const queue: DeployEvent[] = [];
  const warned = new Set<string>();
  const warn = (message: string): void => {
    if (warned.has(message)) return;
    warned.add(message);
    queue.push({ at: world.clock.now(), kind: 'warning', message });
  };
  return {
    request,
    queue,
    following: { started: { ...request.started }, taskDefinitions: new Map(), revisions: new Map(), readsDeployment: true, readsTargets: true, warn },
    pace: choosePace({ maxDelaySeconds: request.maxDelaySeconds, followsDeployment: true }),
    memory: { seen: false, failed: false },
    byId: false,
  };
}

async function pause(milliseconds: number, world: World): Promise<Ending | undefined> {
  try {
    await world.clock.sleep(milliseconds, world.signal);
    return undefined;
  } catch {
    return { kind: 'cancelled' };
  }
}

/** A look may hang for as long as a call to AWS; a cancelled step has seconds. */
async function whenCancelled(signal: AbortSignal): Promise<Ending> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  return { kind: 'cancelled' };
}

async function lookOnce(state: Watch, world: World): Promise<Ending | undefined> {
  if (world.signal.aborted) return { kind: 'cancelled' };
  try {
    await find(state, world);
    const snapshot = await readSnapshot({ following: state.following, before: state.before, pace: state.pace }, world);
    state.silentSince = undefined;
    if (!state.following.readsDeployment && !state.byId) followById(state);
    adoptPrimary(state, snapshot);
    tell(state, snapshot);
    return await settle(state, snapshot, world);
  } catch (error) {
    return giveUpOrGoOn(state, error, world);
  }
}

async function find(state: Watch, world: World): Promise<void> {
  const { following } = state;
  if (following.arn !== undefined || state.byId) return;
  const found = await findDeployment(following, world);
  switch (found.kind) {
    case 'found':
      following.arn = found.arn;
      state.queue.push({ at: world.clock.now(), kind: 'started', deployment: found.arn });
      return;
    case 'unavailable':
      following.warn(found.reason);
      followById(state);
      return;
    case 'not-yet':
      if (secondsSince(following.started.startedAt, world) < FIND_SECONDS) return;
      following.warn('ECS lists no service deployment for this change; following it in DescribeServices instead.');
      followById(state);
  }
}

function followById(state: Watch): void {
  state.byId = true;
  state.pace = choosePace({ maxDelaySeconds: state.request.maxDelaySeconds, followsDeployment: false });
}

/** Express does not answer with the id of the deployment it starts: it is the PRIMARY that was not there before. */
function adoptPrimary(state: Watch, snapshot: Snapshot): void {
  const target = snapshot.deployment?.targetServiceRevision?.arn ?? '';
  state.following.started.taskDefinitionArn ??= state.following.taskDefinitions.get(target);
  const { started } = state.following;
  const primary = snapshot.service?.deployments?.find(({ status }) => status === 'PRIMARY');
  if (started.primaryId === undefined && primary?.id !== undefined && primary.id !== started.before.primaryId) {
    const matches = started.taskDefinitionArn === undefined || primary.taskDefinition === started.taskDefinitionArn;
    if (matches) state.following.started = { ...started, primaryId: primary.id };
  }
  const ours = snapshot.service?.deployments?.find(({ id }) => id !== undefined && id === state.following.started.primaryId);
  if (ours !== undefined) {
    state.memory = {
      seen: true,
      failed: state.memory.failed || ours.rolloutState === 'FAILED',
      reason: ours.rolloutState === 'FAILED' ? ours.rolloutStateReason : state.memory.reason,
    };
  }
}

function tell(state: Watch, snapshot: Snapshot): void {
  const seen = { ...snapshot, revisions: toRevisionStates(snapshot, state.following) };
  state.queue.push(...toEvents(state.seen, seen, state.following.started.before.eventIds));
  state.seen = seen;
  state.before = snapshot;
}

async function settle(state: Watch, snapshot: Snapshot, world: World): Promise<Ending | undefined> {
  const verdict = await judge(state, snapshot, world);
  switch (verdict.kind) {
    case 'waiting':
      state.unknownSince = undefined;
      return undefined;
    case 'ended':
      return { kind: verdict.outcome, reason: verdict.reason };
    case 'unknown': {
      state.unknownSince ??= snapshot.at;
      state.following.warn(`The deployment has a status that this version does not know: "${verdict.status}".`);
      const over = snapshot.deployment?.finishedAt !== undefined || secondsSince(state.unknownSince, world) >= UNKNOWN_SECONDS;
      return over ? { kind: 'unknown', status: verdict.status } : undefined;
    }
  }
}

async function judge(state: Watch, snapshot: Snapshot, world: World): Promise<Verdict> {
  const { following } = state;
  if (following.arn !== undefined && !state.byId) {
    if (snapshot.deployment === undefined) return { kind: 'waiting' };
    const verdict = judgeServiceDeployment(snapshot.deployment, snapshot.service);
    if (verdict.kind !== 'ended' || snapshot.deployment.status !== 'STOPPED') return verdict;
    const fresh = await readSnapshot({ following, before: snapshot, pace: state.pace, all: true }, world);
    tell(state, fresh);
    return judgeServiceDeployment(fresh.deployment ?? snapshot.deployment, fresh.service);
  }
  if (!state.byId || snapshot.service === undefined) return { kind: 'waiting' };
  return judgeById(following.started, snapshot.service, state.memory);
}

function giveUpOrGoOn(state: Watch, error: unknown, world: World): Ending | undefined {
  if (world.signal.aborted) return { kind: 'cancelled' };
  state.silentSince ??= world.clock.now();
  const failure = toDeployError(error, { action: 'ecs:DescribeServiceDeployments', doing: 'watching the deployment' });
  const final = isBadCredentials(error) || failure.code === 'access-denied' || failure.code === 'not-found';
  if (final || secondsSince(state.silentSince, world) >= SILENCE_SECONDS) return { kind: 'blind', failure };
  state.following.warn(`AWS did not answer while watching (${errorName(error)}); trying again.`);
  return undefined;
}

function secondsSince(date: Date, world: World): number {
  return (world.clock.now().getTime() - date.getTime()) / 1000;
}

async function conclude(state: Watch, ending: Ending, world: World): Promise<WatchResult> {
  const { following } = state;
  const checked = ending.kind === 'succeeded' && state.before !== undefined ? await verifyQuietly(state, state.before, world) : undefined;
  if (checked !== undefined) tell(state, checked.snapshot);
  const unhealthy = checked?.unhealthy ?? [];
  const { requireHealthyTargets } = state.request;
  const doubts = [...(checked?.wrongRevision ?? []), ...(requireHealthyTargets ? unhealthy : [])];
  if (!requireHealthyTargets) for (const { message } of unhealthy) following.warn(message);
  const silent = ending.kind === 'succeeded' || ending.kind === 'cancelled' || ending.kind === 'blind';
  const { causes, tasks } = silent ? { causes: [], tasks: [] } : await diagnose(following, state.before, world);
  return {
    outcome: toOutcome(doubts.length > 0 ? { kind: 'doubted', doubts } : ending, { started: following.started, causes, snapshot: state.before }),
    deploymentArn: following.arn,
    taskDefinitionArn: following.started.taskDefinitionArn ?? state.before?.service?.taskDefinition,
    revisions: state.seen?.revisions ?? [],
    tasks: checked?.tasks ?? tasks,
    targets: checked?.snapshot.targets ?? state.before?.targets ?? [],
  };
}

/** Looking again must not turn a success into a crash: what cannot be read is a warning. */
async function verifyQuietly(state: Watch, last: Snapshot, world: World): Promise<Verified | undefined> {
  try {
    return await verify(state.following, last, world);
  } catch (error) {
    state.following.warn(`What runs now could not be verified (${errorName(error)}).`);
    return undefined;
  }
}
