import { formatMinutes } from '../duration.ts';
import { endingAt } from '../deadline.ts';
import type { World } from '../world.ts';
import type { LiveCause, LiveRequest } from './diagnose/live.ts';
import { isDue, isNews } from './standstill.ts';
import type { Look, WatchState } from './state.ts';

/** The next look is due after 4 s, and the end of the deployment should not be seen much later. */
const DEADLINE_MS = 8_000;
/** At the end of the wait the whole diagnosis follows, and the last look must not be lost for this one. */
const ENOUGH_MS = 30_000;

/** Says now and then why a deployment does not get on; what cannot be found out in time is left out. */
export async function explainStandstill(state: WatchState, world: World): Promise<Look> {
  const { standstill, last, request, following } = state;
  if (standstill === undefined || last === undefined || !isDue(standstill, last)) return { state, events: [] };
  if (endOf(request) - last.at.getTime() < ENOUGH_MS) return { state, events: [] };
  const asked = { ...standstill, askedAt: last.at };
  const live = await findCause({ ...request, started: following.started, last }, world);
  if (live === undefined) return { state: { ...state, standstill: asked }, events: [] };
  const at = world.clock.now();
  const { cause, line } = live;
  const found = { ...asked, found: { at, cause } };
  if (!isNews(standstill, line, at)) return { state: { ...state, standstill: found }, events: [] };
  const minutes = Math.floor((at.getTime() - standstill.since.getTime()) / 60_000);
  return {
    state: { ...state, standstill: { ...found, told: { at, text: line } } },
    events: [{ at, kind: 'waiting', message: `waiting (no progress for ${formatMinutes(minutes)}): ${line}` }],
  };
}

function endOf({ since, started, waitMinutes }: WatchState['request']): number {
  return (since ?? started.startedAt).getTime() + waitMinutes * 60_000;
}

async function findCause(request: LiveRequest, world: World): Promise<LiveCause | undefined> {
  const { clock, signal } = world;
  const { diagnoseLive } = await import('./diagnose/live.ts');
  const end = clock.now().getTime() + DEADLINE_MS;
  const calls = endingAt(world, end, (bounded) => diagnoseLive(request, bounded)).catch(() => undefined);
  return (await clock.within({ milliseconds: DEADLINE_MS, signal }, calls)) ? await calls : undefined;
}
