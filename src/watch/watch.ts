import type { Cause, DeployEvent } from '../model.ts';
import { GRACE_MS, millisecondsUntil } from '../patience.ts';
import type { World } from '../world.ts';
import type { Ending, Goal } from './ending.ts';
import { inOrder } from './events.ts';
import { endsByItself, intervene, isFollowed, merge, rollbackOf } from './intervene.ts';
import { LAST_LOOKS_MS, lookInTime } from './look-in-time.ts';
import { openHooks, type Observation } from './observation.ts';
import { nextLookIn, together } from './pace.ts';
import { beginWatch, isEnded, type Ended, type WatchRequest, type WatchState } from './state.ts';
import { answerPause, isToVerify, verifyPause } from './verify-pause.ts';

/** How a wait ended, and everything seen until then. */
export interface Watched {
  state: WatchState;
  ending: Ending;
  /** This step asked for the rollback, however it ended. */
  rolledBackByUs: boolean;
  /** What was seen at the reason to stop. */
  awaited?: Observation | undefined;
  /** The deadline for everything left to do. */
  endBy: Date;
}

/** How long our own rollback may take before the step ends without seeing its result. */
const ROLLBACK_MINUTES = 15;

/** Follows the deployment that `started` names until it ends; never longer than the wait, plus its verifications and its rollback if requested. */
export async function* watch(request: WatchRequest, world: World): AsyncGenerator<DeployEvent, Watched> {
  const since = request.since ?? request.started.startedAt;
  let until = new Date(since.getTime() + request.waitMinutes * 60_000);
  let first = yield* follow(beginWatch(request, world), { until, stopsEarly: true }, world);
  while (isToVerify(first)) {
    const { ending, state } = first;
    const pausedAt = world.clock.now();
    const causes = yield* verifyPause(first, world);
    const now = world.clock.now();
    until = new Date(until.getTime() + now.getTime() - pausedAt.getTime());
    const told = { ...state, lastNews: now };
    const seen = world.signal.aborted ? { state: told, events: [] } : yield* lookInTime({ state: told, until }, world);
    const verified = yield* answerPause({ ending, causes, seen }, world);
    first = isEnded(verified) ? verified : yield* follow(verified.state, { until, stopsEarly: true }, world);
  }
  const acted = await intervene(first, world);
  yield* inOrder(acted.events);
  const rollback = rollbackOf(acted.ending);
  const end = (last: Ended, by: Date): Watched => ({
    state: last.state,
    ending: asWanted(last.ending, request.goal),
    awaited: first.state.last,
    rolledBackByUs: rollback !== 'none',
    endBy: new Date(by.getTime() + GRACE_MS),
  });
  if (acted.ending.kind === 'cancelled' || !isFollowed(rollback)) return end(acted, until);
  const minutes = rollback === 'late' ? 0 : ROLLBACK_MINUTES;
  const later = new Date(world.clock.now().getTime() + minutes * 60_000);
  const second = yield* follow(acted.state, { until: later, stopsEarly: false }, world);
  return end({ ...second, ending: merge(acted.ending, second.ending) }, later);
}

interface Wait {
  until: Date;
  /** Whether it ends at a pause, or once the deployment cannot succeed; not after this step has asked for the rollback. */
  stopsEarly: boolean;
}

/** Looks until it is over, there is a reason to stop, or the time is up. */
async function* follow(start: WatchState, wait: Wait, world: World): AsyncGenerator<DeployEvent, Ended> {
  for (let state = start; ;) {
    const seen = yield* lookInTime({ state, until: wait.until }, world);
    ({ state } = seen);
    const left = millisecondsUntil(wait.until, world);
    const ending = seen.ending ?? reasonToStop(state, wait, left);
    if (ending !== undefined) return { state, events: [], ending };
    const causes = wait.stopsEarly && state.last !== undefined ? yield* verifyInFlight(state) : [];
    if (causes.length > 0) return { state, events: [], ending: { kind: 'refuted', causes, rollback: 'none' } };
    const alone = nextLookIn(state, world.clock.now());
    const next = world.sharesReads === true ? together(alone, world.clock.now()) : alone;
    const pause = left <= 0 ? next : Math.min(next, Math.max(left, 1));
    const cancelled = await world.clock.sleep(pause, world.signal).then(
      () => false,
      () => true,
    );
    if (cancelled) return { state, events: [], ending: { kind: 'cancelled', rollback: 'none' } };
  }
}

async function* verifyInFlight(state: WatchState): AsyncGenerator<DeployEvent, readonly Cause[]> {
  const { verifyInFlight: verify } = state.request;
  return verify === undefined ? [] : yield* verify(state);
}

function reasonToStop(state: WatchState, { stopsEarly }: Wait, left: number): Ending | undefined {
  const { last, silence } = state;
  const { onPause } = state.request;
  const hooks = last === undefined ? [] : openHooks(last).filter(({ id }) => onPause?.answered.includes(id) !== true);
  // AWS may show a pause as open for some seconds after the rollback was requested.
  if (stopsEarly && hooks.length > 0 && onPause !== undefined && onPause.act !== 'wait')
    return { kind: 'paused', hooks, verified: 'not-yet' };
  if (state.hopeless && stopsEarly && !endsByItself(state)) return { kind: 'hopeless', rollback: 'none' };
  if (left > 0) return undefined;
  if (silence === undefined) return { kind: 'timed-out', minutes: state.request.waitMinutes, rollback: 'none' };
  return left > -LAST_LOOKS_MS ? undefined : { kind: 'silent', ...silence, timedOut: true, rollback: 'none' };
}

/** A requested rollback or stop is a success; a deployment that succeeds first came too early for it. */
function asWanted(ending: Ending, goal: Goal = 'succeeded'): Ending {
  if (goal === 'succeeded') return ending;
  if (ending.kind === goal) return { kind: 'as-asked', end: goal };
  return ending.kind === 'succeeded' ? { kind: 'too-late' } : ending;
}
