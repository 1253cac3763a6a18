import type { Document, Origin } from '../model.ts';

/** The text of a document, and the mapping from an offset to line and column. */
export interface Source {
  text: string;
  /** For the start of a sentence: the path of the file, or `The input task-definition`. */
  name: string;
  /** For a sentence whose place is named already. */
  noun: 'file' | 'input';
  at: (span: Span) => Origin;
}

/** A range of a text. */
export interface Span {
  offset: number;
  length: number;
}

/** What a JSON or YAML parser found: the value, and where each path is. */
export interface ParsedText {
  value: unknown;
  find: (path: readonly (string | number)[]) => Span;
}

/** Remembers where each line starts, so that a problem can name its line and column. */
export function toSource({ text, source }: Document): Source {
  const starts = [0];
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) starts.push(index + 1);
  const name = source.kind === 'file' ? source.file : `The input ${source.input}`;
  return { text, name, noun: source.kind, at: (span) => ({ ...source, ...placeOf({ text, starts }, span) }) };
}

/** The line of an origin that has one. */
export function lineOf(origin: Origin): number {
  return 'line' in origin ? (origin.line ?? 0) : 0;
}

function placeOf(
  { text, starts }: { text: string; starts: readonly number[] },
  span: Span,
): { line: number; column: number; endColumn?: number } {
  const offset = Math.max(0, Math.min(span.offset, text.length));
  const line = lineAt(starts, offset);
  const start = starts[line] ?? 0;
  const place = { line: line + 1, column: offset - start + 1 };
  const end = offset + span.length;
  const next = starts[line + 1] ?? text.length + 1;
  return span.length > 0 && end < next ? { ...place, endColumn: end - start + 1 } : place;
}

function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
