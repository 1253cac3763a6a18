import type { Origin, Problem } from '../model.ts';
import type { InputName } from './spec.ts';

/** The rules that report an unfilled placeholder: in the reader, the renderer and the checks. */
const UNFILLED: readonly string[] = ['unresolved-variable', 'unquoted-placeholder', 'placeholder-left', 'bad-image'];

/** The rules that report an expression that the host did not evaluate once more. */
const PLACEHOLDERS: readonly string[] = [...UNFILLED, 'placeholder-likely', 'placeholder-kept'];

/** Drops problems that only follow from an input already rejected: the reader would look for a second mistake. */
export function withoutEchoes(problems: readonly Problem[], bad: ReadonlySet<InputName>): Problem[] {
  const unevaluated = problems.flatMap(({ rule, origin }) => (rule === 'unexpanded-variable' ? lineOf(origin) : []));
  return problems.filter(({ rule, origin }) => {
    if (PLACEHOLDERS.includes(rule) && lineOf(origin).some((line) => unevaluated.includes(line))) return false;
    if (origin.kind === 'input' && bad.has(origin.input as InputName)) return false;
    if (rule === 'service-type' && bad.has('service-type')) return false;
    return !(bad.has('variables') && UNFILLED.includes(rule));
  });
}

/** The line of a document that is written in an input. */
function lineOf(origin: Origin): string[] {
  return origin.kind === 'input' && origin.line !== undefined ? [`${origin.input} ${origin.line}`] : [];
}
