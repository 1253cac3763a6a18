import { isSecretName, SECRET_WORD } from './names.ts';
import { beginsReference, isHarmless, looksRandom } from './values.ts';

interface Name {
  text: string;
  word: string;
  start: number;
  end: number;
}

interface Span {
  start: number;
  end: number;
}

type Place = Parameters<typeof isHarmless>[1];

/** The most of a name read on either side of the word that makes it secret, so that long texts stay cheap. */
const NAME_LIMIT = 60;
const VALUE_LIMIT = 8_000;

const TAIL = /(?:[\w-]|\.(?=\w)){0,60}/y;
/** `=`, `:`, `=>`, `:=`, `->`, after the quote that closes the name. */
const ASSIGNS = /(?:\\*["'`])?\]?[ \t]{0,20}(?<sign>=>|:=|==?|->|:(?!:))(?<gap>[ \t]{0,20})/y;
/** What some languages print before the quote of a value: `Some("x")`, `string(15) "x"`. */
const TYPE = /(?:[A-Za-z][\w.]{0,30}\(|string\(\d{1,6}\) )(?=\\*["'`])/y;
/** Beside the name in a list or a table: `'password', 'x'`, `{password,<<"x">>}`, `| password | x |`. */
const BESIDE = /(?:\\*["'`])?(?:, ?(?:<<)?(?=\\*["'`])|[ \t]{1,60}\|[ \t]{1,60})/y;
const SAYS = /(?: (?:for|of)(?: [^\s:=]{1,60}){1,3})? (?:is|was|are|=|:) /y;
/** After these, such a word is part of the sentence: "the secret was deleted". */
const SAYS_WORDS = / (?:is|was|are) $/;
const PARTICIPLE =
  /^(?:[a-z]{2,10}(?:ed|en|ing|able|ible)|made|plain|gone|old|new|wrong|stale|lost|kept|sent|set|shown|known|read|left)$/;
/** Before a secret that is meant itself: `client secret 'x1y2z3'`. */
const OWNS_SECRET = /\b(?:client|shared) $/i;
/** Before a token that a parser read. */
const MISREAD = /\b(?:unexpected|invalid|bad|unknown|illegal) $/i;
const OPENS = /(?: [^<>\n]{0,200})?>/y;
const SPACE = /(?:[ \t]+|\\n)(?=\S)/y;
const SCHEME = /(?:Bearer|Basic|Token|ApiKey|Negotiate)[ \t]+/iy;
const QUOTE = /(?<quote>\\*["'`])/y;
/** A separator ends a bare value if something else follows it; `ab&cd` is one password, `a&user=b` is not. */
const BARE = /(?:[^\s"'`<>;,&|()[\]{}\\]|\\(?![nrt"'])|["'`<>;,&|()[\]{}](?!\s|$|["'`;,)\]}]|[\w .-]{1,40}[=:]))+/y;
const FIRST_WORD = /[^\n"'`\] ]{1,200}/y;
const REST_OF_LINE = /[^\n"'`\]]+/y;

/** Replaces the values that a text assigns to secret names: `password: x`, `PASSWORD='x y'`, `"token":"x"`, `--api-key x`, `token is x`. */
export function replaceAssigned(text: string, replace: (secret: string) => string): string {
  let shown = '';
  let from = 0;
  for (const found of text.matchAll(SECRET_WORD)) {
    if (found.index < from) continue;
    const name = nameAround(text, found, from);
    const value = name && valueOf(name, text);
    if (value === undefined) continue;
    shown += text.slice(from, value.start) + replace(text.slice(value.start, value.end));
    from = value.end;
  }
  return shown + text.slice(from);
}

function nameAround(text: string, found: RegExpExecArray, from: number): Name | undefined {
  const [word] = found;
  const before = text.slice(Math.max(from, found.index - NAME_LIMIT), found.index);
  const head = /[\w.-]*$/.exec(before)?.[0] ?? '';
  const wordEnd = found.index + word.length;
  const tail = match(TAIL, text, wordEnd)?.[0] ?? '';
  if (!isSecretName({ head, word, tail })) return undefined;
  return { text: head + word + tail, word, start: found.index - head.length, end: wordEnd + tail.length };
}

function valueOf(name: Name, text: string): Span | undefined {
  return (
    assigned(name, text) ??
    inElement(name, text) ??
    afterFlag(name, text) ??
    besideName(name, text) ??
    inSentence(name, text)
  );
}

function assigned(name: Name, text: string): Span | undefined {
  const found = match(ASSIGNS, text, name.end);
  if (found === undefined) return undefined;
  const { sign = '', gap = '' } = found.groups ?? {};
  const colon = sign === ':';
  if (colon && /[:/@]/.test(text.charAt(name.start - 1))) return undefined;
  const start = name.end + found[0].length;
  if (/authorization$/i.test(name.text)) return headerAt(start, text);
  const place = (colon || sign === '->') && gap !== '' ? 'sentence' : 'assigned';
  const value = valueAt(start, text, { place, list: !/s$/i.test(name.text) });
  if (value === undefined) return undefined;
  const shown = text.slice(value.start, value.end);
  const quoted = isQuoted(value, text);
  if (colon && !quoted && /credentials?$/i.test(name.text) && !looksRandom(shown)) return undefined;
  if (colon && gap === '' && !quoted && /^(?:v?\d+(?:\.\d+)+|\d{1,6}|latest)$/.test(shown)) return undefined;
  if (/(?:tokens|\bpass)$/i.test(name.text) && /^\d{1,9}$/.test(shown)) return undefined;
  if (name.text === 'PWD' && shown.startsWith('/')) return undefined;
  return value;
}

/** `<password>x</password>`, `<Password Type="text">x</Password>` */
function inElement(name: Name, text: string): Span | undefined {
  if (!/[<:]/.test(text.charAt(name.start - 1))) return undefined;
  const opens = match(OPENS, text, name.end)?.[0].length;
  if (opens === undefined) return undefined;
  const start = name.end + opens;
  const length = text.slice(start, start + VALUE_LIMIT).indexOf('<');
  return length <= 0 ? undefined : { start, end: start + length };
}

/** `--db-password x` */
function afterFlag(name: Name, text: string): Span | undefined {
  if (!name.text.startsWith('-')) return undefined;
  const space = match(SPACE, text, name.end);
  if (space === undefined || text.charAt(name.end + space[0].length) === '-') return undefined;
  return valueAt(name.end + space[0].length, text, { place: 'sentence' });
}

function besideName(name: Name, text: string): Span | undefined {
  const beside = match(BESIDE, text, name.end);
  const value = beside && valueAt(name.end + beside[0].length, text, { place: 'sentence' });
  return value && looksRandom(text.slice(value.start, value.end)) ? value : undefined;
}

/** `token is x`, `my-token 'x1y2z3'`; for passwords also `password 'x'` and `password x1y2z3`. */
function inSentence(name: Name, text: string): Span | undefined {
  const says = match(SAYS, text, name.end);
  if (says !== undefined) {
    const value = valueAt(name.end + says[0].length, text, { place: 'sentence' });
    const isWord = value !== undefined && !isQuoted(value, text) && PARTICIPLE.test(text.slice(value.start, value.end));
    return isWord && SAYS_WORDS.test(says[0]) ? undefined : value;
  }
  if (beginsNoValue(name, text)) return undefined;
  const space = match(SPACE, text, name.end);
  const value = space && valueAt(name.end + space[0].length, text, { place: 'sentence' });
  if (value === undefined) return undefined;
  const quoted = isQuoted(value, text);
  const random = looksRandom(text.slice(value.start, value.end));
  return (/^(?:pass|pwd|\w+pw$)/i.test(name.word) ? quoted || random : quoted && random) ? value : undefined;
}

/** In `secret "x1"` stands the name of a secret, in `unexpected token "x1"` a word of a source text. */
function beginsNoValue(name: Name, text: string): boolean {
  const before = text.slice(Math.max(0, name.start - NAME_LIMIT), name.start);
  if (/^secrets?$/i.test(name.text)) return !OWNS_SECRET.test(before);
  return /^tokens?$/i.test(name.text) && MISREAD.test(before);
}

function isQuoted({ start }: Span, text: string): boolean {
  return /["'`]/.test(text.charAt(start - 1));
}

/** A header with a scheme has one more word; any other, such as an AWS signature, takes the rest of the line or quote. */
function headerAt(at: number, text: string): Span | undefined {
  const start = at + (/^\[?\\*["'`]?/.exec(text.slice(at, at + 10))?.[0].length ?? 0);
  const scheme = match(SCHEME, text, start)?.[0].length;
  if (scheme !== undefined) return valueAt(start + scheme, text, { place: 'sentence' });
  const first = match(FIRST_WORD, text, start)?.[0] ?? '';
  if (isHarmless(first, 'sentence') || (/^[a-z]+$/.test(first) && text.charAt(start + first.length) === ' '))
    return undefined;
  const found = match(REST_OF_LINE, text, start);
  return found && { start, end: start + found[0].trimEnd().length };
}

function valueAt(at: number, text: string, { place, list = true }: { place: Place; list?: boolean }): Span | undefined {
  const bracket = text.charAt(at) === '[' ? (/^\[\s?/.exec(text.slice(at, at + 2))?.[0].length ?? 0) : 0;
  if (bracket > 0 && !list) return undefined;
  const begin = at + bracket;
  const typed = begin + (match(TYPE, text, begin)?.[0].length ?? 0);
  const start = typed + (match(SCHEME, text, typed)?.[0].length ?? 0);
  const quote = match(QUOTE, text, start)?.groups?.['quote'];
  const first = start + (quote?.length ?? 0);
  if (beginsReference(text.slice(first, first + NAME_LIMIT))) return undefined;
  const value = quote === undefined ? bareAt(first, text) : quotedAt(first, text, quote);
  if (value === undefined || value.end <= value.start) return undefined;
  return isHarmless(text.slice(value.start, value.end), place) ? undefined : value;
}

function bareAt(start: number, text: string): Span | undefined {
  const found = match(BARE, text, start);
  if (found === undefined) return undefined;
  return { start, end: start + found[0].replace(/[.:!?]$/, '').length };
}

/** Up to the same quote, unless escaped; if there is none, the text was cut. */
function quotedAt(start: number, text: string, quote: string): Span {
  let end = text.indexOf(quote, start);
  while (end > start && quote.length === 1 && isEscaped(text, end)) end = text.indexOf(quote, end + 1);
  if (end === -1 || end - start > VALUE_LIMIT) {
    const line = text.indexOf('\n', start);
    return { start, end: line === -1 ? text.length : line };
  }
  return { start, end };
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text.charAt(at - 1 - backslashes) === '\\') backslashes += 1;
  return backslashes % 2 === 1;
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}
