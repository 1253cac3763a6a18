import { endingAt } from '../deadline.ts';
import { DeployError } from '../errors.ts';
import type { DeployEvent } from '../model.ts';
import { QUIET_MS, SLACK_MS, waitFor } from '../patience.ts';
import type { World } from '../world.ts';
import type { Ending } from './ending.ts';
import { inOrder } from './events.ts';
import { look } from './look.ts';
import type { Look, WatchState } from './state.ts';
import { explainSilence, explainWaiting } from './waiting.ts';
import { phrase } from '../phrases.ts';

/** How far the last looks may exceed the wait, if AWS does not answer when the time is up. */
export const LAST_LOOKS_MS = 20_000;

/** One look that ends shortly after the wait at the latest. Reports what is new or, if nothing has been for a while, what the deployment is waiting for. */
export async function* lookInTime(
  { state, until }: { state: WatchState; until: Date },
  world: World,
): AsyncGenerator<DeployEvent, Look> {
  const { clock, signal } = world;
  const end = until.getTime() + LAST_LOOKS_MS;
  const calls = endingAt(world, end, (bounded) => look(state, bounded));
  const milliseconds = end - clock.now().getTime() + SLACK_MS;
  const quietFor = clock.now().getTime() - state.lastNews.getTime();
  const message = explainSilence(state.silence?.since ?? state.last?.at);
  const seen = yield* waitFor({ calls, milliseconds, quietFor, message }, world);
  if (seen !== undefined) return yield* speak(seen.answer, clock.now());
  return { state, events: [], ending: signal.aborted ? { kind: 'cancelled', rollback: 'none' } : unanswered(state) };
}

function* speak(seen: Look, now: Date): Generator<DeployEvent, Look> {
  const { state, events, ending } = seen;
  const isQuiet = now.getTime() - state.lastNews.getTime() >= QUIET_MS;
  const told = events.length === 0 && ending === undefined && isQuiet ? waiting(state, now) : inOrder(events);
  yield* told;
  return told.length === 0 ? seen : { ...seen, state: { ...state, lastNews: now } };
}

function waiting({ silence, last, timed }: WatchState, at: Date): DeployEvent[] {
  if (silence !== undefined) return [{ at, kind: 'waiting', message: explainSilence(silence.since) }];
  return last === undefined ? [] : [{ at, kind: 'waiting', message: explainWaiting(last, at, timed) }];
}

function unanswered({ silence, last, request }: WatchState): Ending {
  const failure = new DeployError('aws', 'No answer from AWS while watching the deployment.', {
    fix: `Check the network of ${phrase('runner')} and https://health.aws.amazon.com.`,
  });
  const since = last?.at ?? request.started.startedAt;
  return { kind: 'silent', ...(silence ?? { since, failure }), timedOut: true, rollback: 'none' };
}
