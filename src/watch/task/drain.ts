import type { DeployEvent } from '../../model.ts';
import type { World } from '../../world.ts';
import { readNewLines } from './logs.ts';
import type { TaskWatchState } from './state.ts';

/** CloudWatch shows the last lines a moment after the container has ended. */
const DRAIN_SECONDS = 12;
const DRAIN_EVERY_MS = 2_000;

/** Keeps reading until nothing new arrives, for a few seconds at most. */
export async function* drainLogs(
  start: TaskWatchState,
  endBy: Date,
  world: World,
): AsyncGenerator<DeployEvent, TaskWatchState> {
  const { clock, signal } = world;
  const until = Math.min(clock.now().getTime() + DRAIN_SECONDS * 1000, endBy.getTime());
  let state = start;
  for (let silent = 0; silent < 2 && clock.now().getTime() < until;) {
    const reading = readNewLines({ task: state.task, logs: state.logs, keep: state.request.logLines }, world);
    if (!(await clock.within({ milliseconds: until - clock.now().getTime(), signal }, reading))) return state;
    const { logs, events } = await reading;
    yield* events;
    state = { ...state, logs };
    silent = events.length === 0 ? silent + 1 : 0;
    if (logs.every(({ unreadable }) => unreadable) || state.task.startedAt === undefined) return state;
    if (silent < 2) await clock.sleep(DRAIN_EVERY_MS, signal).catch(() => undefined);
    if (signal.aborted) return state;
  }
  return state;
}
