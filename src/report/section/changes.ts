import type { ServiceReport } from '../../model.ts';
import { codeBlock, codeSpan } from '../escape.ts';
import { capped, counted, folded, table } from './table.ts';

const SETTINGS = 50;
const DIFF_LIMIT = 60_000;

/** Which service settings change; a value that was not set is a dash. */
export function settingsSection(service: ServiceReport, open: boolean): string {
  if (service.changes.length === 0) return '';
  const { shown, hidden } = capped(
    service.changes.map(({ setting, before, after }) => [codeSpan(setting), value(before), value(after)]),
    SETTINGS,
  );
  const rest = hidden === 0 ? '' : `\n\n… and ${counted(hidden, 'more setting')}.`;
  const body = table(['Setting', 'Before', 'After'], shown) + rest;
  return folded(`Service settings: ${counted(service.changes.length, 'difference')}`, body, open);
}

/** The task definition's diff: open in a plan, which is read for it, folded in a deploy. */
export function diffSection(service: ServiceReport, open: boolean, limit = DIFF_LIMIT): string {
  const diff = service.definitionDiff.trimEnd();
  if (diff.trim() === '') return '';
  const lines = diff.split('\n');
  const added = lines.filter((line) => /^\+(?!\+\+ )/u.test(line)).length;
  const removed = lines.filter((line) => /^-(?!-- )/u.test(line)).length;
  return folded(
    `Task definition: ${counted(added, 'line')} added, ${removed} removed`,
    codeBlock(cut(diff, limit), 'diff'),
    open,
  );
}

function value(text: string | undefined): string {
  return text === undefined ? '–' : codeSpan(text.length > 300 ? `${text.slice(0, 300)}…` : text);
}

function cut(diff: string, limit: number): string {
  if (diff.length <= limit) return diff;
  const kept = diff.slice(0, diff.lastIndexOf('\n', limit));
  const hidden = diff.slice(kept.length + 1).split('\n').length;
  return `${kept}\n… ${counted(hidden, 'more line')}`;
}
