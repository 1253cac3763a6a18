import type { Parsed } from './parsed.ts';
import { parseJson } from './json.ts';
import { placeIn } from './place.ts';
import { splitShellWords } from './shell-words.ts';

/** A command as ECS expects it, a list of words: given as JSON, or as a line split like a shell splits it. */
export function parseCommand(text: string): Parsed<readonly string[]> {
  if (text.trim().startsWith('[')) return parseJson(text, isStrings, 'a JSON array of strings');
  const split = splitShellWords(text);
  if ('words' in split) return { value: split.words.map((word) => word.text) };
  if ('trailing' in split) {
    return {
      message: `ends with a backslash that escapes nothing, at ${placeIn(text, split.trailing)}`,
      fix: 'Remove it, or write \\\\ for a literal backslash.',
    };
  }
  const kind = text[split.unclosed] === '"' ? 'double' : 'single';
  return {
    message: `has a ${kind} quote that is never closed, at ${placeIn(text, split.unclosed)}`,
    fix: 'Close it, escape it with a backslash if it is meant literally, or give a JSON array of strings.',
  };
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
