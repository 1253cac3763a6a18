import type { Variant } from './pattern.ts';

/** An error that AWS calls by name rules out a list of what it might be: its own words are all that is known. */
export function namedError(what: string) {
  return {
    where: 'the text has an error of AWS by name, which no other entry knows',
    when: /\b(?<error>(?:[A-Z][a-z]+){1,6}(?:Exception|Exceeded|NotFound|Mismatch|Failure)|(?:Invalid|Missing|Unsupported)[A-Z]\w{2,40})\b(?:: (?<why>[^\n:()]{5,300}?)(?=[.:(\n]|$))?/,
    plain: `${what}: AWS answered {error}[[ ({why})]].`,
    fix: 'Resolve {error}[[ ({why})]], which this list knows no more of, then deploy again.',
  } as const satisfies Variant;
}
