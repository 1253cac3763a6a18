import { formatMinutes } from '../../duration.ts';
import { endingAt } from '../../deadline.ts';
import { DeployError } from '../../errors.ts';
import type { DeployEvent } from '../../model.ts';
import { QUIET_MS, SLACK_MS, waitFor } from '../../patience.ts';
import type { World } from '../../world.ts';
import { LAST_LOOKS_MS } from '../look-in-time.ts';
import { explainSilence } from '../waiting.ts';
import type { TaskEnding } from './ending.ts';
import { lookAtTask } from './look.ts';
import type { TaskLook, TaskWatchState } from './state.ts';
import { phrase } from '../../phrases.ts';

/** One look that ends shortly after the wait at the latest. Reports what is new or, if nothing has been for a while, that the task is still running. */
export async function* lookAtTaskInTime(
  { state, until }: { state: TaskWatchState; until: Date },
  world: World,
): AsyncGenerator<DeployEvent, TaskLook> {
  const { clock, signal } = world;
  const end = until.getTime() + LAST_LOOKS_MS;
  const calls = endingAt(world, end, (bounded) => lookAtTask(state, bounded));
  const milliseconds = end - clock.now().getTime() + SLACK_MS;
  const quietFor = clock.now().getTime() - state.lastNews.getTime();
  const message = explainSilence(state.silence?.since ?? state.seenAt);
  const seen = yield* waitFor({ calls, milliseconds, quietFor, message }, world);
  if (seen !== undefined) return yield* speak(seen.answer, clock.now());
  return { state, events: [], ending: signal.aborted ? { kind: 'cancelled', stop: 'none' } : unanswered(state) };
}

function* speak(seen: TaskLook, now: Date): Generator<DeployEvent, TaskLook> {
  const { state, events, ending } = seen;
  const isQuiet = now.getTime() - state.lastNews.getTime() >= QUIET_MS;
  const told = events.length === 0 && ending === undefined && isQuiet ? [waiting(state, now)] : events;
  yield* told;
  return told.length === 0 ? seen : { ...seen, state: { ...state, lastNews: now } };
}

function waiting({ silence, task, startedAt }: TaskWatchState, at: Date): DeployEvent {
  if (silence !== undefined) return { at, kind: 'waiting', message: explainSilence(silence.since) };
  const minutes = Math.round((at.getTime() - startedAt.getTime()) / 60_000);
  const since = minutes === 0 ? '' : ` (started ${formatMinutes(minutes)} ago)`;
  return {
    at,
    kind: 'waiting',
    message: `waiting: the one-off task is ${(task.lastStatus ?? 'unknown').toLowerCase()}${since}`,
  };
}

function unanswered({ silence, seenAt }: TaskWatchState): TaskEnding {
  const failure = new DeployError('aws', 'No answer from AWS while following the one-off task.', {
    fix: `Check the network of ${phrase('runner')} and https://health.aws.amazon.com.`,
  });
  return { kind: 'silent', ...(silence ?? { since: seenAt, failure }), timedOut: true, stop: 'none' };
}
