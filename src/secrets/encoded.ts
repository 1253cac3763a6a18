import { HIDDEN } from './hidden.ts';

/** Replaces the secrets in a text, each through `replace`. */
export type ReplaceSecrets = (text: string, replace: (secret: string) => string) => string;

/** A text that was decoded, and where each of its characters, and its end, stood before. */
interface Decoded {
  text: string;
  from: readonly number[];
}

interface Span {
  start: number;
  end: number;
}

/**
 * How programs write the characters around a secret when a text goes into a URL, HTML or a JSON string: `%22`, `&quot;`, `\u0022`.
 * Only those of ASCII: the others are part of a value.
 */
const CODE =
  /%(?:[2-7][\da-f]|0[9ad])|&(?:quot|apos|amp|lt|gt|equals|colon|newline|tab|#\d{1,3}|#x(?:[2-7][\da-f]|0?[9ad]));|\\{1,8}(?:u00|x)(?:[2-7][\da-f]|0[9ad])/gi;
const ENTITIES: Readonly<Record<string, string>> = {
  quot: '"',
  apos: "'",
  amp: '&',
  lt: '<',
  gt: '>',
  equals: '=',
  colon: ':',
  newline: '\n',
  tab: '\t',
};
/** A link inside of a form inside of a link. */
const LAYERS = 3;

/** Hides the secrets of a text, also those that only show once it is decoded. What is no secret stays as it was written. */
export function hideEncoded(text: string, hide: ReplaceSecrets): string {
  if (text.search(CODE) === -1) return hide(text, () => HIDDEN);
  let spans = spansOf(text, hide);
  let layer: Decoded = { text, from: Array.from({ length: text.length + 1 }, (_, index) => index) };
  for (let depth = 0; depth < LAYERS && layer.text.search(CODE) !== -1; depth += 1) {
    layer = decode(layer);
    spans = [...spans, ...spansBefore(layer, hide)];
  }
  // In a form, a space is a plus.
  const spaced = { ...layer, text: layer.text.replaceAll('+', ' ') };
  return withoutSpans(text, [...spans, ...spansBefore(spaced, hide)]);
}

/** The spans of the secrets in the text that was decoded. */
function spansBefore({ text, from }: Decoded, hide: ReplaceSecrets): Span[] {
  const before = (at: number): number => from[at] ?? 0;
  return spansOf(text, hide).map(({ start, end }) => ({ start: before(start), end: before(end) }));
}

function decode({ text, from }: Decoded): Decoded {
  const codes = [...text.matchAll(CODE)];
  const to: number[] = [];
  let decoded = '';
  let at = 0;
  const keep = (end: number): void => {
    decoded += text.slice(at, end);
    for (; at < end; at += 1) to.push(from[at] ?? 0);
  };
  for (const code of codes) {
    keep(code.index);
    decoded += meantBy(code[0]);
    to.push(from[at] ?? 0);
    at += code[0].length;
  }
  keep(text.length);
  to.push(from[text.length] ?? 0);
  return { text: decoded, from: to };
}

/** Always one character. */
function meantBy(code: string): string {
  const decimal = /^&#(\d+);$/.exec(code)?.[1];
  if (decimal !== undefined) return String.fromCharCode(Number(decimal));
  return (
    ENTITIES[code.slice(1, -1).toLowerCase()] ??
    String.fromCharCode(Number.parseInt(/[\da-f]{1,2}(?=;?$)/i.exec(code)?.[0] ?? '', 16))
  );
}

/** Secrets are blotted out character by character, so that all others keep their place. */
function spansOf(text: string, hide: ReplaceSecrets): Span[] {
  const blotted = hide(text, (secret) => BLOT.repeat(secret.length));
  const spans: Span[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (blotted[at] !== BLOT || text[at] === BLOT) continue;
    const start = at;
    while (blotted[at] === BLOT) at += 1;
    spans.push({ start, end: at });
  }
  return spans;
}

/** What is hidden already begins with it, so that nothing is hidden twice. */
const BLOT = '*';

function withoutSpans(text: string, spans: readonly Span[]): string {
  let shown = '';
  let at = 0;
  for (const { start, end } of spans.toSorted((one, other) => one.start - other.start)) {
    if (start >= at) shown += text.slice(at, start) + HIDDEN;
    at = Math.max(at, end);
  }
  return shown + text.slice(at);
}
