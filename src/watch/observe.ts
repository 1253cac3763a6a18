import { phaseOf } from '../aws/service.ts';
import type { World } from '../world.ts';
import { remember } from './ecs/adopt.ts';
import { toEvents } from './events.ts';
import type { Observation } from './observation.ts';
import { readObservation, type Reading } from './read.ts';
import { follow } from './standstill.ts';
import { learn, type Look, type WatchState } from './state.ts';
import { timedWait } from './timed.ts';

/** Reads what is due, or everything with `all`, adopts it and reports what is new. */
export async function observe(state: WatchState, options: Reading, world: World): Promise<Look> {
  const read = await readObservation(state, options, world);
  return tell(learn(state, [read], read.value.at), read.value);
}

/** What is new in an observation. */
export function tell({ state, events }: Look, now: Observation): Look {
  const { started } = state.following;
  const stage = now.deployment?.lifecycleStage;
  const goesOn = phaseOf(now.deployment) === 'running' && stage !== undefined;
  const production = now.revisions.find(({ role }) => role === 'target')?.productionWeight ?? 0;
  return {
    state: {
      ...state,
      silence: undefined,
      last: now,
      memory: remember(state.memory, started, now),
      standstill: follow(state.standstill, now),
      timed: timedWait(state, now, state.following.drainSeconds),
      furthest: goesOn ? { stage, production } : state.furthest,
    },
    events: [...events, ...toEvents(state.last, now, started.baseline.eventIds)],
  };
}
