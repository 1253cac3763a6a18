import { createScanner, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import { toOneFault } from './faults.ts';
import type { Parsed } from './parsed.ts';
import { placeIn, quote } from './place.ts';

/** Far deeper than any input needs, and far from a stack overflow. */
const MAX_DEPTH = 64;

/** Parses the JSON of an input. A duplicate key is an error: JSON.parse would drop the first one. */
export function parseJson<T>(text: string, accept: (value: unknown) => value is T, wanted: string): Parsed<T> {
  const fix = `Give ${wanted}.`;
  if (depthOf(text) > MAX_DEPTH) return { message: `is nested more than ${MAX_DEPTH} levels deep`, fix };
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true });
  const [error] = errors;
  if (root === undefined || error !== undefined) {
    const what = error === undefined ? 'it is empty' : spaced(printParseErrorCode(error.error));
    return { message: `is not valid JSON (${what} at ${placeIn(text, error?.offset ?? 0)})`, fix };
  }
  const twice: [first: Node, second: Node][] = [];
  const value = toValue(root, (first, second) => twice.push([first, second]));
  const duplicates = twice.map(([first, second]) => {
    const places = `at ${placeIn(text, first.offset)} and at ${placeIn(text, second.offset)}`;
    return { what: `sets ${quote(String(first.value))} twice, ${places}`, fix: 'Keep one of the two.' };
  });
  const duplicate = toOneFault(duplicates);
  if (duplicate !== undefined) return duplicate;
  return accept(value) ? { value } : { message: `is not ${wanted}`, fix };
}

/** A key named `__proto__` stays an ordinary key. */
function toValue(node: Node, onDuplicate: (first: Node, second: Node) => void): unknown {
  if (node.type === 'array') return (node.children ?? []).map((child) => toValue(child, onDuplicate));
  if (node.type !== 'object') return node.value;
  const object: Record<string, unknown> = {};
  const keys = new Map<string, Node>();
  for (const { children } of node.children ?? []) {
    const [key, value] = children ?? [];
    if (key === undefined || value === undefined) continue;
    const name = String(key.value);
    const first = keys.get(name);
    if (first === undefined) keys.set(name, key);
    else onDuplicate(first, key);
    Object.defineProperty(object, name, {
      value: toValue(value, onDuplicate),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return object;
}

/** Counted before parsing, because the parser calls itself for each level. */
function depthOf(text: string): number {
  const scanner = createScanner(text, true);
  let depth = 0;
  let deepest = 0;
  for (scanner.scan(); scanner.getTokenOffset() < text.length; scanner.scan()) {
    const char = scanner.getTokenLength() === 1 ? text[scanner.getTokenOffset()] : undefined;
    if (char === '{' || char === '[') deepest = Math.max(deepest, ++depth);
    if (char === '}' || char === ']') depth -= 1;
    if (scanner.getTokenLength() === 0) break;
  }
  return deepest;
}

function spaced(code: string): string {
  return code.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}
