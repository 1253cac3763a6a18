import type { Problem, Severity } from '../../model.ts';
import { codeSpan, prose } from '../escape.ts';
import { originText } from '../origin.ts';
import { capped, counted, folded, table } from './table.ts';

const ROWS = 100;
const SEVERITIES = ['error', 'warning', 'advice'] as const satisfies Severity[];
const ICONS: Record<Severity, string> = { error: '❌', warning: '⚠️', advice: '💡' };

/** Errors, then warnings, then advice, each with its place and fix. Open if there are errors, else folded. */
export function problemsSection(problems: Problem[]): string {
  if (problems.length === 0) return '';
  const sorted = SEVERITIES.flatMap((severity) => of(severity, problems));
  const { shown, hidden } = capped(withoutRepeats(sorted).map(problemRow), ROWS);
  const rest = hidden === 0 ? '' : `\n\n… and ${hidden} more.`;
  const body = table(['', 'Where', 'What', 'Fix'], shown) + rest;
  return of('error', problems).length > 0 ? `**${title(problems)}**\n\n${body}` : folded(title(problems), body);
}

/** A column of one and the same fix would bury what differs. */
function withoutRepeats(problems: Problem[]): Problem[] {
  return problems.map((problem, index) => {
    const before = problems[index - 1];
    const isSame = before?.rule === problem.rule && before.fix === problem.fix;
    return isSame ? { ...problem, fix: 'See above.' } : problem;
  });
}

/** `3 errors, 1 warning, 2 pieces of advice`. */
export function title(problems: Problem[]): string {
  const parts = SEVERITIES.flatMap((severity) => {
    const { length } = of(severity, problems);
    if (length === 0) return [];
    return severity === 'advice' ? `${counted(length, 'piece')} of advice` : counted(length, severity);
  });
  return `Checks: ${parts.join(', ')}`;
}

function of(severity: Severity, problems: Problem[]): Problem[] {
  return problems.filter((problem) => problem.severity === severity);
}

function problemRow(problem: Problem): string[] {
  return [
    ICONS[problem.severity],
    codeSpan(originText(problem.origin)),
    `${prose(problem.message)} (${codeSpan(problem.rule)})`,
    prose(problem.fix),
  ];
}
