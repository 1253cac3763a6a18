import type { Problem } from '../model.ts';
import type { Source, Span } from './source.ts';

/** One syntax error in plain words; only the first of a file is told, for a parser's later ones mostly follow from it. */
export function explainJsonError(
  source: Source,
  { code, span, unclosed }: { code: string; span: Span; unclosed: number | undefined },
): Problem {
  const templated = placeholderWithQuotes(source, span.offset);
  if (templated !== undefined) return templated;
  const [message, fix] = explain({ source, code, span, unclosed });
  return { rule: 'json-syntax', severity: 'error', message, fix, origin: source.at(span) };
}

interface Mistake {
  source: Source;
  code: string;
  span: Span;
  unclosed: number | undefined;
}

function explain({ source, code, span, unclosed }: Mistake): [message: string, fix: string] {
  const { text } = source;
  const token = tokenAt(text, span);
  switch (code) {
    case 'CommaExpected':
      return [
        `A comma is missing before ${name(token)}.`,
        `Put a comma after the value before it, on line ${lineOf(source, endBefore(text, span.offset))}.`,
      ];
    case 'ColonExpected':
      return [`A colon is missing before ${name(token)}.`, 'Write each property as "name": value.'];
    case 'CloseBraceExpected':
    case 'CloseBracketExpected': {
      const bracket = code === 'CloseBraceExpected' ? '}' : ']';
      const opened =
        unclosed === undefined ? '' : ` The bracket opened on line ${lineOf(source, unclosed)} is never closed.`;
      return [`"${bracket}" was expected here.${opened}`, `Add the missing "${bracket}".`];
    }
    case 'UnexpectedEndOfString':
      return [
        'The string that starts here is not closed on its line.',
        'Close it with a double quote; write line ends as \\n.',
      ];
    case 'UnexpectedEndOfComment':
      return ['The comment that starts here is never closed.', 'Close it with */.'];
    case 'EndOfFileExpected':
      return ['Something stands after the end of the JSON document.', 'Remove what follows the last closing bracket.'];
    case 'InvalidCharacter':
      return ['A control character stands inside a string.', 'Write tabs as \\t and line ends as \\n.'];
    case 'InvalidEscapeCharacter':
      return ['The text in quotes holds a backslash that starts no escape of JSON.', 'Write a backslash as two: \\\\.'];
    case 'InvalidUnicode':
      return ['The text in quotes holds a broken \\u escape.', 'Write \\u with four hexadecimal digits.'];
    case 'PropertyNameExpected':
      return explainName(token);
    default:
      return explainValue(token);
  }
}

function explainName(token: string): [message: string, fix: string] {
  if (token === '')
    return ['The file ends where a property name was expected.', 'Finish the object and close its brackets.'];
  if (token.startsWith("'")) return ['A property name stands in single quotes.', 'JSON takes double quotes only.'];
  if (token.startsWith('#')) return ['"#" does not start a comment in JSON.', 'Use // for comments.'];
  if (/^[A-Za-z_$]/.test(token)) {
    return [
      'A property name is not in double quotes.',
      'Put double quotes around it. A jsonnet or JavaScript file must be turned into JSON first.',
    ];
  }
  return [
    `A property name in double quotes was expected, not ${name(token)}.`,
    'Write each property as "name": value.',
  ];
}

function explainValue(token: string): [message: string, fix: string] {
  if (token === '') return ['The file ends where a value was expected.', 'Finish the document and close its brackets.'];
  if (token.startsWith("'")) return ['A text stands in single quotes.', 'JSON takes double quotes only.'];
  if (token.startsWith('#')) return ['"#" does not start a comment in JSON.', 'Use // for comments.'];
  const literal = { True: 'true', False: 'false', None: 'null', undefined: 'null' }[token];
  if (literal !== undefined) return [`${token} is no JSON value.`, `Write ${literal}.`];
  if (/^-?(?:NaN|Infinity)$/.test(token)) return [`JSON has no ${token}.`, 'Write a number.'];
  if (/^[A-Za-z_$]/.test(token)) return ['A text is not in double quotes.', 'Put double quotes around it.'];
  return [`A value was expected, not ${name(token)}.`, 'Put a value here, or remove what stands here.'];
}

/** A template function with double quotes ends the JSON string it stands in; the parser's own message would mislead. */
function placeholderWithQuotes(source: Source, offset: number): Problem | undefined {
  const start = source.text.lastIndexOf('\n', offset - 1) + 1;
  const end = source.text.indexOf('\n', offset);
  const line = source.text.slice(start, end < 0 ? undefined : end);
  for (const match of line.matchAll(/\{\{.*?\}\}|\$\{.*?\}/g)) {
    const from = start + match.index;
    if (!match[0].includes('"') || offset < from || offset > from + match[0].length) continue;
    return {
      rule: 'unquoted-placeholder',
      severity: 'error',
      message: `The placeholder ${match[0]} holds double quotes, which end the JSON string that it stands in.`,
      fix: 'Fill it in before this step, or write it as ${NAME} and give NAME in the input variables.',
      origin: source.at({ offset: from, length: match[0].length }),
    };
  }
  return undefined;
}

function tokenAt(text: string, { offset, length }: Span): string {
  const rest = text.slice(offset, offset + 80);
  if (rest.startsWith("'")) return /^'[^'\n]*'?/.exec(rest)?.[0] ?? rest;
  const token = length > 1 ? text.slice(offset, offset + length) : (/^[^\s,:{}[\]"]+|^\S/.exec(rest)?.[0] ?? '');
  return token;
}

/** A sign is named as it is; what somebody wrote may be a secret, and its place says enough. */
function name(token: string): string {
  if (token === '') return 'the end of the file';
  if (token.startsWith('"')) return 'the text in quotes';
  return /^[^\w']$/.test(token) ? `"${token}"` : 'what stands here';
}

function endBefore(text: string, offset: number): number {
  return Math.max(0, text.slice(0, offset).trimEnd().length - 1);
}

function lineOf(source: Source, offset: number): number {
  const origin = source.at({ offset, length: 0 });
  return origin.kind === 'file' ? origin.line : 0;
}
