import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { stopwatch } from '../clock.ts';
import type { HttpAnswer, HttpFailure, HttpRequest } from '../world.ts';
import { isOffLimits, withoutBrackets } from '../off-limits.ts';

/** Far more than a check reads, and far less than memory holds. */
const MOST_BYTES = 1_048_576;
const MOST_REDIRECTS = 5;
const REDIRECTS = [301, 302, 303, 307, 308];

/** Sends one request and reads its answer, within the time; follows redirects if asked to. Never rejects. */
export async function send(request: HttpRequest): Promise<HttpAnswer> {
  const elapsed = stopwatch();
  let sent = request;
  try {
    for (let hop = 0; ; hop += 1) {
      const answer = await sendOnce(sent);
      if (!('next' in answer)) return { ...answer, url: sent.url, millis: elapsed() };
      if (hop === MOST_REDIRECTS) throw failing('TOO_MANY_REDIRECTS');
      const isSame = isSameHost(sent.url, answer.next);
      sent = redirected(sent, { ...answer, isSame });
      if (!/^https?:$/.test(new URL(sent.url).protocol) || isOffLimits(new URL(sent.url).hostname))
        throw failing(OFF_LIMITS);
      if (sent.body !== undefined && !isSame) throw failing('BODY_ELSEWHERE');
    }
  } catch (error) {
    return {
      kind: 'unanswered',
      failure: failureOf(error, request),
      ...codeOf(error),
      url: sent.url,
      millis: elapsed(),
    };
  }
}

/** What was meant for one host is told neither to another nor in the clear. A redirect from HTTP to HTTPS stays at home. */
function isSameHost(from: string, to: string): boolean {
  const [one, other] = [new URL(from), new URL(to)];
  if (one.origin === other.origin) return true;
  const isUpgrade = one.protocol === 'http:' && other.protocol === 'https:';
  return isUpgrade && one.hostname === other.hostname && one.port === '' && other.port === '';
}

/** Like every client, turns what these redirects ask for into a GET (RFC 9110, 15.4). */
function redirected(
  request: HttpRequest,
  { next: url, status, isSame }: { next: string; status: number; isSame: boolean },
): HttpRequest {
  const { method, headers } = request;
  const kept = isSame ? headers : {};
  const becomesGet = status === 303 ? method !== 'HEAD' : [301, 302].includes(status) && method === 'POST';
  if (!becomesGet) return { ...request, url, headers: kept };
  const isOfBody = (name: string): boolean => /^content-/i.test(name);
  const withoutBody = Object.fromEntries(Object.entries(kept).filter(([name]) => !isOfBody(name)));
  return { ...request, url, method: 'GET', headers: withoutBody, body: undefined };
}

type Answered = Omit<Extract<HttpAnswer, { kind: 'answered' }>, 'url' | 'millis'>;

async function sendOnce(request: HttpRequest): Promise<Answered | { next: string; status: number }> {
  const { url, method, headers, body, followsRedirects, signal } = request;
  if (await leadsOffLimits(new URL(url).hostname)) throw failing(OFF_LIMITS);
  signal.throwIfAborted();
  const response = await fetch(url, { method, headers, body: body ?? null, redirect: 'manual', signal });
  const location = response.headers.get('location');
  if (followsRedirects && location !== null && REDIRECTS.includes(response.status)) {
    await response.body?.cancel();
    return { next: new URL(location, url).href, status: response.status };
  }
  return { kind: 'answered', status: response.status, body: await readBody(response) };
}

/** A name may lead there too. One that only a proxy can resolve leads nowhere from here. */
async function leadsOffLimits(hostname: string): Promise<boolean> {
  const host = withoutBrackets(hostname);
  if (isIP(host) !== 0) return isOffLimits(host);
  const found = await lookup(host, { all: true }).catch(() => []);
  return found.some(({ address }) => isOffLimits(address));
}

async function readBody({ body }: Response): Promise<string> {
  if (body === null) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= MOST_BYTES) break;
  }
  return new TextDecoder().decode(Buffer.concat(chunks).subarray(0, MOST_BYTES));
}

const OFF_LIMITS = 'OFF_LIMITS';

function failing(code: string): Error {
  return Object.assign(new Error('not sent'), { code });
}

/** By the codes of Node.js, OpenSSL and undici. */
const FAILURES: readonly [pattern: RegExp, failure: HttpFailure][] = [
  [/^(?:ENOTFOUND|EAI_|ENODATA)/, 'no-host'],
  [/^ECONNREFUSED$/, 'refused'],
  [/^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'closed'],
  [/^(?:ETIMEDOUT|UND_ERR_\w*TIMEOUT)$/, 'timed-out'],
  [/^(?:EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/, 'unreachable'],
  [/^(?:ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_\w*(?:CERT|ISSUER|LEAF)|HOSTNAME_MISMATCH)/, 'certificate'],
  [/^(?:ERR_SSL|EPROTO)/, 'not-tls'],
  [/^(?:HPE_|HTTPParserError$)/, 'not-http'],
  [/^BAD_PORT$/, 'blocked-port'],
  [/^OFF_LIMITS$/, 'off-limits'],
  [/^TOO_MANY_REDIRECTS$/, 'redirects'],
  [/^BODY_ELSEWHERE$/, 'elsewhere'],
];

function failureOf(error: unknown, { signal }: HttpRequest): HttpFailure {
  if (signal.aborted) return 'timed-out';
  const { code = '' } = codeOf(error);
  return FAILURES.find(([pattern]) => pattern.test(code))?.[1] ?? 'other';
}

/** `fetch` hides the reason in its cause, which is a list where a host has several addresses. What cannot be parsed may have no code. */
function codeOf(error: unknown): { code?: string } {
  if (typeof error !== 'object' || error === null) return {};
  const { name, message, code, cause, errors } = error as Partial<Record<'name' | 'message', string>> & {
    code?: unknown;
    cause?: unknown;
    errors?: unknown[];
  };
  if (typeof code === 'string') return { code };
  if (name === 'HTTPParserError') return { code: name };
  if (message === 'bad port') return { code: 'BAD_PORT' };
  return codeOf(cause ?? errors?.[0]);
}
