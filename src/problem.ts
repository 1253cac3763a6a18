import type { Origin, Problem } from './model.ts';
import { RULES, type RuleName } from './rules.ts';

/** A problem with the severity of its rule. */
export function toProblem(rule: RuleName, origin: Origin, { message, fix }: { message: string; fix: string }): Problem {
  return { rule, severity: RULES[rule], message, fix, origin };
}

/** Several services, or a service and a task, may have the same mistake. */
export function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

/** Of one rule in one place: more of them are one mistake made often, or another document. */
const MOST_ALIKE = 50;

/** The first fifty problems of each rule in each document; the last of them says how many more there are. */
export function fewOfEach(problems: readonly Problem[]): Problem[] {
  const alike = [...Map.groupBy(problems, ({ rule, origin }) => `${rule} ${placeOf(origin)}`).values()];
  if (alike.every(({ length }) => length <= MOST_ALIKE)) return [...problems];
  const kept = new Map(alike.flatMap((group) => group.slice(0, MOST_ALIKE).map((problem) => [problem, problem])));
  for (const group of alike) {
    const last = group[MOST_ALIKE - 1];
    const more = group.length - MOST_ALIKE;
    if (last !== undefined && more > 0)
      kept.set(last, { ...last, message: `${last.message} ${more} more like this are not shown.` });
  }
  return problems.flatMap((problem) => kept.get(problem) ?? []);
}

function placeOf(origin: Origin): string {
  switch (origin.kind) {
    case 'file':
      return origin.file;
    case 'input':
      return origin.input;
    case 'service':
      return '';
    case 'environment':
      return origin.variable;
    case 'aws':
      return '';
  }
}

export function atInput(input: string): Origin {
  return { kind: 'input', input };
}

/** Whether it is a position in a task definition or AppSpec that the user wrote, in a file or in the input itself. */
export function isInDocument(origin: Origin): boolean {
  return origin.kind === 'file' || (origin.kind === 'input' && origin.line !== undefined);
}

export function atService(service: string): Origin {
  return { kind: 'service', service };
}
