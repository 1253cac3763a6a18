import type { Problem } from '../model.ts';
import { toProblem } from '../problem.ts';
import { lineOf, type Source, type Span } from './source.ts';
import { phrase } from '../phrases.ts';

/** One syntax error in plain words: the first in the file, because later ones mostly follow from it. */
export function explainJsonError(
  source: Source,
  { code, span, unclosed }: { code: string; span: Span; unclosed: number | undefined },
): Problem {
  const templated = placeholderWithQuotes(source, span.offset);
  if (templated !== undefined) return templated;
  const [message, fix] = explain({ source, code, span, unclosed });
  return toProblem('json-syntax', source.at(span), { message, fix });
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
        `Put a comma after the previous value, on line ${lineOf(source.at({ offset: endBefore(text, span.offset), length: 0 }))}.`,
      ];
    case 'ColonExpected':
      return [`A colon is missing before ${name(token)}.`, 'Write each field as "name": value.'];
    case 'CloseBraceExpected':
    case 'CloseBracketExpected': {
      const bracket = code === 'CloseBraceExpected' ? '}' : ']';
      const opened =
        unclosed === undefined
          ? ''
          : ` The bracket on line ${lineOf(source.at({ offset: unclosed, length: 0 }))} is never closed.`;
      return [`A "${bracket}" is missing here.${opened}`, `Add the missing "${bracket}".`];
    }
    case 'UnexpectedEndOfString':
      return [
        'The string that starts here is not closed on its line.',
        'Close it with a double quote. Write line breaks as \\n.',
      ];
    case 'UnexpectedEndOfComment':
      return ['The comment that starts here is never closed.', 'Close it with */.'];
    case 'EndOfFileExpected':
      return [
        'There is more text after the end of the JSON document.',
        'Remove everything after the last closing bracket.',
      ];
    case 'InvalidCharacter':
      return ['A string contains a control character.', 'Write tabs as \\t and line breaks as \\n.'];
    case 'InvalidEscapeCharacter':
      return ['A backslash in this string does not start a valid escape.', 'Write a backslash as two: \\\\.'];
    case 'InvalidUnicode':
      return ['This string contains an incomplete \\u escape.', 'Write \\u with four hexadecimal digits.'];
    case 'PropertyNameExpected':
      return explainName(token);
    default:
      return explainValue(token);
  }
}

function explainName(token: string): [message: string, fix: string] {
  if (token === '') return ['The text ends where a field name should be.', 'Finish the object and close its brackets.'];
  if (token.startsWith("'")) return ['A field name is in single quotes.', 'Use double quotes.'];
  if (token.startsWith('#')) return ['"#" does not start a comment in JSON.', 'Use // for comments.'];
  if (/^[A-Za-z_$]/.test(token)) {
    return [
      'A field name is not in double quotes.',
      'Put it in double quotes. Convert a Jsonnet or JavaScript file to JSON first.',
    ];
  }
  return [`A field name in double quotes should be here, not ${name(token)}.`, 'Write each field as "name": value.'];
}

function explainValue(token: string): [message: string, fix: string] {
  if (token === '') return ['The text ends where a value should be.', 'Finish the document and close its brackets.'];
  if (token.startsWith("'")) return ['A string is in single quotes.', 'Use double quotes.'];
  if (token.startsWith('#')) return ['"#" does not start a comment in JSON.', 'Use // for comments.'];
  const literal = { True: 'true', False: 'false', None: 'null', undefined: 'null' }[token];
  if (literal !== undefined) return [`${token} is not a JSON value.`, `Write ${literal}.`];
  if (/^-?(?:NaN|Infinity)$/.test(token)) return [`${token} is not a JSON number.`, 'Write a number.'];
  if (/^[A-Za-z_$]/.test(token)) return ['A string is not in double quotes.', 'Put it in double quotes.'];
  return [`A value should be here, not ${name(token)}.`, 'Write a value, or remove this.'];
}

/** A template function with double quotes ends the JSON string around it; the parser's own message would mislead. */
function placeholderWithQuotes(source: Source, offset: number): Problem | undefined {
  const start = source.text.lastIndexOf('\n', offset - 1) + 1;
  const end = source.text.indexOf('\n', offset);
  const line = source.text.slice(start, end < 0 ? undefined : end);
  for (const match of line.matchAll(/\{\{.{0,100}?\}\}|\$\{.{0,100}?\}/g)) {
    const from = start + match.index;
    if (!match[0].includes('"') || offset < from || offset > from + match[0].length) continue;
    return toProblem('unquoted-placeholder', source.at({ offset: from, length: match[0].length }), {
      message: `The placeholder ${match[0]} contains double quotes, which end the JSON string around it.`,
      fix: `Fill it in before ${phrase('this-step')}, or write it as \${NAME} and set NAME in ${phrase('the-input', 'variables')}.`,
    });
  }
  return undefined;
}

function tokenAt(text: string, { offset, length }: Span): string {
  const rest = text.slice(offset, offset + 80);
  if (rest.startsWith("'")) return /^'[^'\n]*'?/.exec(rest)?.[0] ?? rest;
  const token = length > 1 ? text.slice(offset, offset + length) : (/^[^\s,:{}[\]"]+|^\S/.exec(rest)?.[0] ?? '');
  return token;
}

/** Punctuation is shown as it is; other text may be a secret, and its position says enough. */
function name(token: string): string {
  if (token === '') return 'the end of the text';
  if (token.startsWith('"')) return 'this string';
  return /^[^\w']$/.test(token) ? `"${token}"` : 'this';
}

function endBefore(text: string, offset: number): number {
  return Math.max(0, text.slice(0, offset).trimEnd().length - 1);
}
