import { isOffLimits } from '../off-limits.ts';
import { phrase } from '../phrases.ts';
import { PLACEHOLDERS, type Probe } from '../release.ts';
import { SHOWN_FAULTS, toOneFault, type Fault } from './faults.ts';
import { parseJson } from './json.ts';
import { usefulLines } from './lines.ts';
import { nearest } from './nearest.ts';
import type { Parsed } from './parsed.ts';
import { listed, quote } from './place.ts';

const KEYS = ['url', 'method', 'headers', 'body', 'status', 'contains', 'maxMillis', 'attempts', 'every'] as const;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const DEFAULTS = { method: 'GET', headers: {}, status: 200, every: 5 };
const SHAPE = 'Write one URL per line, optionally with a status (https://example.com/health 204), or JSON.';

/** `URL [status]` lines, or the JSON that docs/verified-releases.md describes: `{endpoint}/health` is a line. */
export function parseProbes(text: string): Parsed<readonly Probe[]> {
  const isJson = /^\s*(?:\[|\{\s*["}])/.test(text);
  const items = isJson ? fromJson(text) : fromLines(text);
  if ('message' in items) return items;
  const faults = items.flatMap(({ faults: own }) => own);
  const fault = toOneFault(faults);
  if (fault !== undefined) return fault;
  if (items.length === 0) return { message: 'contains no probe', fix: SHAPE };
  return { value: items.flatMap(({ probe }) => probe ?? []) };
}

interface Item {
  probe?: Probe;
  faults: Fault[];
}

function fromLines(text: string): Item[] {
  return usefulLines(text).map(({ line, number }) => toItemOfLine(line, `line ${number}`));
}

function toItemOfLine(line: string, place: string): Item {
  const [url = '', status, ...more] = line.trim().split(/\s+/);
  if (METHODS.includes(url.toUpperCase())) {
    const fix =
      'A line is a URL with an optional status; for another method than GET, use JSON: [{"url": "…", "method": "POST"}].';
    return { faults: [{ what: 'starts with a method', place, fix }] };
  }
  if (more.length > 0 || (status !== undefined && !/^\d{3}$/.test(status)))
    return { faults: [{ what: 'has more than a URL and a status', place, fix: SHAPE }] };
  return toItem({ url, ...(status === undefined ? {} : { status: Number(status) }) }, place);
}

function fromJson(text: string): Item[] | { message: string; fix: string } {
  const parsed = parseJson(text, isListOrRecord, 'a JSON array of probes');
  if (!('value' in parsed)) return parsed;
  const list = Array.isArray(parsed.value) ? parsed.value : [parsed.value];
  return list.map((value, index) => {
    const place = `item ${index + 1}`;
    if (typeof value === 'string') return toItemOfLine(value, place);
    return isRecord(value)
      ? toItem(value, place)
      : { faults: [{ what: 'has no URL', place, fix: 'Write {"url": "https://…"}.' }] };
  });
}

function toItem(given: Record<string, unknown>, place: string): Item {
  const faults = [...unknownKeys(given), ...wrongTypes(given), ...wrongUrl(given['url']), ...wrongParts(given)].map(
    (fault) => ({ ...fault, place }),
  );
  if (faults.length > 0) return { faults };
  const { method = 'GET', body, headers = {}, ...rest } = given as Partial<Probe> & { body?: unknown };
  const isText = body === undefined || typeof body === 'string';
  const typed = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  return {
    faults,
    probe: {
      ...DEFAULTS,
      ...(rest as Omit<Probe, keyof typeof DEFAULTS>),
      method: method.toUpperCase(),
      headers: isText || typed ? headers : { 'content-type': 'application/json', ...headers },
      body: isText ? body : JSON.stringify(body),
    },
  };
}

function unknownKeys(given: Record<string, unknown>): Fault[] {
  return Object.keys(given)
    .filter((key) => !(KEYS as readonly string[]).includes(key))
    .slice(0, SHOWN_FAULTS)
    .map((key) => {
      const near = nearest(key, KEYS);
      const guess = near === undefined ? '' : `Did you mean "${near}"? `;
      if ((PLACEHOLDERS as readonly string[]).includes(key))
        return { what: `has a {${key}} that was read as a map`, fix: `Put it in quotes: "{${key}}/health".` };
      return { what: `has the unknown key ${quote(key)}`, fix: `${guess}The keys are ${listed(KEYS)}.` };
    });
}

const RANGES = { status: [100, 599], maxMillis: [1, 600_000], attempts: [1, 1000], every: [1, 3600] } as const;

function wrongTypes(given: Record<string, unknown>): Fault[] {
  const texts = ['method', 'contains'].filter((key) => given[key] !== undefined && typeof given[key] !== 'string');
  const numbers = Object.entries(RANGES).flatMap(([key, [min, max]]) => {
    const value = given[key];
    if (value === undefined || (Number.isInteger(value) && Number(value) >= min && Number(value) <= max)) return [];
    return [{ what: `has a "${key}" that is not a whole number from ${min} to ${max}`, fix: `Correct "${key}".` }];
  });
  const headers = given['headers'];
  const isFine = headers === undefined || (isRecord(headers) && Object.entries(headers).every(isHeader));
  return [
    ...texts.map((key) => ({ what: `has a "${key}" that is not text`, fix: `Put the value of "${key}" in quotes.` })),
    ...numbers,
    ...(isFine
      ? emptyHeaders(headers ?? {})
      : [{ what: 'has "headers" that are not an object of text values', fix: HEADERS }]),
  ];
}

/** `Bearer ${{ secrets.TOKN }}` with a name that does not exist: the service would refuse it, and a good release be rolled back. */
function emptyHeaders(headers: Record<string, unknown>): Fault[] {
  return Object.entries(headers)
    .filter(([, value]) => /^(?:(?:bearer|basic|token)\s*)?$/i.test(String(value).trim()))
    .map(([name]) => ({ what: `has nothing in the header "${name}"`, fix: phrase('why-empty') }));
}

const HEADERS = 'Write {"headers": {"authorization": "Bearer …"}}; a value has one line.';

function wrongUrl(url: unknown): Fault[] {
  if (typeof url !== 'string' || url === '')
    return [{ what: 'has no URL', fix: 'Start it with https:// or {endpoint}.' }];
  const unknown = [...url.matchAll(/\{([^{}]*)\}/g)].flatMap(([, name = '']) =>
    (PLACEHOLDERS as readonly string[]).includes(name) ? [] : [name],
  );
  const [placeholder] = unknown;
  if (placeholder !== undefined) {
    const near = nearest(placeholder, PLACEHOLDERS);
    const guess = near === undefined ? '' : `Did you mean {${near}}? `;
    const fix = `${guess}The placeholders are ${listed(PLACEHOLDERS.map((name) => `{${name}}`))}.`;
    return [{ what: `has the unknown placeholder {${placeholder}}`, fix }];
  }
  if (/^\w+:\/\/\{(?:test-)?endpoint\}/.test(url))
    return [
      {
        what: 'has a scheme before the endpoint',
        fix: 'Remove it: {endpoint} and {test-endpoint} begin with their own.',
      },
    ];
  const [, name, next] = /^\{((?:test-)?endpoint)\}([^/?#])/.exec(url) ?? [];
  if (name !== undefined)
    return [
      { what: `has "${next}" right after {${name}}`, fix: `Write a slash: {${name}} ends with the host and its port.` },
    ];
  if (/^https?:\/\/(?:[/?#:]|$)/i.test(url))
    return [{ what: `has ${quote(url)}, which has no host`, fix: phrase('why-empty') }];
  const sample = url.replace(/^\{(?:test-)?endpoint\}/, 'http://endpoint').replaceAll(/\{[^{}]*\}/g, 'x');
  const parsed = URL.canParse(sample) ? new URL(sample) : undefined;
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol))
    return [
      { what: `has ${quote(url)}, which is not a web address`, fix: 'Start it with https://, http:// or {endpoint}.' },
    ];
  if (isOffLimits(parsed.hostname)) {
    const what = `has the link-local address ${parsed.hostname}, where instances get their credentials from`;
    return [{ what, fix: 'Use the address of the load balancer.' }];
  }
  if (parsed.username !== '' || parsed.password !== '')
    return [{ what: 'has a user name or password in its URL', fix: 'Send it in the header "authorization", in JSON.' }];
  return [];
}

function wrongParts(given: Record<string, unknown>): Fault[] {
  const { method = 'GET', body, contains } = given;
  const word = String(method).toUpperCase();
  const unknown = METHODS.includes(word)
    ? []
    : [{ what: `has the unknown method ${quote(String(method))}`, fix: `Use one of ${METHODS.join(', ')}.` }];
  const carries = body !== undefined && ['GET', 'HEAD'].includes(word);
  const looks = contains !== undefined && word === 'HEAD';
  return [
    ...unknown,
    ...(carries
      ? [{ what: `has a "body" that ${word} cannot send`, fix: 'Set "method": "POST", or remove "body".' }]
      : []),
    ...(looks ? [{ what: 'has "contains" with HEAD, whose answer has no body', fix: 'Use GET.' }] : []),
  ];
}

/** What an HTTP header may be: a token, and visible text of one line. */
function isHeader([name, value]: [string, unknown]): boolean {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(name) && typeof value === 'string' && /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isListOrRecord(value: unknown): value is unknown[] | Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
