import type { World } from '../emulator/world.ts';
import { toLogLine } from './log-line.ts';
import type { Message } from './messages.ts';
import { createPace } from './pace.ts';
import { play } from './play.ts';
import { sceneOf } from './scene.ts';
import type { Show } from './shows.ts';

export interface Audience {
  send(message: Message): void;
  /** Takes the Markdown of the summary, and says where it can be read. */
  keep(summary: string): string;
}

/** Plays a show as messages for the page; nothing more is sent once it is aborted. */
export async function streamPlay(
  show: Show,
  options: { speed: number; signal: AbortSignal },
  { send, keep }: Audience,
): Promise<void> {
  const pace = createPace({ speed: options.speed, send });
  options.signal.addEventListener('abort', () => pace.stop());
  const push = (message: Message): void => {
    if (!options.signal.aborted) pace.push(message);
  };
  let at = 0;
  let shown = '';
  const look = (world: World): void => {
    if (at === 0) push({ type: 'begin', at: world.startAt, title: show.title, inputs: Object.entries(show.inputs) });
    at = world.clock.now();
    push({ type: 'clock', at });
    const scene = sceneOf(world);
    const text = JSON.stringify(scene);
    if (text !== shown) push({ type: 'scene', at, scene });
    shown = text;
  };
  const { exitCode, outcome, summary, seconds } = await play(show, options, {
    onSecond: look,
    onLine: (text) => {
      const line = toLogLine(text);
      if (line !== undefined) push({ type: 'line', at, line });
    },
  });
  if (options.signal.aborted) return;
  push({ type: 'end', at, verdict: { green: exitCode === 0, outcome, exitCode, seconds, summary: keep(summary) } });
  await pace.drained();
}
