import { errorName } from '../../aws/failure.ts';
import { DeployError } from '../../errors.ts';
import type { DeployEvent } from '../../model.ts';
import { GRACE_MS, millisecondsUntil } from '../../patience.ts';
import type { World } from '../../world.ts';
import { LAST_LOOKS_MS } from '../look-in-time.ts';
import { concludeTask, type TaskWatchResult } from './conclude.ts';
import type { Stop, TaskEnding } from './ending.ts';
import { drainLogs } from './drain.ts';
import { lookAtTaskInTime } from './look-in-time.ts';
import { beginTaskWatch, type TaskLook, type TaskWatchRequest, type TaskWatchState } from './state.ts';

/** One DescribeTasks and one GetLogEvents a container: far below the throttles of 40 and 10 calls a second (docs: DG/request-throttling). */
const LOOK_EVERY_MS = 3_000;
/** A cancelled step has about ten seconds in all; the runner kills it after that. */
const CANCEL_MS = 3_000;

/** Follows the one-off task to its end: its states and its containers' logs. */
export async function* watchTask(
  request: TaskWatchRequest,
  world: World,
): AsyncGenerator<DeployEvent, TaskWatchResult> {
  const begun = beginTaskWatch(request, world);
  const until = new Date(begun.startedAt.getTime() + request.waitMinutes * 60_000);
  const endBy = new Date(until.getTime() + GRACE_MS);
  const stopped = yield* stopWhereAsked(yield* follow(begun, until, world), { endBy }, world);
  const { ending } = stopped;
  let { state } = stopped;
  if (ending.kind === 'succeeded' || ending.kind === 'failed') state = yield* drainLogs(state, endBy, world);
  return await concludeTask({ state, ending, endBy }, world);
}

type Ended = TaskLook & { ending: TaskEnding };

/** Looks until it is over or the time is up. */
async function* follow(begun: TaskWatchState, until: Date, world: World): AsyncGenerator<DeployEvent, Ended> {
  const every = Math.min(LOOK_EVERY_MS, (begun.request.maxDelaySeconds ?? 600) * 1000);
  for (let state = begun; ;) {
    const seen = yield* lookAtTaskInTime({ state, until }, world);
    ({ state } = seen);
    const left = millisecondsUntil(until, world);
    const ending = seen.ending ?? (left > 0 ? undefined : timeIsOver(state, left));
    if (ending !== undefined) return { state, events: [], ending };
    const cancelled = await world.clock.sleep(left <= 0 ? every : Math.min(every, left), world.signal).then(
      () => false,
      () => true,
    );
    if (cancelled) return { state, events: [], ending: { kind: 'cancelled', stop: 'none' } };
  }
}

/** If AWS does not answer right now, it is asked again for a moment. */
function timeIsOver({ request, silence }: TaskWatchState, left: number): TaskEnding | undefined {
  if (silence === undefined) return { kind: 'timed-out', minutes: request.waitMinutes, stop: 'none' };
  return left > -LAST_LOOKS_MS ? undefined : { kind: 'silent', ...silence, timedOut: true, stop: 'none' };
}

/** Stops the task if the job was cancelled, or if the time is up and the inputs say so. */
async function* stopWhereAsked(
  { state, events, ending }: Ended,
  { endBy }: { endBy: Date },
  world: World,
): AsyncGenerator<DeployEvent, Ended> {
  const outOfTime = ending.kind === 'timed-out' || (ending.kind === 'silent' && ending.timedOut);
  const cancelled = ending.kind === 'cancelled';
  if (!cancelled && !(outOfTime && state.request.stopOnTimeout)) return { state, events, ending };
  const asking = stop(state, cancelled ? 'Cancelled' : 'Timed out');
  const milliseconds = cancelled ? CANCEL_MS : millisecondsUntil(endBy, world);
  const answered = await world.clock.within({ milliseconds, signal: new AbortController().signal }, asking);
  const attempt: Attempt = answered ? await asking : { stop: 'refused' };
  if (attempt.warning !== undefined) yield { at: world.clock.now(), kind: 'warning', message: attempt.warning };
  return { state, events, ending: { ...ending, stop: attempt.stop } };
}

interface Attempt {
  stop: Stop;
  warning?: string;
}

async function stop({ request }: TaskWatchState, why: string): Promise<Attempt> {
  try {
    await request.stop(`${why} by ecs-express-deploy`);
    return { stop: 'requested' };
  } catch (error) {
    if (error instanceof DeployError && error.code === 'access-denied') return { stop: 'refused' };
    const message = error instanceof Error ? error.message : errorName(error);
    return { stop: 'refused', warning: `The one-off task could not be stopped: ${message}` };
  }
}
