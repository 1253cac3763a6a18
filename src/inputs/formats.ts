import { parseCommand } from './command.ts';
import { parseJson } from './json.ts';
import { usefulLines } from './lines.ts';
import { nearest } from './nearest.ts';
import { parsePairs } from './pairs.ts';
import { parseMetricChecks } from './metric-checks.ts';
import { parseProbes } from './probes.ts';
import { parseDocument } from './document.ts';
import type { Parsed } from './parsed.ts';
import { quote } from './place.ts';
import type { InputType } from './table/input-spec.ts';

/** Parses the text of one input by its type; never guesses, never falls back to a default. */
export function parseInput(text: string, spec: InputType): Parsed<unknown> {
  switch (spec.type) {
    case 'text':
      return { value: text.trim() };
    case 'document':
      return parseDocument(text);
    case 'boolean':
      return parseBoolean(text.trim());
    case 'integer':
      return parseNumber(text.trim(), spec);
    case 'choice':
      return parseChoice(text.trim(), spec.choices);
    case 'names':
      return parseNames(text);
    case 'lines':
      return { value: usefulLines(text).map(({ line }) => line.trim()) };
    case 'pairs':
      return parsePairs(text, spec.keys);
    case 'words':
      return parseCommand(text);
    case 'probes':
      return parseProbes(text);
    case 'metric-checks':
      return parseMetricChecks(text);
    case 'json-array':
      return parseJson(text, Array.isArray, 'a JSON array');
    case 'json-object':
      return parseJson(text, isRecord, 'a JSON object');
  }
}

const TRUE = ['true', 'yes', 'on', '1'];
const FALSE = ['false', 'no', 'off', '0'];

function parseBoolean(text: string): Parsed<boolean> {
  const word = text.toLowerCase();
  if (TRUE.includes(word)) return { value: true };
  if (FALSE.includes(word)) return { value: false };
  return { message: `is ${quote(text)}, which is neither true nor false`, fix: 'Use true or false.' };
}

/** Plain digits only: tools disagree on the meaning of `-0`, `+5`, `1e3` and `010`. */
function parseNumber(text: string, spec: { min: number; max: number }): Parsed<number> {
  const fix = `Use a whole number from ${spec.min} to ${spec.max}.`;
  if (!/^(?:0|[1-9]\d*)$/.test(text)) return { message: `is ${quote(text)}, which is not a whole number`, fix };
  const value = Number(text);
  if (value < spec.min) return { message: `is ${quote(text)}, which is below ${spec.min}`, fix };
  if (value > spec.max) return { message: `is ${quote(text)}, which is above ${spec.max}`, fix };
  return { value };
}

function parseChoice(text: string, choices: readonly string[]): Parsed<string> {
  const found = choices.find((choice) => choice.toLowerCase() === text.toLowerCase());
  if (found !== undefined) return { value: found };
  const near = nearest(text, choices);
  const guess = near === undefined ? '' : `Did you mean "${near}"? `;
  return {
    message: `is ${quote(text)}, which is not one of its values`,
    fix: `${guess}Use one of: ${choices.join(', ')}.`,
  };
}

function parseNames(text: string): Parsed<readonly string[]> {
  const parsed = text.trim().startsWith('[')
    ? parseJson(text, isStrings, 'a JSON array of strings')
    : { value: usefulLines(text).flatMap(({ line }) => line.split(',')) };
  if (!('value' in parsed)) return parsed;
  const names = parsed.value.map((name) => name.trim()).filter((name) => name !== '');
  if (names.length > 0) return { value: names };
  return {
    message: 'contains no name',
    fix: 'Remove it, or find out why the variable or output with the name is empty.',
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
