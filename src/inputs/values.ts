import type { Path } from '../model.ts';
import { exampleOf } from './examples.ts';
import { BOOLEANS_TOO, NUMBERS_TOO } from './in-documents.ts';
import { INPUTS, type InputName } from './spec.ts';
import type { InputSpec, InputType } from './table/input-spec.ts';

/** A value of a document that is no value of the input. */
export interface WrongValue {
  /** Where it is, within the value of the key. */
  path: Path;
  message: string;
  fix: string;
}

interface Given {
  name: InputName;
  value: unknown;
  /** How the document spells a number or another plain value. */
  spelling: (path: Path) => string | undefined;
}

/** What is wrong with the form of a value that YAML or JSON gives an input; what a scalar says is for the input's own parser. */
export function wrongValue(given: Given): WrongValue | undefined {
  const { name, value } = given;
  const spec: InputSpec = INPUTS[name];
  if (typeof value === 'string') return undefined;
  switch (spec.type) {
    case 'text':
      if (typeof value === 'number' && NUMBERS_TOO.includes(name)) return undefined;
      return wrong(given);
    case 'boolean':
    case 'integer':
    case 'choice':
      return isPlain(value) ? undefined : wrong(given);
    case 'document':
    case 'json-object':
      return isRecord(value) ? undefined : wrong(given);
    case 'names':
      if (value === true && BOOLEANS_TOO.includes(name)) return undefined;
      return wrongTexts(given);
    case 'lines':
    case 'words':
    case 'metric-checks':
      return wrongTexts(given);
    case 'probes':
      return Array.isArray(value) || isRecord(value) ? undefined : wrong(given);
    case 'json-array':
      return Array.isArray(value) ? undefined : wrong(given);
    case 'pairs':
      return wrongPairs(given, spec.keys);
  }
}

function wrongTexts(given: Given): WrongValue | undefined {
  const { name, value } = given;
  if (!Array.isArray(value)) return wrong(given);
  const index = value.findIndex((item) => typeof item !== 'string');
  return index < 0 ? undefined : inside(given, { path: [index], what: `item ${index + 1} of "${name}"` });
}

function wrongPairs(given: Given, keys: readonly [string, string]): WrongValue | undefined {
  const { name, value } = given;
  if (isRecord(value)) {
    const key = Object.keys(value).find((one) => typeof value[one] !== 'string' && !isPlain(value[one]));
    return key === undefined ? undefined : inside(given, { path: [key], what: `"${key}" of "${name}"` });
  }
  if (!Array.isArray(value)) return wrong(given);
  for (const [index, item] of value.entries()) {
    const what = `item ${index + 1} of "${name}"`;
    if (!isRecord(item)) {
      return {
        path: [index],
        message: `${what} is ${found(item)}, not a map of ${keys.join(' and ')}.`,
        fix: write(name),
      };
    }
    for (const key of keys) {
      if (!(key in item)) return { path: [index], message: `${what} has no "${key}".`, fix: write(name) };
      if (typeof item[key] === 'string') continue;
      return inside(given, { path: [index, key], what: `"${key}" of item ${index + 1} of "${name}"` });
    }
  }
  return undefined;
}

/** A value in a list or map of texts. */
function inside(given: Given, { path, what }: { path: Path; what: string }): WrongValue {
  const value = path.reduce<unknown>((outer, key) => (outer as Record<string | number, unknown>)[key], given.value);
  const spelt = spell(given, path);
  const fix =
    spelt === undefined
      ? value === null
        ? 'Write "" for an empty string, or remove it.'
        : 'Give it one string, or remove it.'
      : `Put it in quotes: "${spelt}".`;
  return { path, message: `${what} is ${found(value, spelt)}, not a string.`, fix };
}

function wrong(given: Given): WrongValue {
  const { name, value } = given;
  const message = `"${name}" is ${found(value, spell(given, []))}, but it takes ${wanted(INPUTS[name])}.`;
  return { path: [], message, fix: corrected(given) ?? write(name) };
}

/** The value itself in the right form, if it is clear which one that is. */
function corrected(given: Given): string | undefined {
  const { name, value } = given;
  const spec: InputSpec = INPUTS[name];
  const spelt = spell(given, []);
  if (spelt !== undefined) {
    return spec.type === 'text' || spec.type === 'names'
      ? `If it is meant, put it in quotes: ${name}: "${spelt}"`
      : undefined;
  }
  const [only, ...more] = Array.isArray(value) ? (value as unknown[]) : [];
  const word = typeof only === 'string' && /^[\w./:@-]{1,80}$/.test(only) ? only : spell(given, [0]);
  return word !== undefined && more.length === 0 && ONE_VALUE.includes(spec.type)
    ? `Write ${name}: ${word}`
    : undefined;
}

const ONE_VALUE: readonly InputSpec['type'][] = ['text', 'document', 'boolean', 'integer', 'choice'];

/** The number or boolean at a path as the document spells it; undefined for everything else. */
function spell({ value, spelling }: Given, path: Path): string | undefined {
  const found = path.reduce<unknown>(
    (outer, key) => (outer as Record<string | number, unknown> | undefined)?.[key],
    value,
  );
  return isPlain(found) ? (spelling(path) ?? String(found)) : undefined;
}

function write(name: InputName): string {
  return `Write, for example, ${exampleOf(name)}`;
}

function found(value: unknown, spelt?: string): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number' || typeof value === 'boolean') return `the ${typeof value} ${spelt ?? String(value)}`;
  return typeof value === 'string' ? 'a string' : 'a map';
}

function wanted(spec: InputType): string {
  switch (spec.type) {
    case 'text':
      return 'a string';
    case 'document':
      return 'the path of a file or the document itself';
    case 'boolean':
      return 'true or false';
    case 'integer':
      return `a whole number from ${spec.min} to ${spec.max}`;
    case 'choice':
      return `one of ${spec.choices.join(', ')}`;
    case 'names':
    case 'lines':
    case 'metric-checks':
      return 'a string or a list of strings';
    case 'probes':
      return 'a URL, or a list of probes';
    case 'words':
      return 'a string or a list of words';
    case 'pairs':
      return 'a map of names and values';
    case 'json-array':
      return 'a list';
    case 'json-object':
      return 'a map';
  }
}

function isPlain(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
