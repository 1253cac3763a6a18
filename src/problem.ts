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
