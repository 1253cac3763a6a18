import type { Span } from './source.ts';

/** A placeholder outside any string in a JSON text, for tools that fill in the text before it is parsed. */
export interface UnquotedPlaceholder extends Span {
  text: string;
  /** The name; only for `${NAME}`. */
  variable?: string;
}

/** One text edit, used to map an offset in the edited text back to the file. */
export interface Edit extends Span {
  replacement: string;
}

const PLACEHOLDER =
  /\$\{([^{}"\n]*)\}|\{\{[^{}\n]*\}\}|<\+[^<>"\n]*>|<[A-Za-z_][^<>"\n]*>|__[A-Za-z][A-Za-z0-9_]*__|\$[A-Za-z_]\w*/y;
const LITERAL = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?|true|false)$/;

/** Finds placeholders outside of strings and comments; none of these forms is valid JSON there. */
export function findUnquotedPlaceholders(text: string): UnquotedPlaceholder[] {
  const found: UnquotedPlaceholder[] = [];
  for (let index = 0; index < text.length; index++) {
    const skipped = endOfStringOrComment(text, index);
    if (skipped !== undefined) {
      index = skipped - 1;
      continue;
    }
    PLACEHOLDER.lastIndex = index;
    const match = PLACEHOLDER.exec(text);
    if (match === null) continue;
    const variable = match[1] === undefined ? {} : { variable: match[1] };
    found.push({ offset: index, length: match[0].length, text: match[0], ...variable });
    index += match[0].length - 1;
  }
  return found;
}

/** The edit that fills in an unquoted `${NAME}` whose value reads as a JSON number or boolean. */
export function toEdit(placeholder: UnquotedPlaceholder, variables: ReadonlyMap<string, string>): Edit | undefined {
  const value = placeholder.variable === undefined ? undefined : variables.get(placeholder.variable)?.trim();
  if (value === undefined || !LITERAL.test(value)) return undefined;
  return { offset: placeholder.offset, length: placeholder.length, replacement: value };
}

/** Applies edits that are in order and do not overlap. `toOriginal` maps offsets back to the file. */
export function applyEdits(
  text: string,
  edits: readonly Edit[],
): { text: string; toOriginal: (offset: number) => number } {
  let edited = '';
  let last = 0;
  const shifts: { from: number; shift: number }[] = [];
  for (const edit of edits) {
    edited += text.slice(last, edit.offset) + edit.replacement;
    last = edit.offset + edit.length;
    shifts.push({ from: edited.length, shift: last - edited.length });
  }
  const toOriginal = (offset: number) => {
    const passed = shifts.findLast(({ from }) => from <= offset);
    const next = shifts.find(({ from }) => from > offset);
    const original = offset + (passed?.shift ?? 0);
    const edit = next === undefined ? undefined : edits[shifts.indexOf(next)];
    return edit === undefined ? original : Math.min(original, edit.offset + edit.length);
  };
  return { text: edited + text.slice(last), toOriginal };
}

function endOfStringOrComment(text: string, index: number): number | undefined {
  if (text[index] === '"') {
    let end = index + 1;
    while (end < text.length && text[end] !== '"' && text[end] !== '\n') end += text[end] === '\\' ? 2 : 1;
    return end + 1;
  }
  if (text.startsWith('//', index)) return lineEnd(text, index);
  if (text.startsWith('/*', index)) {
    const end = text.indexOf('*/', index + 2);
    return end < 0 ? text.length : end + 2;
  }
  return undefined;
}

function lineEnd(text: string, index: number): number {
  const end = text.indexOf('\n', index);
  return end < 0 ? text.length : end;
}
