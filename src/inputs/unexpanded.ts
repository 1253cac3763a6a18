import type { Document, Problem } from '../model.ts';
import { atInput, toProblem } from '../problem.ts';
import { listed } from './place.ts';
import { INPUTS, type InputName, type Pairs } from './spec.ts';
import type { InputSpec } from './table/input-spec.ts';
import { phrase } from '../phrases.ts';

/** Values that a shell or program in the container may expand itself: `$NAME` is left alone in these. */
const EXPANDED_LATER: readonly InputName[] = [
  'environment-variables',
  'docker-labels',
  'command',
  'run-task-container-overrides',
];

/** Options in which AWS takes a `$` literally; other log drivers may have their own variables. */
const LITERAL_OPTION = /^awslogs-/;

/** Inputs in which a placeholder may stay: a document is checked field by field, the others belong to the container. */
export function takesPlaceholders(name: string): boolean {
  const spec: InputSpec | undefined = Object.hasOwn(INPUTS, name) ? INPUTS[name as InputName] : undefined;
  return (
    spec?.type === 'document' || EXPANDED_LATER.includes(name as InputName) || name === 'log-configuration-options'
  );
}

export interface GivenText {
  name: InputName;
  text: string;
  /** The value, if the text could be parsed. */
  value: unknown;
}

/** `$NAME`, `${NAME}`, `$(command)` or an expression without its dollar sign: nothing expands them in an input, and AWS would get them as written. */
export function unexpanded({ name, text, value }: GivenText, isSet: (name: string) => boolean): Problem | undefined {
  if (EXPANDED_LATER.includes(name)) return undefined;
  const found = name === 'variables' ? inVariables(value, isSet) : findAll(literalText({ name, text, value }));
  const [first] = found;
  if (first === undefined) return undefined;
  const literal = found.find(({ isLiteral }) => isLiteral);
  if (literal !== undefined) {
    return toProblem('unexpanded-variable', atInput(name), {
      message: `${phrase('input', name)} contains ${literal.written}, an expression that ${phrase('expander')} did not evaluate.`,
      fix: phrase('literal-expression'),
    });
  }
  const written = listed([...new Set(found.map((one) => one.written))].slice(0, 3));
  const replacements = listed([...new Set(found.map((one) => one.expression))].slice(0, 3));
  return toProblem('unexpanded-variable', atInput(name), {
    message: `${phrase('input', name)} contains ${written}, which ${phrase('expander')} does not expand in an input.`,
    fix: first.isCommand ? phrase('command-output') : `Write ${replacements}.`,
  });
}

/** In a document, every `${{ … }}` is at its own place; other placeholders are left to the checks of its fields. */
export function unevaluated({ text, source }: Document): Problem[] {
  if (source.kind !== 'input') return [];
  return [...text.matchAll(/\$\{\{[^{}\n]*\}\}/g)].map(({ 0: written, index }) => {
    const before = text.slice(0, index).split('\n');
    const column = (before.at(-1)?.length ?? 0) + 1;
    const place = { line: before.length, column, endColumn: column + written.length };
    return toProblem(
      'unexpanded-variable',
      { ...source, ...place },
      {
        message: `The document contains \`${written}\`, an expression that ${phrase('expander')} did not evaluate.`,
        fix: phrase('literal-expression'),
      },
    );
  });
}

interface Found {
  written: string;
  /** What expands to the same value. */
  expression: string;
  isCommand?: boolean;
  /** An expression with all its signs. */
  isLiteral?: boolean;
}

const PATTERN =
  /(?<literal>\$\{\{[^{}]*\}\})|\$\{(?<braced>[A-Za-z_]\w*)\}|\$env:(?<powershell>[A-Za-z_]\w*)|\$(?<bare>[A-Za-z_]\w*)|\$\((?<command>[^)]{0,100})\)|(?<!\$)\{\{\s*(?<bald>(?:github|env|vars|secrets|steps|needs|inputs|matrix|job|runner|strategy)\.[^{}]*)\}\}/g;

function findAll(text: string): Found[] {
  return [...text.matchAll(PATTERN)].map((match): Found => {
    const { literal, braced, powershell, bare, bald, command } = match.groups ?? {};
    if (literal !== undefined) return { written: `\`${literal}\``, expression: '', isLiteral: true };
    if (command !== undefined) return { written: '`$(…)`', expression: '', isCommand: true };
    if (bald !== undefined) return { written: `\`${match[0]}\``, expression: phrase('expression', bald.trimEnd()) };
    return { written: `\`${match[0]}\``, expression: phrase('variable', braced ?? powershell ?? bare ?? '') };
  });
}

/** A value may end up in a command, where `$NAME` belongs to the shell; it is a mistake if the step itself has that variable, or if the value is nothing else. */
function inVariables(value: unknown, isSet: (name: string) => boolean): Found[] {
  if (!Array.isArray(value)) return [];
  return (value as Pairs).flatMap(([key, text]) =>
    findAll(text).filter((one) => {
      const name = /\w+/.exec(one.written)?.[0] ?? '';
      return !isItself(key, text) && (one.isLiteral === true || isSet(name) || one.written === `\`${text.trim()}\``);
    }),
  );
}

/** `NAME=${NAME}` keeps a placeholder of the file as it is. */
function isItself(key: string, text: string): boolean {
  return text.trim() === `\${${key}}`;
}

function literalText({ name, text, value }: GivenText): string {
  if (name !== 'log-configuration-options') return text;
  const options = Array.isArray(value) ? (value as Pairs) : [];
  return options.flatMap(([key, option]) => (LITERAL_OPTION.test(key) ? [option] : [])).join('\n');
}
