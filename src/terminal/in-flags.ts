import { INPUTS, type InputName } from '../inputs/spec.ts';
import type { InputSpec } from '../inputs/table/input-spec.ts';

const NAMES = Object.keys(INPUTS) as InputName[];
/** Longest first, so that `task-definition-arn` is not read as `task-definition`. */
const oneOf = (names: readonly string[]): string => names.toSorted((a, b) => b.length - a.length).join('|');

/** Names that no sentence has for anything else. */
const HYPHENATED = oneOf(NAMES.filter((name) => name.includes('-')));
/** Ordinary words, which are inputs where a fix says what to set. */
const WORDS = oneOf(NAMES.filter((name) => !name.includes('-')));

/** A subcommand of `aws` or a mode may have the name of an input; a path, a key and a flag hold one. */
const BEFORE = String.raw`(?<![\w./:@"{$-])(?<!\b(?:aws [a-z-]{1,30}|ecs-express-deploy) )`;
/** At the end of a line is the name of its rule. */
const AFTER = String.raw`(?![\w/@-]|[.:][\w/]|\)$)`;

const SETTING = new RegExp(`${BEFORE}(${HYPHENATED}|(?<=\\b[Ss]et )(?:${WORDS})): ([\\w%.-]{1,40})(?<![.])`, 'g');
const INPUT = new RegExp(`\\binput \`(${oneOf(NAMES)})\``, 'g');
const NAMED = new RegExp(`${BEFORE}(${HYPHENATED}|(?<=\\b(?:[Ss]et|[Rr]emove) )(?:${WORDS})(?! of\\b))${AFTER}`, 'g');

/** `--infrastructure-role-arn and image`: a word that follows flags in a list is one, too. */
const ONE_MORE = new RegExp(
  `(--[\\w-]{1,60}(?: \\([^()]{1,60}\\))?,? (?:or|and) )(${WORDS})(?![\\w/@-]|[.:][\\w/]| of\\b|\\)$)`,
  'g',
);

/** A fix names inputs as the documents do; whoever types a command looks for flags. */
export function inFlags(text: string): string {
  return text
    .replaceAll(/`mode: ([a-z-]{1,20})`/g, '`ecs-express-deploy $1`')
    .replaceAll(SETTING, (_, name: InputName, value: string) => toFlag(name, value))
    .replaceAll(INPUT, '`--$1`')
    .replaceAll(NAMED, '--$1')
    .replaceAll(ONE_MORE, '$1--$2');
}

/** `--name value`. A switch needs no value, and one that is on by default is turned off by its opposite. */
export function toFlag(name: string, value: string): string {
  const { type, default: usual }: Partial<InputSpec> = Object.hasOwn(INPUTS, name) ? INPUTS[name as InputName] : {};
  if (type === 'boolean' && value === 'true') return `--${name}`;
  if (type === 'boolean' && value === 'false' && usual === 'true') return `--no-${name}`;
  return `--${name} ${value}`;
}
