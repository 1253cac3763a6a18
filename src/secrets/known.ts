import type { ReplaceSecrets } from './encoded.ts';
import { HIDDEN } from './hidden.ts';

/** Values whose removal would erase half of a report. */
const EVERYDAY =
  /^(?:true|false|null|none|undefined|default|disabled|enabled|required|optional|development|production|staging|testing|localhost|postgres|password|passwd|secret|token|changeme|example|bearer|basic|admin|root|user|read-all|write-all|inherit|external|exists|(?:read|write)-?(?:only|access))$/i;
/** What says where a secret is but is not one: an ARN, a path, a URL without password, a reference. */
const REFERENCE = /^(?:arn:|[./~]|\$\{?[\w({]|\{\{|[a-z][a-z\d+.-]*:\/\/[^@]*$)/i;
const SHORTEST = 6;
/** A text that AWS truncated may end with the beginning of a secret. */
const SHORTEST_CUT = 8;
/** So much of a value is the value, wherever it stands: it may have been cut, or broken into two lines. */
const MOST_OF_IT = 2 / 3;

/** Values known to be secret, in every spelling that an application or AWS may print. */
export interface KnownValues {
  add: (value: string) => void;
  replace: ReplaceSecrets;
}

export function createKnownValues(): KnownValues {
  const values = new Set<string>();
  let spellings: string[] = [];
  return {
    add: (value) => {
      const parts = [value, ...value.split(/\r?\n/)].map((part) => part.trim()).filter(isTelling);
      const fresh = parts.filter((part) => !values.has(part));
      if (fresh.length === 0) return;
      for (const part of fresh) values.add(part);
      const all = new Set([...spellings, ...fresh.flatMap(spellingsOf)]);
      spellings = [...all].toSorted((one, other) => other.length - one.length);
    },
    replace: (text, replace) => {
      let shown = text;
      for (const spelling of spellings)
        if (shown.includes(spelling)) shown = shown.replaceAll(spelling, () => replace(spelling));
      return replaceCut(replaceMost(shown, values, replace), values, replace);
    },
  };
}

/** Long and distinctive enough that every occurrence is the secret. */
function isTelling(value: string): boolean {
  if (value.length < SHORTEST || value.startsWith(HIDDEN) || value.startsWith('-----')) return false;
  if (EVERYDAY.test(value) || REFERENCE.test(value)) return false;
  return !/^\d{1,7}$/.test(value);
}

function spellingsOf(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const url = encodeURIComponent(value.toWellFormed());
  const hex = Buffer.from(value).toString('hex');
  const all = [
    value,
    json,
    JSON.stringify(json).slice(1, -1),
    json.replaceAll('/', String.raw`\/`),
    asGoWritesJson(json),
    url,
    url.replaceAll('%20', '+'),
    url.replaceAll(/%[\dA-F]{2}/g, (code) => code.toLowerCase()),
    url.replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`),
    asHtml(value),
    ...inBase64(value),
    hex,
    hex.toUpperCase(),
  ];
  return [...new Set(all)];
}

function asGoWritesJson(json: string): string {
  return json.replaceAll(/[<>&]/g, (char) => String.raw`\u00` + char.charCodeAt(0).toString(16));
}

function asHtml(value: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return value.replaceAll(/[&<>"']/g, (char) => entities[char] ?? char);
}

/** On its own, or as part of a longer text (`user:password`): not if its neighbors are the same kind of character. */
function inBase64(value: string): string[] {
  const bytes = Buffer.from(value);
  const shifted = [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replaceAll('=', '');
    const clean = Math.floor(((offset + bytes.length) * 8) / 6);
    return text.slice(Math.ceil((offset * 8) / 6), clean);
  });
  const all = [bytes.toString('base64'), bytes.toString('base64url'), ...shifted].filter(
    (text) => text.length >= SHORTEST,
  );
  return all.flatMap((text) => [text, text.replaceAll('+', '-').replaceAll('/', '_'), encodeURIComponent(text)]);
}

type Replace = Parameters<ReplaceSecrets>[1];

/** Replaces a value of which only the end, or the beginning, is missing. */
function replaceMost(text: string, values: Iterable<string>, replace: Replace): string {
  let shown = text;
  for (const value of values) {
    const telling = Math.max(SHORTEST_CUT, Math.ceil(value.length * MOST_OF_IT));
    if (value.length <= telling) continue;
    const before = value.slice(0, -telling);
    const [begins, ends] = [value.slice(0, telling), value.slice(-telling)];
    shown = replaceAround(shown, { part: begins, replace }, ({ at }) => ({
      begin: at,
      end: at + commonLength(value, shown.slice(at, at + value.length)),
    }));
    shown = replaceAround(shown, { part: ends, replace }, ({ at, from }) => ({
      begin: at - commonEnd(before, shown.slice(from, at)),
      end: at + telling,
    }));
  }
  return shown;
}

/** Replaces each place where a part stands, and what belongs to it on either side. */
function replaceAround(
  text: string,
  { part, replace }: { part: string; replace: Replace },
  spanOf: (found: { at: number; from: number }) => { begin: number; end: number },
): string {
  let shown = '';
  let from = 0;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, from)) {
    const { begin, end } = spanOf({ at, from });
    shown += text.slice(from, begin) + replace(text.slice(begin, end));
    from = end;
  }
  return shown + text.slice(from);
}

/** How many characters two texts share from their beginning on. */
function commonLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

/** The same from their end on. */
function commonEnd(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one.at(-1 - length) === other.at(-1 - length)) length += 1;
  return length;
}

function replaceCut(text: string, values: Iterable<string>, replace: Replace): string {
  const end = text.trimEnd().replace(/(?:…|\.{3})$/u, '');
  for (const value of values) {
    const at = end.slice(-value.length).lastIndexOf(value.slice(0, SHORTEST_CUT));
    if (at === -1 || value.length <= SHORTEST_CUT) continue;
    const begin = Math.max(0, end.length - value.length) + at;
    if (value.startsWith(end.slice(begin)))
      return end.slice(0, begin) + replace(end.slice(begin)) + text.slice(end.length);
  }
  return text;
}
