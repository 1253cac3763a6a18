import { parseInputs, type ReadInputs, type Surroundings } from '../../src/inputs/parse.ts';
import type { InputName } from '../../src/inputs/spec.ts';

export type Given = Partial<Record<InputName, string>>;

/** Inputs that deploy something, so that what is looked at is the only mistake. */
export const DEPLOY: Given = { service: 'web', image: 'web:1' };

export function parse(given: Given, surroundings?: Surroundings): ReadInputs {
  return parseInputs((name) => given[name] ?? '', surroundings);
}

/** `rule input` of every problem. */
export function told(given: Given, surroundings?: Surroundings): string[] {
  return parse(given, surroundings).problems.map(
    ({ rule, origin }) => `${rule} ${origin.kind === 'input' ? origin.input : ''}`,
  );
}
