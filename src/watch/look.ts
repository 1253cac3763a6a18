import { phaseOf, primaryDeployment, resourcePhaseOf, rolloutOf } from '../aws/service.ts';
import { errorName, isBadCredentials, toDeployError } from '../aws/failure.ts';
import type { DeployEvent } from '../model.ts';
import type { World } from '../world.ts';
import { failedTasks, newEvents, toEvents, type Seen } from './changes.ts';
import type { CodeDeployObservation } from './codedeploy/observation.ts';
import { ownTaskSet } from './codedeploy/task-sets.ts';
import { judgeCodeDeploy } from './codedeploy/verdict.ts';
import { findDeployment, type Found } from './ecs/find.ts';
import { toHooks, waitingHooks } from './hooks.ts';
import type { Intervention } from './intervene.ts';
import type { Ending } from './outcome.ts';
import { choosePace, type Pace } from './pace.ts';
import type { Following } from './following.ts';
import { readSnapshot, toRevisionStates, type Snapshot } from './snapshot.ts';
import { judgeById, judgeService, judgeServiceDeployment, type Memory, type Verdict } from './ecs/verdict.ts';
import { explainWaiting } from './waiting.ts';

/** How long a fresh service deployment may stay invisible before the deployment is followed by its id instead. */
const FIND_SECONDS = 30;
/** How long a status that this version does not know may last before it is red. */
const UNKNOWN_SECONDS = 60;
/** How long answers may fail in a row before the wait is given up. */
const SILENCE_SECONDS = 300;
/** After how long without news the reader is told what the deployment waits for. */
const QUIET_SECONDS = 90;
/** The same while it waits for a person. */
const PAUSED_SECONDS = 900;

/** Everything that the watch carries from look to look. */
export interface Watch {
  following: Following;
  maxDelaySeconds?: number | undefined;
  intervention: Intervention;
  pace: Pace;
  memory: Memory;
  queue: DeployEvent[];
  before?: Snapshot;
  seen?: Seen;
  byId: boolean;
  hopeless: boolean;
  lastNews: Date;
  /** Where the deployment was when it last went forward. */
  furthest?: { stage: string; production: number } | undefined;
  unknownSince?: Date;
  silentSince?: Date;
  /** When ours was last seen as the PRIMARY deployment. */
  lastPrimary?: Date;
}

/** One look: reads what is due, tells what changed, and says whether it is over. */
export async function lookOnce(state: Watch, world: World): Promise<Ending | undefined> {
  try {
    await find(state, world);
    const snapshot = await readSnapshot({ following: state.following, before: state.before, pace: state.pace }, world);
    state.silentSince = undefined;
    if (!state.following.readsDeployment && !state.byId) followById(state);
    adoptPrimary(state, snapshot);
    const before = state.seen;
    tell(state, snapshot);
    if (state.seen !== undefined) {
      await lookForTrouble(state, { before, now: state.seen }, world);
    }
    return await settle(state, snapshot, world);
  } catch (error) {
    return giveUpOrGoOn(state, error, world);
  }
}

/** What a rollout that goes well says; the explanations of everything else are loaded when there is something else. */
const ORDINARY =
  /has (?:started|stopped|begun draining|reached a steady state)|\b(?:de)?registered \d|deployment completed|was updated/iu;

async function lookForTrouble(
  state: Watch,
  { before, now }: { before: Seen | undefined; now: Seen },
  world: World,
): Promise<void> {
  const events = newEvents(now, state.following);
  const failed = (failedTasks(now) ?? 0) > 0 || (now.resources ?? []).some((one) => resourcePhaseOf(one) === 'failed');
  if (!failed && events.every(({ message = '' }) => ORDINARY.test(message))) return;
  const { isHopeless, stuckEvents } = await import('./diagnose/hopeless.ts');
  state.queue.push(...stuckEvents(before, now, state.following));
  state.hopeless ||= await isHopeless({ before, now }, state, world);
}

async function find(state: Watch, world: World): Promise<void> {
  const { following } = state;
  if (following.arn !== undefined || state.byId) return;
  const found = await findDeployment(following, world).catch((error: unknown): Found => {
    if (isBadCredentials(error) || secondsSince(following.started.startedAt, world) < FIND_SECONDS) throw error;
    const reason = `The service deployments could not be listed (${errorName(error)}): following this one by its id in DescribeServices.`;
    return { kind: 'unavailable', reason };
  });
  switch (found.kind) {
    case 'found':
      following.arn = found.arn;
      following.foundAt = world.clock.now();
      state.queue.push({ at: world.clock.now(), kind: 'started', deployment: found.arn });
      return;
    case 'unavailable':
      if (found.reason !== undefined) following.warn(found.reason);
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
  state.pace = choosePace({ maxDelaySeconds: state.maxDelaySeconds, followsDeployment: false });
}

/** Express does not answer with the id of the deployment it starts: it is the PRIMARY that was not there before. */
function adoptPrimary(state: Watch, snapshot: Snapshot): void {
  const target = snapshot.deployment?.targetServiceRevision?.arn ?? '';
  state.following.started.taskDefinitionArn ??= state.following.taskDefinitions.get(target);
  const own = ownTaskSet(snapshot.service, state.following.started);
  state.following.started.primaryId ??= own?.id;
  state.following.started.taskDefinitionArn ??= own?.taskDefinition;
  const { started } = state.following;
  const primary = primaryDeployment(snapshot.service);
  if (started.primaryId === undefined && primary?.id !== undefined && primary.id !== started.baseline.primaryId) {
    const matches = started.taskDefinitionArn === undefined || primary.taskDefinition === started.taskDefinitionArn;
    if (matches) state.following.started = { ...started, primaryId: primary.id };
  }
  const ours = snapshot.service?.deployments?.find(
    ({ id }) => id !== undefined && id === state.following.started.primaryId,
  );
  const failed = rolloutOf(ours) === 'failed';
  const lastPrimary = ours !== undefined && ours === primary ? snapshot.at : (state.lastPrimary ?? started.startedAt);
  state.lastPrimary = lastPrimary;
  state.memory = {
    seen: state.memory.seen || ours !== undefined || started.primaryId !== undefined,
    failed: state.memory.failed || failed,
    reason: failed ? ours?.rolloutStateReason : state.memory.reason,
    goneSeconds: (snapshot.at.getTime() - lastPrimary.getTime()) / 1000,
  };
}

/** Puts what is new into the queue; after a long silence, what is awaited. */
export function tell(state: Watch, snapshot: Snapshot): void {
  const revisions = toRevisionStates(snapshot, state.following);
  const seen = { ...snapshot, revisions, hooks: toHooks(snapshot, state.seen?.hooks ?? []) };
  const news = toEvents(state.seen, seen, state.following.started.baseline.eventIds);
  const paused = waitingHooks(seen, seen.hooks).length > 0;
  const silence = (snapshot.at.getTime() - state.lastNews.getTime()) / 1000;
  const quiet = silence >= (paused ? PAUSED_SECONDS : QUIET_SECONDS);
  if (news.length === 0 && quiet) news.push({ at: snapshot.at, kind: 'waiting', message: explainWaiting(seen) });
  if (news.length > 0) state.lastNews = snapshot.at;
  state.queue.push(...news);
  state.seen = seen;
  state.before = snapshot;
  const stage = snapshot.deployment?.lifecycleStage;
  const production = revisions.find(({ role }) => role === 'target')?.productionWeight ?? 0;
  if (phaseOf(snapshot.deployment) === 'running' && stage !== undefined) state.furthest = { stage, production };
}

async function settle(state: Watch, snapshot: Snapshot, world: World): Promise<Ending | undefined> {
  const verdict = await judge(state, snapshot, world);
  switch (verdict.kind) {
    case 'waiting':
      state.unknownSince = undefined;
      return undefined;
    case 'ended':
      return { kind: verdict.outcome, reason: verdict.reason, rollbackFailed: verdict.rollbackFailed };
    case 'deleted':
      return { kind: 'deleted', status: verdict.status };
    case 'unknown': {
      state.unknownSince ??= snapshot.at;
      state.following.warn(`The deployment has a status that this version does not know: "${verdict.status}".`);
      const over =
        snapshot.deployment?.finishedAt !== undefined || secondsSince(state.unknownSince, world) >= UNKNOWN_SECONDS;
      return over ? { kind: 'unknown', status: verdict.status } : undefined;
    }
  }
}

/** What did not succeed is judged on a full look: counts and revisions of the last one may be seconds old. */
async function judge(state: Watch, snapshot: Snapshot, world: World): Promise<Verdict> {
  const { following } = state;
  if (snapshot.codeDeploy !== undefined) return await judgeByCodeDeploy(state, snapshot.codeDeploy, world);
  if (following.arn !== undefined && !state.byId) {
    if (snapshot.deployment === undefined) return awaitDeployment(state, snapshot, world);
    const verdict = judgeServiceDeployment(snapshot.deployment, snapshot.service);
    if (verdict.kind === 'waiting') return judgeService(snapshot.service) ?? verdict;
    if (verdict.kind !== 'ended' || verdict.outcome === 'succeeded') return verdict;
    const fresh = await readSnapshot({ following, before: snapshot, pace: state.pace, all: true }, world);
    tell(state, fresh);
    if (isSomebodyElses(state, fresh)) return searchAgain(state);
    return (
      judgeService(fresh.service) ?? judgeServiceDeployment(fresh.deployment ?? snapshot.deployment, fresh.service)
    );
  }
  const deleted = judgeService(snapshot.service);
  if (deleted !== undefined) return deleted;
  if (!state.byId || snapshot.service === undefined) return { kind: 'waiting' };
  return judgeById(following.started, snapshot.service, state.memory);
}

/** A deployment that was picked for want of proof and ended while our PRIMARY goes on was never ours. */
function isSomebodyElses({ following }: Watch, { service }: Snapshot): boolean {
  const primary = primaryDeployment(service);
  const goesOn = ['running', 'completed'].includes(rolloutOf(primary) ?? '');
  return following.provesPrimary === true && goesOn && primary?.id === following.started.primaryId;
}

function searchAgain(state: Watch): Verdict {
  const { following } = state;
  if (following.arn !== undefined) following.notOurs.add(following.arn);
  following.arn = undefined;
  if (state.before !== undefined) state.before = { ...state.before, deployment: undefined };
  following.warn(
    'The deployment that was followed is of somebody else, who deployed in the same moment; looking for ours.',
  );
  return { kind: 'waiting' };
}

/** A fresh service deployment may be MISSING for some seconds; one that stays so is given up for its id. */
function awaitDeployment(state: Watch, { service }: Snapshot, world: World): Verdict {
  const { following } = state;
  if (following.foundAt !== undefined && secondsSince(following.foundAt, world) >= FIND_SECONDS) {
    following.warn(
      'ECS lists the service deployment and does not describe it (MISSING): following it in DescribeServices instead.',
    );
    following.readsDeployment = false;
    followById(state);
  }
  return judgeService(service) ?? { kind: 'waiting' };
}

/** What failed is looked at once more as a whole, so that the report shows what runs now. */
async function judgeByCodeDeploy(state: Watch, seen: CodeDeployObservation, world: World): Promise<Verdict> {
  const verdict = judgeCodeDeploy(seen, world.clock.now());
  if (verdict.kind !== 'ended' || verdict.outcome === 'succeeded') return verdict;
  const { following, before, pace } = state;
  tell(state, await readSnapshot({ following, before, pace, all: true }, world));
  return verdict;
}

function giveUpOrGoOn(state: Watch, error: unknown, world: World): Ending | undefined {
  state.silentSince ??= world.clock.now();
  const byEcs = state.following.started.codeDeploy === undefined;
  const action = byEcs ? 'ecs:DescribeServiceDeployments' : 'codedeploy:GetDeployment';
  const failure = toDeployError(error, { action, doing: 'watching the deployment' });
  const final = isBadCredentials(error) || failure.code === 'access-denied' || failure.code === 'not-found';
  if (final || secondsSince(state.silentSince, world) >= SILENCE_SECONDS) return { kind: 'blind', failure };
  state.following.warn(`AWS did not answer while watching (${errorName(error)}); trying again.`);
  return undefined;
}

function secondsSince(date: Date, world: World): number {
  return (world.clock.now().getTime() - date.getTime()) / 1000;
}
