import type { Problem } from '../model.ts';
import type { InputName } from './spec.ts';

/** What a placeholder that nothing filled in is called by the reader, the renderer and the checks. */
const UNFILLED: readonly string[] = ['unresolved-variable', 'unquoted-placeholder', 'placeholder-left', 'bad-image'];

/** Without what follows from an input that was refused already: the reader would look for a second mistake. */
export function withoutEchoes(problems: readonly Problem[], bad: ReadonlySet<InputName>): Problem[] {
  return problems.filter(({ rule, origin }) => {
    if (origin.kind === 'input' && bad.has(origin.input as InputName)) return false;
    return !(bad.has('variables') && UNFILLED.includes(rule));
  });
}
