import { primaryDeployment, rolloutOf } from '../aws/service.ts';
import type { World } from '../world.ts';
import { judgeCodeDeploy } from './codedeploy/verdict.ts';
import { judgeTaskSet } from './task-set/verdict.ts';
import { judgeById, judgeService, judgeServiceDeployment, type Verdict } from './ecs/verdict.ts';
import { observe } from './observe.ts';
import { followById, learn, secondsBetween, type Look, type WatchState } from './state.ts';

/** How long a service deployment that is listed may stay MISSING before it is followed by its id instead. */
const DESCRIBED_SECONDS = 30;

/** A look, and its verdict on our deployment. */
export interface Judged extends Look {
  verdict: Verdict;
}

const WAITING: Verdict = { kind: 'waiting' };

/** The last look read the service after a deployment that did not succeed; CodeDeploy's is looked at in full once it is over. */
export async function judge(state: WatchState, world: World): Promise<Judged> {
  const { following, last, memory } = state;
  const as = (verdict: Verdict): Judged => ({ state, events: [], verdict });
  if (last?.codeDeploy !== undefined) {
    const verdict = judgeCodeDeploy(last.codeDeploy, world.clock.now());
    if (verdict.kind !== 'ended' || isToBeVerified(verdict, state)) return as(verdict);
    return { ...(await observe(state, { all: true }, world)), verdict };
  }
  if (following.arn !== undefined && following.by === 'arn') {
    const { deployment, service } = last ?? {};
    if (deployment === undefined) return awaitDeployment(state, world);
    const verdict = judgeServiceDeployment(deployment, service);
    if (verdict.kind === 'waiting') return as(judgeService(service) ?? verdict);
    if (verdict.kind !== 'ended' || isToBeVerified(verdict, state)) return as(verdict);
    if (isSomebodyElses(state)) return searchAgain(state, world);
    return as(judgeService(service) ?? verdict);
  }
  const deleted = judgeService(last?.service);
  if (deleted !== undefined) return as(deleted);
  if (following.by === 'task-set') return as(judgeTaskSet(following.started, last?.service));
  if (following.by === 'arn' || last?.service === undefined) return as(WAITING);
  return as(judgeById(following.started, last.service, memory));
}

/** A success is read once more when it is verified; one that came too early for what was asked is not. */
function isToBeVerified({ outcome }: Extract<Verdict, { kind: 'ended' }>, { request }: WatchState): boolean {
  return outcome === 'succeeded' && (request.goal ?? 'succeeded') === 'succeeded';
}

/** A deployment that was picked without proof and ended while our PRIMARY continues was never ours. */
function isSomebodyElses({ following, last }: WatchState): boolean {
  const primary = primaryDeployment(last?.service);
  const goesOn = ['running', 'completed'].includes(rolloutOf(primary) ?? '');
  return following.provesPrimary === true && goesOn && primary?.id === following.started.primaryId;
}

function searchAgain(state: WatchState, world: World): Judged {
  const { arn, notOurs } = state.following;
  const learnt = { arn: undefined, notOurs: new Set([...notOurs, ...(arn === undefined ? [] : [arn])]) };
  const warning = 'This deployment was started by someone else at the same moment; looking for ours.';
  const told = learn(state, [{ learnt, warnings: [warning] }], world.clock.now());
  const last = state.last && { ...state.last, deployment: undefined };
  return { ...told, state: { ...told.state, last }, verdict: WAITING };
}

/** A fresh service deployment may be MISSING for some seconds; one that stays MISSING is followed by its id instead. */
function awaitDeployment(state: WatchState, world: World): Judged {
  const { following, last } = state;
  const now = world.clock.now();
  const late = following.foundAt !== undefined && secondsBetween(following.foundAt, now) >= DESCRIBED_SECONDS;
  const reason =
    'ECS lists the service deployment but does not describe it (MISSING), so it is followed in DescribeServices instead.';
  return { ...learn(state, late ? [followById(reason)] : [], now), verdict: judgeService(last?.service) ?? WAITING };
}
