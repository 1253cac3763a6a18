import { errorName } from '../aws/failure.ts';
import { DeployError } from '../errors.ts';
import type { HookState } from '../model.ts';
import type { World } from '../world.ts';
import { findCurrent, findDeployment } from './ecs/find.ts';
import type { Ending, Rollback } from './ending.ts';
import type { Observation } from './observation.ts';
import { learn, type Ended, type Following, type WatchState } from './state.ts';
import { phrase } from '../phrases.ts';

/** A cancelled step has about ten seconds in all; the runner kills it after that. */
const CANCEL_MS = 3_000;
/** A call still unanswered by then may yet take effect. */
const ANSWER_MS = 60_000;

/**
 * Rolls back our own deployment if the reason to stop and the inputs call for it; any obstacle is a warning, never an exception. The first
 * task set of a service has nothing to go back to, which the report says in any case.
 */
export async function intervene(stopped: Ended, world: World): Promise<Ended> {
  const { state, ending } = stopped;
  if (!('rollback' in ending) || !isWished(ending, state) || state.following.by === 'task-set') return stopped;
  const pause = ending.kind === 'refuted' ? ending.hook : undefined;
  const attempt =
    ending.kind === 'cancelled' ? await rollBackInTime(state, world) : await rollBack(state, pause, world);
  const { arn } = attempt;
  const told = learn(
    state,
    [{ learnt: arn === undefined ? {} : { arn }, warnings: attempt.warnings }],
    world.clock.now(),
  );
  return { ...told, ending: { ...ending, rollback: attempt.rollback } };
}

function isWished(ending: Ending, { request, last }: WatchState): boolean {
  const { owned, rollBackOnTimeout, rollBackOnCancel, rollBackOnRefuted } = request.intervention;
  switch (ending.kind) {
    case 'cancelled':
      return rollBackOnCancel;
    case 'timed-out':
      return owned && rollBackOnTimeout;
    case 'silent':
      return owned && rollBackOnTimeout && ending.timedOut;
    case 'refuted':
      return rollBackOnRefuted;
    case 'hopeless':
      return owned && last !== undefined && rollbackIsOn(last) && hasFormer(last);
    default:
      return false;
  }
}

/** Whether a deployment that someone else started and that cannot succeed is rolled back without us. */
export function endsByItself({ request, last }: WatchState): boolean {
  return !request.intervention.owned && last !== undefined && rollbackIsOn(last);
}

export function rollbackOf(ending: Ending): Rollback {
  return 'rollback' in ending ? ending.rollback : 'none';
}

/** Whether the deployment is looked at again after this attempt to roll it back. */
export function isFollowed(rollback: Rollback): boolean {
  return rollback === 'requested' || rollback === 'unanswered' || rollback === 'late';
}

/** Why we stopped it is the news; that ECS then rolled back is only the consequence. */
export function merge(why: Ending, then: Ending): Ending {
  const rollback = rollbackOf(why);
  switch (then.kind) {
    case 'rolled-back':
      return 'rollback' in why ? { ...why, rollback: 'done' } : then;
    case 'cancelled':
      return { ...then, rollback };
    case 'silent':
    case 'timed-out':
      return why;
    default:
      return then;
  }
}

interface Attempt {
  rollback: Rollback;
  /** The deployment, if it was found only now. */
  arn?: string | undefined;
  warnings: string[];
}

async function rollBack(
  { following, request }: WatchState,
  pause: HookState | undefined,
  world: World,
): Promise<Attempt> {
  if (following.arn === undefined) {
    const warning = `The deployment cannot be rolled back: ECS did not show which service deployment ${phrase('this-step')} started.`;
    return { rollback: 'refused', warnings: [warning] };
  }
  const asking = ask(following.arn, (arn) => request.intervention.rollBack(arn, pause));
  const inTime = { milliseconds: ANSWER_MS, signal: world.signal };
  const answered = (await world.clock.within(inTime, asking)) || (await world.clock.within(lastMoment(), asking));
  return answered ? await asking : { rollback: 'unanswered', warnings: [] };
}

async function ask(arn: string, send: (arn: string) => Promise<boolean>): Promise<Attempt> {
  try {
    return { rollback: (await send(arn)) ? 'requested' : 'late', arn, warnings: [] };
  } catch (error) {
    if (error instanceof DeployError && error.code === 'unsettled')
      return { rollback: 'unanswered', arn, warnings: [error.message] };
    if (error instanceof DeployError && error.code === 'access-denied')
      return { rollback: 'refused', arn, warnings: [] };
    const why = error instanceof Error ? error.message : errorName(error);
    return { rollback: 'refused', arn, warnings: [`The deployment could not be rolled back: ${why}`] };
  }
}

/** The same, within the seconds that a cancelled step has. */
async function rollBackInTime(state: WatchState, world: World): Promise<Attempt> {
  let asked: Attempt = { rollback: 'refused', warnings: [] };
  const asking = (async (): Promise<Attempt> => {
    const arn = await findArn(state.following, world);
    if (arn === undefined) return await rollBack(state, undefined, world);
    asked = { rollback: 'unanswered', arn, warnings: [] };
    return await ask(arn, state.request.intervention.rollBack);
  })();
  return (await world.clock.within(lastMoment(), asking)) ? await asking : asked;
}

function lastMoment(): { milliseconds: number; signal: AbortSignal } {
  return { milliseconds: CANCEL_MS, signal: new AbortController().signal };
}

async function findArn(following: Following, world: World): Promise<string | undefined> {
  if (following.arn !== undefined) return following.arn;
  const found = await findDeployment(following, world).catch(() => undefined);
  if (found?.value.kind === 'found') return found.value.arn;
  return await findCurrent(following, world).catch(() => undefined);
}

/** Whether the owner of the service wants failed deployments rolled back. */
function rollbackIsOn({ deployment, service, codeDeploy }: Observation): boolean {
  if (codeDeploy !== undefined) return codeDeploy.rollsBackOnFailure;
  const { deploymentCircuitBreaker: breaker, alarms } =
    deployment?.deploymentConfiguration ?? service?.deploymentConfiguration ?? {};
  return (
    (breaker?.enable === true && breaker.rollback === true) || (alarms?.enable === true && alarms.rollback === true)
  );
}

/** The first deployment of a service has nothing to roll back to. */
function hasFormer({ deployment }: Observation): boolean {
  return deployment === undefined || (deployment.sourceServiceRevisions ?? []).length > 0;
}
