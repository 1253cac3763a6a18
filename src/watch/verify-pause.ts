import { phaseOf } from '../aws/service.ts';
import { DeployError } from '../errors.ts';
import type { Cause, DeployEvent } from '../model.ts';
import { stageWords } from './progress.ts';
import type { World } from '../world.ts';
import type { Ending } from './ending.ts';
import { openHooks } from './observation.ts';
import type { Ended, Look, OnPause, WatchState } from './state.ts';
import { phrase } from '../phrases.ts';

type Paused = Ended & { ending: Extract<Ending, { kind: 'paused' }> };

/** Whether a watch ended at a pause where the release has not been verified yet, but is to be. */
export function isToVerify(ended: Ended): ended is Paused {
  const { onPause } = ended.state.request;
  const isOpen = ended.ending.kind === 'paused' && ended.ending.verified === 'not-yet';
  return isOpen && (onPause?.verify !== undefined || onPause?.act === 'continue');
}

/** Verifies the release where the deployment is paused; resolves to what speaks against it, or to nothing if nothing could be asked there. */
export async function* verifyPause(
  { state, ending }: Paused,
  world: World,
): AsyncGenerator<DeployEvent, readonly Cause[] | undefined> {
  const { onPause, started } = state.request;
  const causes = state.last && onPause?.verify && (yield* onPause.verify(ending.hooks, state));
  if (causes !== undefined || onPause?.act === 'return' || world.signal.aborted) return causes;
  const [hook] = ending.hooks;
  const where = hook?.stage === undefined ? 'at this pause' : `at ${stageWords(hook.stage)}`;
  const message = `Nothing can be verified ${where}, so someone has to continue ${started.service} (${phrase('mode', 'continue')}).`;
  yield { at: world.clock.now(), kind: 'warning', message };
  return undefined;
}

interface Answering {
  /** The pause that was verified. */
  ending: Paused['ending'];
  causes: readonly Cause[] | undefined;
  /** What a look after the verification showed. */
  seen: Look;
}

/** Lets a release that passed go on, if this step is to continue it. What happened to the deployment during the verification comes first. */
export async function* answerPause(
  { ending, causes, seen }: Answering,
  world: World,
): AsyncGenerator<DeployEvent, Look> {
  const { state } = seen;
  const { onPause } = state.request;
  if (world.signal.aborted) return { state, events: [], ending: { kind: 'cancelled', rollback: 'none' } };
  if (seen.ending !== undefined || onPause === undefined) return { ...seen, events: [] };
  if (causes === undefined) {
    if (onPause.act === 'return') return { state, events: [], ending: { ...ending, verified: 'nothing' } };
    return { state: withAnswered(state, onPause, ending), events: [] };
  }
  const open = state.last === undefined ? ending.hooks : openHooks(state.last);
  const waiting = ending.hooks.filter(({ id }) => open.some((one) => one.id === id));
  const [hook] = waiting;
  if (causes.length > 0) {
    if (phaseOf(state.last?.deployment) === 'going-back')
      return { state: withAnswered(state, onPause, ending), events: [] };
    return { state, events: [], ending: { kind: 'refuted', causes, hook, rollback: 'none' } };
  }
  if (hook === undefined) {
    const message =
      'The deployment no longer waits at this pause: someone else acted on it during the verification, or the pause timed out.';
    yield { at: world.clock.now(), kind: 'warning', message };
    return { state: withAnswered(state, onPause, ending), events: [] };
  }
  const paused: Paused = { state, events: [], ending: { ...ending, hooks: waiting } };
  if (onPause.act === 'return') return { ...paused, ending: { ...paused.ending, verified: 'passed' } };
  return yield* goOn(paused, onPause, world);
}

/** A pause that someone else answered meanwhile is followed like any other. */
async function* goOn({ state, ending }: Paused, onPause: OnPause, { clock }: World): AsyncGenerator<DeployEvent, Look> {
  for (const hook of ending.hooks) {
    try {
      const isDone = await onPause.answer(state.following.arn ?? '', hook);
      const message = isDone
        ? `verified; continuing the deployment (hook ${hook.id})`
        : `The hook ${hook.id} is no longer waiting: someone else answered, or it timed out.`;
      yield { at: clock.now(), kind: isDone ? 'waiting' : 'warning', message };
    } catch (failure) {
      if (!(failure instanceof DeployError)) throw failure;
      return { state, events: [], ending: { ...ending, verified: 'passed', failure } };
    }
  }
  return { state: withAnswered(state, onPause, ending), events: [] };
}

function withAnswered(state: WatchState, onPause: OnPause, { hooks }: Paused['ending']): WatchState {
  const answered = [...onPause.answered, ...hooks.map(({ id }) => id)];
  return { ...state, request: { ...state.request, onPause: { ...onPause, answered } } };
}
