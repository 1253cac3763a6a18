import type { Report } from '../../model.ts';
import { prose } from '../escape.ts';
import { folded } from './table.ts';

const SHOWN = 30;

/** What could not be looked at before the first write, and the statement that would allow it. */
export function notCheckedSection({ notChecked }: Report): string {
  if (notChecked === undefined) return '';
  const { what, fix } = notChecked;
  const more = what.length > SHOWN ? [`and ${what.length - SHOWN} more`] : [];
  const list = [...what.slice(0, SHOWN), ...more].map((line) => `- ${prose(line)}`).join('\n');
  return folded('Not checked before the first write', fix === undefined ? list : `${list}\n\n${prose(fix)}`);
}
