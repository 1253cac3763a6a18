import type { YAMLError } from 'yaml';
import type { Problem } from '../model.ts';
import { toProblem } from '../problem.ts';
import type { Source, Span } from './source.ts';

type Told = Pick<YAMLError, 'code' | 'pos' | 'message'>;

/** The first syntax error in plain words; the parser's later ones mostly follow from it. */
export function explainYamlError(source: Source, errors: readonly Told[]): Problem | undefined {
  const [error] = errors;
  if (error === undefined) return undefined;
  const { text } = source;
  const [message, fix] = explain(text, error, errors);
  return toProblem('yaml-syntax', source.at(placeOf(text, error)), { message, fix });
}

const QUOTE_IT = 'Put the value in quotes.';
const ALIGN = 'Align fields of the same object in one column, and indent nested fields by two spaces.';

function explain(text: string, { code, pos, message }: Told, errors: readonly Told[]): [message: string, fix: string] {
  const start = pos[0];
  const wrongIndent = `The indentation of line ${lineOf(text, start)} does not match the lines around it.`;
  switch (code) {
    case 'TAB_AS_INDENT':
      return [`Line ${lineOf(text, start)} is indented with a tab; YAML allows only spaces.`, 'Indent with spaces.'];
    case 'BLOCK_AS_IMPLICIT_KEY': {
      const deeper = errors.some((other) => other.code === 'MULTILINE_IMPLICIT_KEY');
      if (message.includes('sequence')) return [wrongIndent, ALIGN];
      return deeper
        ? [
            `Line ${lineOf(text, start) + 1} is indented further than the field before it, which already has a value.`,
            ALIGN,
          ]
        : ['The value contains a colon followed by a space, so YAML reads it as another field.', QUOTE_IT];
    }
    case 'BAD_INDENT':
      return message.startsWith('Flow')
        ? ['A bracket or brace is opened but never closed.', 'Close it.']
        : [wrongIndent, ALIGN];
    case 'MULTILINE_IMPLICIT_KEY':
      return [
        `A colon followed by a space is missing on line ${lineOf(text, start)}.`,
        'Write each field as "name: value", with a space after the colon.',
      ];
    case 'MISSING_CHAR':
      if (message.includes('closing')) return ['A quote is opened but never closed.', 'Close it.'];
      if (message.includes('- indicator')) return [wrongIndent, ALIGN];
      return ['A colon is missing after the name of a field.', 'Write each field as "name: value".'];
    case 'BAD_SCALAR_START':
      return [`A value cannot start with ${text[start] ?? 'this character'} outside quotes.`, QUOTE_IT];
    case 'UNEXPECTED_TOKEN':
      return ['This is not allowed here.', 'Remove it, or put the whole value in quotes.'];
    default:
      return [
        `This is not valid YAML: ${firstLine(message)}.`,
        'Correct it here; put values with special characters in quotes.',
      ];
  }
}

/** The parser reports the start of the text that cannot be a key; the mistake is at the colon after it. */
function placeOf(text: string, { code, pos }: Told): Span {
  const colon = code === 'BLOCK_AS_IMPLICIT_KEY' ? /:(?=\s)/.exec(text.slice(pos[0])) : null;
  if (colon !== null) return { offset: pos[0] + colon.index, length: 1 };
  return { offset: pos[0], length: Math.max(0, pos[1] - pos[0]) };
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? text).replace(/[.:]$/, '');
}
