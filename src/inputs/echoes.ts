import type { Problem } from '../model.ts';
import type { InputName } from './spec.ts';

/** The rules that report an unfilled placeholder: in the reader, the renderer and the checks. */
const UNFILLED: readonly string[] = ['unresolved-variable', 'unquoted-placeholder', 'placeholder-left', 'bad-image'];

/** Drops problems that only follow from an input already rejected: the reader would look for a second mistake. */
export function withoutEchoes(problems: readonly Problem[], bad: ReadonlySet<InputName>): Problem[] {
  return problems.filter(({ rule, origin }) => {
    if (origin.kind === 'input' && bad.has(origin.input as InputName)) return false;
    return !(bad.has('variables') && UNFILLED.includes(rule));
  });
}
