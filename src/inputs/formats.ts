import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import parseWords from 'string-argv';
import type { InputType, Pairs } from './spec.ts';

/** A value, or what is wrong with the text and how to fix it. */
export type Parsed<T> = { value: T } | { message: string; fix: string };

/** Reads the text of one input as its type says; never guesses, never falls back to a default. */
export function parseInput(text: string, spec: InputType): Parsed<unknown> {
  switch (spec.type) {
    case 'text':
      return { value: text.trim() };
    case 'boolean':
      return parseBoolean(text);
    case 'integer':
      return parseNumber(text, spec);
    case 'choice':
      return parseChoice(text, spec.choices);
    case 'names':
      return parseNames(text);
    case 'lines':
      return { value: usefulLines(text).map(({ line }) => line.trim()) };
    case 'pairs':
      return parsePairs(text, spec.keys);
    case 'words':
      return parseCommand(text);
    case 'json-array':
      return parseJson(text, Array.isArray, 'a JSON array');
    case 'json-object':
      return parseJson(text, isRecord, 'a JSON object');
  }
}

function parseBoolean(text: string): Parsed<boolean> {
  const word = text.trim().toLowerCase();
  if (['true', 'yes', '1'].includes(word)) return { value: true };
  if (['false', 'no', '0'].includes(word)) return { value: false };
  return { message: `"${text.trim()}" is neither true nor false`, fix: 'Use true or false.' };
}

function parseNumber(text: string, spec: { min: number; max: number }): Parsed<number> {
  const fix = `Use a whole number from ${spec.min} to ${spec.max}.`;
  if (!/^[+-]?\d+$/.test(text.trim())) return { message: `"${text.trim()}" is not a whole number`, fix };
  const value = Number(text);
  if (value < spec.min || value > spec.max) return { message: `${text.trim()} is out of range`, fix };
  return { value };
}

function parseChoice(text: string, choices: readonly string[]): Parsed<string> {
  const found = choices.find((choice) => choice.toLowerCase() === text.trim().toLowerCase());
  if (found !== undefined) return { value: found };
  return { message: `"${text.trim()}" is not one of its values`, fix: `Use one of: ${choices.join(', ')}.` };
}

function parseNames(text: string): Parsed<readonly string[]> {
  const parsed = text.trim().startsWith('[')
    ? parseJson(text, isStrings, 'a JSON array of strings')
    : { value: usefulLines(text).flatMap(({ line }) => line.split(',')) };
  if (!('value' in parsed)) return parsed;
  const names = parsed.value.map((name) => name.trim()).filter((name) => name !== '');
  if (names.length > 0) return { value: names };
  return {
    message: 'it names nothing',
    fix: 'Leave it out, or look why the variable or output that should hold the name is empty.',
  };
}

function parsePairs(text: string, [nameKey, valueKey]: readonly [string, string]): Parsed<Pairs> {
  const first = text.trim()[0];
  if (first === '[') {
    const parsed = parseJson(text, Array.isArray, 'a JSON array');
    return 'value' in parsed ? pairsFromList(parsed.value, nameKey, valueKey) : parsed;
  }
  if (first === '{') {
    const parsed = parseJson(text, isRecord, 'a JSON object');
    return 'value' in parsed ? pairsFromMap(parsed.value) : parsed;
  }
  const pairs: (readonly [string, string])[] = [];
  for (const { line, number } of usefulLines(text)) {
    const split = line.indexOf('=');
    const key = line.slice(0, split).trim();
    if (split < 1 || key === '') {
      const lacks = split === 0 ? 'no name before "="' : 'no "="';
      return {
        message: `line ${number} has ${lacks}`,
        fix: 'Write one NAME=value a line, or give the JSON that the AWS API takes.',
      };
    }
    pairs.push([key, line.slice(split + 1)]);
  }
  return { value: pairs };
}

function pairsFromList(list: unknown[], nameKey: string, valueKey: string): Parsed<Pairs> {
  const pairs: (readonly [string, string])[] = [];
  for (const [index, item] of list.entries()) {
    const name = isRecord(item) ? item[nameKey] : undefined;
    const value = isRecord(item) ? item[valueKey] : undefined;
    if (typeof name !== 'string' || typeof value !== 'string') {
      return {
        message: `item ${index + 1} is not {"${nameKey}": "…", "${valueKey}": "…"} with string values`,
        fix: `Give every item a string "${nameKey}" and a string "${valueKey}".`,
      };
    }
    pairs.push([name, value]);
  }
  return { value: pairs };
}

function pairsFromMap(map: Record<string, unknown>): Parsed<Pairs> {
  const pairs: (readonly [string, string])[] = [];
  for (const [name, value] of Object.entries(map)) {
    if (typeof value !== 'string') {
      return { message: `the value of "${name}" is not a string`, fix: `Put the value of "${name}" in quotes.` };
    }
    pairs.push([name, value]);
  }
  return { value: pairs };
}

function parseCommand(text: string): Parsed<readonly string[]> {
  if (text.trim().startsWith('[')) return parseJson(text, isStrings, 'a JSON array of strings');
  const open = unclosedQuote(text);
  if (open === undefined) return { value: parseWords(text) };
  const kind = text[open] === '"' ? 'double' : 'single';
  return {
    message: `the ${kind} quote at ${placeIn(text, open)} is not closed`,
    fix: 'Close it, put a quote that is meant to the letter into quotes of the other kind, or give a JSON array of strings.',
  };
}

/** Where the quote stands that nothing closes; as in string-argv, a backslash escapes nothing. */
function unclosedQuote(text: string): number | undefined {
  let open: number | undefined;
  for (const [index, char] of text.split('').entries()) {
    if (open === undefined && (char === '"' || char === "'")) open = index;
    else if (open !== undefined && char === text[open]) open = undefined;
  }
  return open;
}

function parseJson<T>(text: string, accept: (value: unknown) => value is T, wanted: string): Parsed<T> {
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { disallowComments: true });
  const [error] = errors;
  if (error !== undefined) {
    return {
      message: `not valid JSON at ${placeIn(text, error.offset)} (${spaced(printParseErrorCode(error.error))})`,
      fix: `Give ${wanted}.`,
    };
  }
  return accept(value) ? { value } : { message: `not ${wanted}`, fix: `Give ${wanted}.` };
}

function placeIn(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1} of the value`;
}

function spaced(code: string): string {
  return code.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}

/** Numbers count from 1 over all lines, so that a mistake is named without showing a line that may hold a secret. */
function usefulLines(text: string): { line: string; number: number }[] {
  return text
    .split(/\r?\n/)
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== '' && !line.trimStart().startsWith('#'));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
