import { failedCall, isBadCredentials, toDeployError } from '../aws/failure.ts';
import { phaseOf, resourcePhaseOf } from '../aws/service.ts';
import type { World } from '../world.ts';
import { findDeployment, type Early, type Found } from './ecs/find.ts';
import { explainStandstill } from './explain-standstill.ts';
import { judge } from './judge.ts';
import { failedTasks, newEvents, type Observation } from './observation.ts';
import { observe } from './observe.ts';
import { followById, inTurn, learn, secondsBetween, type Look, type Read, type WatchState } from './state.ts';

/** How long a fresh service deployment may stay invisible before the deployment is followed by its id instead. */
const FIND_SECONDS = 30;
/** How long a status that this version does not know may last before it is red. */
const UNKNOWN_SECONDS = 60;
/** How long reads may keep failing before the wait is given up. */
const SILENCE_SECONDS = 300;

/** One look: finds the deployment, reads what is due, and says what is new and whether it is over. Never changes its arguments. */
export async function look(state: WatchState, world: World): Promise<Look> {
  try {
    const { early, ...found } = await find(state, world);
    const seen = await observe(found.state, { all: false, early: early?.both }, world);
    const troubled = await lookForTrouble(seen.state, state.last, world);
    const settled = await settle({ ...troubled.state, earlyTasks: early?.tasks }, world);
    const looks = [seen, troubled, settled] as const;
    return settled.ending === undefined
      ? inTurn(found, ...looks, await explainStandstill(settled.state, world))
      : inTurn(found, ...looks);
  } catch (error) {
    return withoutAnswer(state, error, world);
  }
}

async function find(state: WatchState, world: World): Promise<Look & { early?: Early | undefined }> {
  const { following } = state;
  const { startedAt } = following.started;
  const now = world.clock.now();
  if (following.arn !== undefined || following.by !== 'arn') return { state, events: [] };
  const found = await findDeployment(following, world).catch((error: unknown): Read<Found> => {
    if (isBadCredentials(error) || secondsBetween(startedAt, now) < FIND_SECONDS) throw error;
    const reason = `The service deployment could not be found (${failedCall(error)}), so it is followed by its id in DescribeServices.`;
    return { value: { kind: 'unavailable', reason } };
  });
  switch (found.value.kind) {
    case 'found': {
      const { arn, early } = found.value;
      const { state: next, events } = learn(state, [found, { learnt: { arn, foundAt: now } }], now);
      return { state: next, events: [...events, { at: now, kind: 'started', deployment: arn }], early };
    }
    case 'unavailable':
      return learn(state, [found, followById(found.value.reason)], now);
    case 'not-yet': {
      const late = secondsBetween(startedAt, now) >= FIND_SECONDS;
      const reason = 'ECS lists no service deployment for this change, so it is followed in DescribeServices instead.';
      return learn(state, late ? [found, followById(reason)] : [found], now);
    }
  }
}

/** What a healthy rollout says; explanations for everything else are loaded only when needed. */
const ORDINARY =
  /has (?:started|stopped|begun draining|reached a steady state)|\b(?:de)?registered \d|deployment completed|was updated/iu;

async function lookForTrouble(state: WatchState, before: Observation | undefined, world: World): Promise<Look> {
  const { last: now } = state;
  if (now === undefined || isDecided(now)) return { state, events: [] };
  const events = newEvents(now, state.following.started);
  const failed = (failedTasks(now) ?? 0) > 0 || now.resources.some((one) => resourcePhaseOf(one) === 'failed');
  if (!failed && events.every(({ message = '' }) => ORDINARY.test(message))) return { state, events: [] };
  const { isHopeless, stuckEvents } = await import('./diagnose/hopeless.ts');
  const hopeless = state.hopeless || (await isHopeless({ before, now }, state, world));
  return { state: { ...state, hopeless }, events: stuckEvents(before, now, state.following.started) };
}

/** Whether ECS has already turned back, or ended: nothing is left to stop. */
function isDecided({ deployment }: Observation): boolean {
  return ['stopping', 'going-back', 'rolled-back', 'rollback-failed', 'stopped'].includes(phaseOf(deployment));
}

async function settle(state: WatchState, world: World): Promise<Look> {
  const { verdict, ...judged } = await judge(state, world);
  const now = judged.state.last?.at ?? world.clock.now();
  switch (verdict.kind) {
    case 'waiting':
      return { ...judged, state: { ...judged.state, unknownSince: undefined } };
    case 'ended':
      return {
        ...judged,
        ending: { kind: verdict.outcome, reason: verdict.reason, rollbackFailed: verdict.rollbackFailed },
      };
    case 'deleted':
      return { ...judged, ending: { kind: 'deleted', status: verdict.status } };
    case 'unknown': {
      const unknownSince = state.unknownSince ?? now;
      const warning = `The deployment has a status that this version does not know: "${verdict.status}".`;
      const told = learn({ ...judged.state, unknownSince }, [{ warnings: [warning] }], now);
      const ended = judged.state.last?.deployment?.finishedAt !== undefined;
      const over = ended || secondsBetween(unknownSince, world.clock.now()) >= UNKNOWN_SECONDS;
      const events = [...judged.events, ...told.events];
      return { ...told, events, ending: over ? { kind: 'unknown', status: verdict.status } : undefined };
    }
  }
}

/** One failure means nothing; a refusal, or five minutes of failures, ends the watch. */
function withoutAnswer(state: WatchState, error: unknown, world: World): Look {
  const { started } = state.following;
  const now = world.clock.now();
  const ecs = started.byTaskSet === true ? 'ecs:DescribeServices' : 'ecs:DescribeServiceDeployments';
  const action = started.codeDeploy === undefined ? ecs : 'codedeploy:GetDeployment';
  const failure = toDeployError(error, { action, doing: 'watching the deployment' });
  const refused = isBadCredentials(error) || failure.code === 'access-denied' || failure.code === 'not-found';
  if (refused) return { state, events: [], ending: { kind: 'blind', failure } };
  const since = state.silence?.since ?? state.last?.at ?? started.startedAt;
  const warning = `A call failed while watching (${failedCall(error)}); retrying.`;
  // Until it is given up, the search for the deployment may fail unsaid: what follows from that is said then.
  const searches = state.following.arn === undefined && state.following.by === 'arn';
  const told = learn({ ...state, silence: { since, failure } }, searches ? [] : [{ warnings: [warning] }], now);
  const long = secondsBetween(since, now) >= SILENCE_SECONDS;
  return long ? { ...told, ending: { kind: 'silent', since, failure, timedOut: false, rollback: 'none' } } : told;
}
