import type { Problem } from '../model.ts';
import type { Source, Span } from './source.ts';

/** An error of the YAML parser; the parser's own words speak of its grammar. */
interface YamlError {
  code: string;
  message: string;
  pos: readonly [number, number];
}

/** One syntax error in plain words; only the first of a file is told, for a parser's later ones mostly follow from it. */
export function explainYamlError(source: Source, error: YamlError): Problem {
  const span = placeOf(error, source.text);
  const [message, fix] = explain(error, { text: source.text, span });
  return { rule: 'yaml-syntax', severity: 'error', message: `Not YAML: ${message}.`, fix, origin: source.at(span) };
}

/** An alias that leads nowhere is mostly a `*` that was meant as text; many that multiply each other are an attack or a mistake. */
export function explainAlias(source: Source, message: string): Problem {
  const name = /^Unresolved alias[^:]*: (.*)$/s.exec(message)?.[1];
  const offset = Math.max(0, source.text.indexOf(`*${name ?? ''}`));
  const origin = source.at({ offset, length: name === undefined ? 0 : name.length + 1 });
  const [what, fix] =
    name === undefined
      ? ['the aliases multiply too often', 'Write the values out instead of using anchors and aliases.']
      : [
          'this value starts with "*", which refers to an anchor that does not exist',
          'Put the value in quotes, or define the anchor (&name) above it.',
        ];
  return { rule: 'yaml-syntax', severity: 'error', message: `Not YAML: ${what}.`, fix, origin };
}

/** The parser names the start of the text that cannot be a key; the mistake shows at the colon after it. */
function placeOf({ code, pos: [start, end] }: YamlError, text: string): Span {
  const colon = code === 'BLOCK_AS_IMPLICIT_KEY' ? /:(?=\s)/.exec(text.slice(start)) : null;
  return colon === null
    ? { offset: start, length: Math.max(0, end - start) }
    : { offset: start + colon.index, length: 1 };
}

const SAME_COLUMN = 'Start the keys that belong together in the same column.';

function explain(
  { code, message }: YamlError,
  { text, span }: { text: string; span: Span },
): [message: string, fix: string] {
  switch (code) {
    case 'TAB_AS_INDENT':
      return ['this line is indented with a tab', 'Indent with spaces.'];
    case 'BAD_INDENT':
      if (message.startsWith('Flow')) return ['a bracket is never closed', 'Close the bracket.'];
      return ['the indentation of this line fits no key above it', SAME_COLUMN];
    case 'BLOCK_AS_IMPLICIT_KEY':
      return isSecondColon(text, span.offset)
        ? ['the value contains a colon followed by a space', 'Put the value in quotes.']
        : ['this line is indented more than the line above it, which has a value already', SAME_COLUMN];
    case 'MULTILINE_IMPLICIT_KEY':
      return explainColon(text.slice(span.offset));
    case 'MISSING_CHAR':
      return message.startsWith('Implicit') ? explainColon(text.slice(span.offset)) : explainMissing(message);
    case 'BAD_DQ_ESCAPE':
      return [
        'the text in double quotes contains a backslash that starts no escape of YAML',
        'Use single quotes, or write the backslash twice.',
      ];
    case 'BAD_SCALAR_START':
      return ['a value cannot start with this character', 'Put the value in quotes.'];
    default:
      return [firstLine(message), 'Fix it here. A text with special characters has to be in quotes.'];
  }
}

function explainColon(rest: string): [message: string, fix: string] {
  if (/^[^\s:]+:\S/.test(rest)) return ['a space is missing after the colon', 'Write "key: value", with a space.'];
  return ['this line has no colon', 'Write "key: value"; a value that goes on from the line above has to be indented.'];
}

function explainMissing(message: string): [message: string, fix: string] {
  if (message.startsWith('Sequence item')) {
    return [
      'the indentation of this line fits neither the list item above it nor a new one',
      'Indent it like the other keys of the item, or start a new item with "- ".',
    ];
  }
  if (message.includes('quote')) return ['a quote is never closed', 'Close the quote.'];
  return [firstLine(message), 'Add what is missing.'];
}

/** `image: web: 1`, but not a key that stands alone on its line. */
function isSecondColon(text: string, offset: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /:\s/.test(line);
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? text).replace(/[.:]$/, '');
}
