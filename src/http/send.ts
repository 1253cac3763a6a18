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
  let url = request.url;
  try {
    for (let hop = 0; ; hop += 1) {
      const { host } = new URL(url);
      const answer = await sendOnce({ ...request, url, headers: headersFor(request, host) });
      if ('next' in answer && hop < MOST_REDIRECTS) {
        url = answer.next;
        continue;
      }
      if ('next' in answer) return { kind: 'unanswered', failure: 'redirects', url, millis: elapsed() };
      return { ...answer, url, millis: elapsed() };
    }
  } catch (error) {
    return { kind: 'unanswered', failure: failureOf(error, request), ...codeOf(error), url, millis: elapsed() };
  }
}

/** What was meant for one host is not told to another. */
function headersFor({ url, headers }: HttpRequest, host: string): HttpRequest['headers'] {
  return new URL(url).host === host ? headers : {};
}

type Answered = Omit<Extract<HttpAnswer, { kind: 'answered' }>, 'url' | 'millis'>;

async function sendOnce(request: HttpRequest): Promise<Answered | { next: string }> {
  const { url, method, headers, body, followsRedirects, signal } = request;
  if (await leadsOffLimits(new URL(url).hostname)) throw offLimits();
  signal.throwIfAborted();
  const response = await fetch(url, { method, headers, body: body ?? null, redirect: 'manual', signal });
  const location = response.headers.get('location');
  if (followsRedirects && location !== null && REDIRECTS.includes(response.status)) {
    await response.body?.cancel();
    const next = new URL(location, url);
    if (!/^https?:$/.test(next.protocol) || isOffLimits(next.hostname)) throw offLimits();
    return { next: next.href };
  }
  return { kind: 'answered', status: response.status, body: await readBody(response) };
}

/** A name may lead there too. */
async function leadsOffLimits(hostname: string): Promise<boolean> {
  const host = withoutBrackets(hostname);
  if (isIP(host) !== 0) return isOffLimits(host);
  const found = await lookup(host, { all: true });
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

function offLimits(): Error {
  return Object.assign(new Error('an address that serves credentials'), { code: OFF_LIMITS });
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
  [/^OFF_LIMITS$/, 'off-limits'],
];

function failureOf(error: unknown, { signal }: HttpRequest): HttpFailure {
  if (signal.aborted) return 'timed-out';
  const { code = '' } = codeOf(error);
  return FAILURES.find(([pattern]) => pattern.test(code))?.[1] ?? 'other';
}

/** `fetch` hides the reason in its cause, which is a list where a host has several addresses. What cannot be parsed may have no code. */
function codeOf(error: unknown): { code?: string } {
  if (typeof error !== 'object' || error === null) return {};
  const { name, code, cause, errors } = error as { name?: string; code?: unknown; cause?: unknown; errors?: unknown[] };
  if (typeof code === 'string') return { code };
  if (name === 'HTTPParserError') return { code: name };
  return codeOf(cause ?? errors?.[0]);
}
