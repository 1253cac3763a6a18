import type { Parsed } from './parsed.ts';
import { parseJson } from './json.ts';
import { quote } from './place.ts';
import type { Pairs } from './spec.ts';
import { usefulLines } from './lines.ts';

/** `NAME=value` lines, the JSON list that the AWS API takes, or a JSON object. No message shows a value: it may be a secret. */
export function parsePairs(text: string, [nameKey, valueKey]: readonly [string, string]): Parsed<Pairs> {
  const first = text.trim()[0];
  if (first === '[') {
    const parsed = parseJson(text, Array.isArray, 'a JSON array');
    return 'value' in parsed ? pairsFromList(parsed.value, nameKey, valueKey) : parsed;
  }
  if (first === '{') {
    const parsed = parseJson(text, isRecord, 'a JSON object');
    return 'value' in parsed ? pairsFromMap(parsed.value) : parsed;
  }
  return pairsFromLines(text);
}

const LINES = 'Write one NAME=value per line, or the JSON that the AWS API takes.';

function pairsFromLines(text: string): Parsed<Pairs> {
  const placed: Placed[] = [];
  for (const { line, number } of usefulLines(text)) {
    const split = line.indexOf('=');
    const key = line.slice(0, split).trim();
    const place = `line ${number}`;
    if (split < 0) return { message: `has no "=" on ${place}`, fix: `${likeYaml(line)}${LINES}` };
    if (key === '') return { message: `has no name before "=" on ${place}`, fix: LINES };
    const prefix = /^(?:-|export)\s+/.exec(key)?.[0].trim();
    if (prefix !== undefined) {
      return { message: `has "${prefix}" before the name on ${place}`, fix: `Remove "${prefix}". ${LINES}` };
    }
    placed.push({ pair: [key, line.slice(split + 1)], place });
  }
  return withoutTwins(placed);
}

/** `NAME: value` is YAML, but here it is the text of one input. */
function likeYaml(line: string): string {
  return /^\s*(?:-\s+)?[\w.-]+:(?:\s|$)/.test(line) ? 'Use "=" instead of ":". ' : '';
}

function pairsFromList(list: unknown[], nameKey: string, valueKey: string): Parsed<Pairs> {
  const placed: Placed[] = [];
  for (const [index, item] of list.entries()) {
    const name = isRecord(item) ? item[nameKey] : undefined;
    const value = isRecord(item) ? item[valueKey] : undefined;
    if (typeof name !== 'string' || typeof value !== 'string') {
      return {
        message: `has no string "${nameKey}" and "${valueKey}" in item ${index + 1}`,
        fix: `Give every item a string "${nameKey}" and a string "${valueKey}".`,
      };
    }
    placed.push({ pair: [name, value], place: `item ${index + 1}` });
  }
  return withoutTwins(placed);
}

function pairsFromMap(map: Record<string, unknown>): Parsed<Pairs> {
  const pairs: (readonly [string, string])[] = [];
  for (const [name, value] of Object.entries(map)) {
    if (typeof value !== 'string') {
      return {
        message: `gives ${quote(name)} a value that is not a string`,
        fix: `Put the value of ${quote(name)} in quotes.`,
      };
    }
    pairs.push([name, value]);
  }
  return { value: pairs };
}

interface Placed {
  pair: readonly [string, string];
  /** `line 2`, `item 2`. */
  place: string;
}

/** Picking one of two values would be a guess; the usual reason is a copied line that was never edited. */
function withoutTwins(placed: readonly Placed[]): Parsed<Pairs> {
  const places = new Map<string, string>();
  for (const { pair, place } of placed) {
    const [key] = pair;
    const first = places.get(key);
    if (first !== undefined) {
      return { message: `sets ${quote(key)} twice, on ${first} and ${place}`, fix: 'Keep one of the two.' };
    }
    places.set(key, place);
  }
  return { value: placed.map(({ pair }) => pair) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
