import type { Target } from '../../model.ts';
import type { World } from '../../world.ts';

/** As many as a reader takes in; the summary has them all. */
const SHOWN = 20;
const LONGEST = 120;

/** The settings that change, one a line, as people read differences. */
export function showChanges(target: Pick<Target, 'name' | 'cluster' | 'changes'>, world: World): void {
  const { changes } = target;
  const lines = changes
    .slice(0, SHOWN)
    .map(({ setting, before, after }) => `${setting}: ${shorten(before)} → ${shorten(after)}`);
  const rest = changes.length - SHOWN;
  const all = rest > 0 ? [...lines, `… and ${rest} more settings, in the summary.`] : lines;
  for (const message of all) world.emit({ at: world.clock.now(), kind: 'notice', message: `  ${message}` }, target);
}

function shorten(text = '–'): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
