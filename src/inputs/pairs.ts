import type { Parsed } from './parsed.ts';
import { parseJson } from './json.ts';
import { SHOWN_FAULTS, toOneFault, type Fault } from './faults.ts';
import { listed, quote } from './place.ts';
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
  const faults: Fault[] = [];
  for (const { line, number } of usefulLines(text)) {
    const place = `line ${number}`;
    const found = faultsOfLine(line);
    if (found === undefined) placed.push({ pair: [nameIn(line), line.slice(line.indexOf('=') + 1)], place });
    else faults.push(...found.map((fault) => ({ ...fault, place })));
  }
  const advice = faults.length === 0 ? [] : [LINES];
  return settle(placed, { faults, advice });
}

function faultsOfLine(line: string): Fault[] | undefined {
  if (!line.includes('=')) return [{ what: 'has no "="', fix: likeYaml(line) }];
  const name = nameIn(line);
  if (name === '') return [{ what: 'has no name before "="', fix: '' }];
  const prefix = /^(?:-|export)\s+/.exec(name)?.[0].trim();
  return prefix === undefined ? undefined : [{ what: `has "${prefix}" before the name`, fix: `Remove "${prefix}".` }];
}

function nameIn(line: string): string {
  return line.slice(0, line.indexOf('=')).trim();
}

/** `NAME: value` is YAML, but here it is the text of one input. */
function likeYaml(line: string): string {
  return /^\s*(?:-\s+)?[\w.-]+:(?:\s|$)/.test(line) ? 'Use "=" instead of ":".' : '';
}

function pairsFromList(list: unknown[], nameKey: string, valueKey: string): Parsed<Pairs> {
  const placed: Placed[] = [];
  const faults: Fault[] = [];
  for (const [index, item] of list.entries()) {
    const name = isRecord(item) ? item[nameKey] : undefined;
    const value = isRecord(item) ? item[valueKey] : undefined;
    const place = `item ${index + 1}`;
    if (typeof name === 'string' && typeof value === 'string') placed.push({ pair: [name, value], place });
    else
      faults.push({
        what: `has no string "${nameKey}" and "${valueKey}"`,
        place,
        fix: `Give every item a string "${nameKey}" and a string "${valueKey}".`,
      });
  }
  return settle(placed, { faults, advice: [] });
}

function pairsFromMap(map: Record<string, unknown>): Parsed<Pairs> {
  const entries = Object.entries(map);
  const wrong = entries.flatMap(([name, value]) => (typeof value === 'string' ? [] : [name]));
  if (wrong.length > 0) return notStrings(wrong);
  return { value: entries.map(([name, value]) => [name, String(value)]) };
}

function notStrings(names: readonly string[]): { message: string; fix: string } {
  const shown = listed(names.slice(0, SHOWN_FAULTS).map((name) => quote(name)));
  const more = names.length > SHOWN_FAULTS ? ` (and ${names.length - SHOWN_FAULTS} more)` : '';
  return names.length === 1
    ? { message: `gives ${shown} a value that is not a string`, fix: `Put the value of ${shown} in quotes.` }
    : { message: `gives ${shown}${more} values that are not strings`, fix: 'Put these values in quotes.' };
}

interface Placed {
  pair: readonly [string, string];
  /** `line 2`, `item 2`. */
  place: string;
}

/** The pairs, or everything that is wrong with them; `advice` ends every fix. */
function settle(
  placed: readonly Placed[],
  { faults, advice }: { faults: readonly Fault[]; advice: readonly string[] },
): Parsed<Pairs> {
  const fault = toOneFault([...faults, ...twins(placed)]);
  if (fault === undefined) return { value: placed.map(({ pair }) => pair) };
  return { ...fault, fix: [fault.fix, ...advice].filter((text) => text !== '').join(' ') };
}

/** Picking one of two values would be a guess; the usual reason is a copied line that was never edited. */
function twins(placed: readonly Placed[]): Fault[] {
  const byName = Map.groupBy(placed, ({ pair: [name] }) => name);
  return [...byName].flatMap(([name, same]) => {
    if (same.length === 1) return [];
    const times = same.length === 2 ? 'twice' : `${same.length} times`;
    const what = `sets ${quote(name)} ${times}, on ${listed(same.map(({ place }) => place))}`;
    return [{ what, fix: same.length === 2 ? 'Keep one of the two.' : 'Keep one of them.' }];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
