import type { Path } from '../model.ts';

/** Writes a path as people read it: `containerDefinitions[0].image`. */
export function formatPath(path: Path): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`),
    '',
  );
}

/** Says what a value is, with its text if that may be shown. */
export function describeValue(value: unknown, shown?: string): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return shown === undefined ? 'a string' : `the string "${shown}"`;
  if (typeof value === 'number') return shown === undefined ? 'a number' : `the number ${shown}`;
  if (typeof value === 'boolean') return shown ?? 'true or false';
  return 'an object';
}

export function shorten(text: string, limit: number): string {
  return text.length > limit ? `${text.slice(0, limit)}…` : text;
}

/** More names than these are no help to a reader. */
const MOST_NAMES = 20;

export function quoteList(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map((name) => `"${name}"`);
  const more = names.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}
