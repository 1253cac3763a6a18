import type { Report, ScheduleReport } from '../../model.ts';
import { codeSpan, prose } from '../escape.ts';
import { shortName } from '../names.ts';
import { capped, table } from './table.ts';

const SHOWN = 50;
const STATES: Record<ScheduleReport['state'], string> = {
  moved: '✅ moved',
  kept: 'kept',
  failed: '❌ not moved',
  'to-move': 'would move',
};

/** Which rules and schedules run the new revision, and why others do not. */
export function schedulesSection({ schedules = [] }: Report): string {
  if (schedules.length === 0) return '';
  const order = ['failed', 'to-move', 'moved', 'kept'] satisfies ScheduleReport['state'][];
  const sorted = schedules.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  const { shown, hidden } = capped(sorted.map(rowOf), SHOWN);
  const more = hidden > 0 ? `\n\n… and ${hidden} more.` : '';
  return `**Schedules**\n\n${table(['schedule', 'kind', 'cluster', 'state', 'task definition', 'note'], shown)}${more}`;
}

function rowOf({ name, kind, cluster, state, before, after, note = '' }: ScheduleReport): string[] {
  const next =
    state === 'to-move'
      ? after === undefined
        ? 'new revision'
        : codeSpan(shortName(after))
      : codeSpan(shortName(after ?? before));
  const revisions = state === 'kept' ? codeSpan(shortName(before)) : `${codeSpan(shortName(before))} → ${next}`;
  return [codeSpan(name), kind, codeSpan(cluster), STATES[state], revisions, prose(note)];
}
