import { withoutLastBreaks } from '../visible.ts';
import { HIDDEN } from './hidden.ts';

const BEGINS = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const ENDS = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY/;
/** The characters of a key, with the headers of an encrypted one. */
const BODY = /[\sA-Za-z0-9+/=:,\\-]*/y;
/** Below `name: DB_PASSWORD`. */
const VALUE_LINE = /^\s*\\*["']?value\b/i;
const LINE = /[^\s\\][^\n]*/g;

/** Replaces the lines between BEGIN and END; if the text was cut, everything that may belong to the key. */
export function replaceKeys(text: string, replace: (secret: string) => string): string {
  let shown = '';
  let from = 0;
  for (const begins of text.matchAll(BEGINS)) {
    const start = begins.index + begins[0].length;
    if (start < from) continue;
    const end = endOfKey(text, start);
    shown += text.slice(from, start) + text.slice(start, end).replace(LINE, replace);
    from = end;
  }
  return shown + text.slice(from);
}

/** Hides lines that arrive one by one: a line of a private key, or a value below its name, is not recognizable alone. */
export function acrossLines(change: (text: string) => string): (line: string) => string {
  let inside = false;
  let before = '';
  return (line) => {
    const begins = line.search(BEGINS) !== -1;
    const ends = ENDS.test(line);
    const isBody = inside && !begins && !ends && endOfBody(line, 0) === line.length;
    inside = (begins || isBody) && !ends;
    const above = VALUE_LINE.test(line) ? before : '';
    before = lastLine(line);
    if (isBody && line.trim() !== '') return HIDDEN;
    return above === '' ? change(line) : (withoutFirstLine(change(`${above}\n${line}`)) ?? HIDDEN);
  };
}

/** Line breaks at its end do not count. */
function lastLine(text: string): string {
  const lines = withoutLastBreaks(text);
  return lines.slice(lines.lastIndexOf('\n') + 1);
}

function withoutFirstLine(text: string): string | undefined {
  const end = text.indexOf('\n');
  return end === -1 ? undefined : text.slice(end + 1);
}

function endOfKey(text: string, start: number): number {
  const end = endOfBody(text, start);
  const marker = text.slice(start, end).search(ENDS);
  return marker === -1 ? end : start + marker;
}

function endOfBody(text: string, start: number): number {
  BODY.lastIndex = start;
  return start + (BODY.exec(text)?.[0].length ?? 0);
}
