import type { Origin } from '../../src/model.ts';

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** `line:column-endColumn`, or the input, as short as a table wants it. */
export function whereIs(origin: Origin | undefined): string {
  if (origin?.kind === 'input') return `input ${origin.input}`;
  if (origin?.kind !== 'file') return String(origin?.kind);
  const end = origin.endColumn === undefined ? '' : `-${origin.endColumn}`;
  return `${origin.line}:${origin.column}${end}`;
}
