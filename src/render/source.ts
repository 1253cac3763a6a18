import type { Origin } from '../model.ts';

/** The text of a file, and the mapping from an offset to line and column. */
export interface Source {
  file: string;
  text: string;
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
export function toSource({ file, text }: { file: string; text: string }): Source {
  const starts = [0];
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) starts.push(index + 1);
  return { file, text, at: (span) => originOf({ file, text, starts }, span) };
}

function originOf(
  { file, text, starts }: { file: string; text: string; starts: readonly number[] },
  span: Span,
): Origin {
  const offset = Math.max(0, Math.min(span.offset, text.length));
  const line = lineAt(starts, offset);
  const start = starts[line] ?? 0;
  const origin = { kind: 'file', file, line: line + 1, column: offset - start + 1 } as const;
  const end = offset + span.length;
  const next = starts[line + 1] ?? text.length + 1;
  return span.length > 0 && end < next ? { ...origin, endColumn: end - start + 1 } : origin;
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
