import { DeployError } from '../errors.ts';
import type { DeployEvent } from '../model.ts';
import { stageWords } from './progress.ts';
import type { World } from '../world.ts';
import type { Ending } from './ending.ts';
import type { Ended, Look, OnPause, WatchState } from './state.ts';

type Paused = Ended & { ending: Extract<Ending, { kind: 'paused' }> };

/** Whether a watch ended at a pause where the release has not been verified yet, but is to be. */
export function isToVerify(ended: Ended): ended is Paused {
  const { onPause } = ended.state.request;
  const isOpen = ended.ending.kind === 'paused' && ended.ending.verified === 'not-yet';
  return isOpen && (onPause?.verify !== undefined || onPause?.act === 'continue');
}

/** Verifies the release where the deployment is paused; one that passes goes on, if this step is to continue it. */
export async function* verifyPause(paused: Paused, world: World): AsyncGenerator<DeployEvent, Look> {
  const { state, ending } = paused;
  const { onPause, started } = state.request;
  if (onPause === undefined) return paused;
  const [hook] = ending.hooks;
  const verifying = state.last && onPause.verify?.(ending.hooks, state);
  const causes = verifying === undefined ? undefined : yield* verifying;
  const told: Look = { state: { ...state, lastNews: world.clock.now() }, events: [] };
  if (world.signal.aborted) return { ...told, ending: { kind: 'cancelled', rollback: 'none' } };
  if (causes === undefined) {
    if (onPause.act === 'return') return { ...told, ending: { ...ending, verified: 'nothing' } };
    const where = hook?.stage === undefined ? 'at this pause' : `at ${stageWords(hook.stage)}`;
    const message = `Nothing can be verified ${where}, so someone has to continue ${started.service} (mode: continue).`;
    yield { at: world.clock.now(), kind: 'warning', message };
    return { ...told, state: withAnswered(told.state, onPause, ending) };
  }
  if (causes.length > 0) return { ...told, ending: { kind: 'refuted', causes, hook, rollback: 'none' } };
  if (onPause.act === 'return') return { ...told, ending: { ...ending, verified: 'passed' } };
  return yield* goOn({ ...told, ending }, onPause, world);
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
