import type { Problem } from '../../model.ts';
import { codeSpan, prose } from '../escape.ts';
import { originText } from '../origin.ts';
import { capped, counted, folded, table } from './table.ts';

const ROWS = 100;

/** Every mistake at its place with its fix. Errors stand open, warnings alone are folded. */
export function problemsSection(problems: Problem[]): string {
  if (problems.length === 0) return '';
  const errors = problems.filter((problem) => problem.severity === 'error');
  const sorted = [...errors, ...problems.filter((problem) => problem.severity === 'warning')];
  const { shown, hidden } = capped(sorted.map(problemRow), ROWS);
  const rest = hidden === 0 ? '' : `\n\n… and ${hidden} more.`;
  const body = table(['', 'Where', 'What', 'Fix'], shown) + rest;
  return errors.length > 0 ? `**${title(problems)}**\n\n${body}` : folded(title(problems), body);
}

/** `3 errors, 1 warning`. */
export function title(problems: Problem[]): string {
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const warnings = problems.length - errors;
  const parts = [errors === 0 ? '' : counted(errors, 'error'), warnings === 0 ? '' : counted(warnings, 'warning')];
  return `Checks: ${parts.filter((part) => part !== '').join(', ')}`;
}

function problemRow(problem: Problem): string[] {
  const icon = problem.severity === 'error' ? '❌' : '⚠️';
  return [
    icon,
    codeSpan(originText(problem.origin)),
    `${prose(problem.message)} (${codeSpan(problem.rule)})`,
    prose(problem.fix),
  ];
}
