import type { Probe } from '../../release.ts';
import type { HttpAnswer, HttpFailure } from '../../world.ts';
import { phrase } from '../../phrases.ts';

/** Whether an answer is the expected one, in words that follow the request (`answered 500 instead of 200`), and what to do if not. */
export type Judgement = { passed: true; what: string } | { passed: false; what: string; fix: string };

/** How long a request may take, unless the probe says so. */
const PATIENCE_MS = 10_000;

/** How long this request may take. */
export function patienceOf({ maxMillis = PATIENCE_MS }: Probe): number {
  return maxMillis;
}

export function judgeAnswer(probe: Probe, answer: HttpAnswer, limit: number): Judgement {
  if (answer.kind === 'unanswered') return unanswered(probe, answer, limit);
  const { status, body, millis } = answer;
  const from = redirectedTo(probe, answer);
  if (status !== probe.status) {
    const fix = from === '' ? fixOfStatus(status, probe) : FIX_REDIRECTED;
    return { passed: false, what: `answered ${status} instead of ${probe.status}${from}`, fix };
  }
  if (probe.contains !== undefined && !body.includes(probe.contains)) {
    const what = `answered ${status}, but without ${JSON.stringify(probe.contains)} in its body${from}`;
    return { passed: false, what, fix: from === '' ? FIX_BODY : FIX_REDIRECTED };
  }
  if (probe.maxMillis !== undefined && millis > probe.maxMillis) {
    const what = `answered ${status}, but after ${millis} ms${from}; at most ${probe.maxMillis} ms are allowed`;
    return { passed: false, what, fix: 'Find out what makes the new revision slow, or raise maxMillis.' };
  }
  return { passed: true, what: `answered ${status} in ${millis} ms${from}` };
}

const FIX_BODY = 'Look at what it answered: the status says success, the page does not.';
const FIX_REDIRECTED =
  'If the redirect is right, probe the final URL, or expect the redirect itself with its status (301, 302, 303, 307 or 308).';

/** The page of a login or of an error may be what answered. Its query may hold secrets. */
function redirectedTo({ url }: Probe, { url: last }: HttpAnswer): string {
  if (last === url) return '';
  const { origin, pathname } = new URL(last);
  return ` (after a redirect to ${origin}${pathname})`;
}

function fixOfStatus(status: number, { url }: Probe): string {
  const { protocol, pathname } = new URL(url);
  if (status === 401 || status === 403)
    return 'Send what the service asks for as a header of the probe (JSON: {"url": …, "headers": {"authorization": …}}), or probe a path that is open.';
  if (status === 404) return `Check that the new revision serves ${pathname}, or correct the path of the probe.`;
  if (status === 400 && protocol === 'http:')
    return 'If the listener speaks HTTPS, start the URL with https://; else find out from the logs of the new tasks why the request is bad.';
  if (status === 502) return 'Check the logs of the new tasks: the load balancer got no valid answer from them (502).';
  if (status === 503)
    return 'Check the health of the targets: the load balancer may have had no healthy one for this rule (503).';
  if (status === 504)
    return 'Check what the new tasks wait for, such as a database: they did not answer before the load balancer gave up (504).';
  if (status >= 500) return 'Check the logs of the new tasks for this request.';
  return 'Correct the new revision, or the status that the probe expects.';
}

function unanswered(probe: Probe, answer: Extract<HttpAnswer, { kind: 'unanswered' }>, limit: number): Judgement {
  const { failure, code } = answer;
  const { host, hostname, port, protocol } = new URL(answer.url);
  const at = port === '' ? { 'http:': '80', 'https:': '443' }[protocol] : port;
  const { what, fix } = FAILURES[failure]({
    host,
    hostname,
    port: at ?? '?',
    limit,
    code: code ?? 'no code',
  });
  return { passed: false, what: `${what}${redirectedTo(probe, answer)}`, fix };
}

interface Facts {
  host: string;
  hostname: string;
  port: string;
  limit: number;
  code: string;
}

const REACH = `Check that the security group of the load balancer lets ${phrase('runner')} in; an internal load balancer answers only inside its VPC.`;

const FAILURES: Record<HttpFailure, (facts: Facts) => { what: string; fix: string }> = {
  'no-host': ({ hostname }) => ({
    what: `could not be sent: the host ${hostname} does not resolve`,
    fix: 'Correct the host, or create its DNS record. A private hosted zone resolves only inside its VPC.',
  }),
  refused: ({ hostname, port }) => ({
    what: `was refused: nothing listens on port ${port} of ${hostname}`,
    fix: 'Correct the port, or add a listener for it.',
  }),
  closed: ({ host }) => ({
    what: `got no answer: ${host} closed the connection`,
    fix: 'Check that the port speaks the protocol of the URL (http or https), and the logs of the new tasks for a crash at this request.',
  }),
  'timed-out': ({ limit }) => ({
    what: `got no complete answer within ${limit} ms`,
    fix: `${REACH} Check the logs of the new tasks for the request.`,
  }),
  unreachable: ({ host }) => ({ what: `could not be sent: there is no route to ${host}`, fix: REACH }),
  certificate: ({ hostname, code }) => ({
    what: `was not sent: the certificate is not valid for ${hostname} (${code})`,
    fix: CERTIFICATES.find(([pattern]) => pattern.test(code))?.[1] ?? 'Correct the certificate of the listener.',
  }),
  'not-tls': ({ port, code }) => ({
    what: `was not sent: port ${port} does not speak TLS (${code})`,
    fix: 'Start the URL with http://, or use the port of the HTTPS listener.',
  }),
  'not-http': ({ host }) => ({
    what: `got an answer from ${host} that is not HTTP`,
    fix: 'Correct the port of the URL.',
  }),
  'blocked-port': ({ port }) => ({
    what: `was not sent: port ${port} is on the list of ports that the Fetch standard blocks, and Node.js follows it`,
    fix: 'Give the listener another port, such as 8080 or 8443, and use that in the URL.',
  }),
  redirects: () => ({
    what: 'was redirected more than 5 times',
    fix: 'Probe the final URL, or expect the redirect itself with its status (301, 302, 307 or 308).',
  }),
  'off-limits': ({ host }) => ({
    what: `was stopped: ${host} is a link-local address, where instances get their credentials from`,
    fix: 'Use the address of the load balancer.',
  }),
  elsewhere: ({ host }) => ({
    what: `was stopped: its body is not sent to another host (${host})`,
    fix: 'Probe the final URL, or expect the redirect itself with its status (307 or 308).',
  }),
  other: ({ code }) => ({
    what: `got no answer (${code})`,
    fix: 'Look up the error code, and send the request by hand from the same network.',
  }),
};

/** By the error codes of Node.js and OpenSSL. */
const CERTIFICATES: readonly [code: RegExp, fix: string][] = [
  [
    /ALTNAME|HOSTNAME/,
    'Use the host name for which the certificate was issued instead of {endpoint}, which is the name of the load balancer.',
  ],
  [/EXPIRED/, 'Renew the certificate of the listener.'],
  [/NOT_YET_VALID/, `Wait until the certificate is valid, or correct the clock of ${phrase('runner')}.`],
  [
    /SELF_SIGNED|DEPTH_ZERO|UNABLE_TO/,
    'Use a certificate of a known authority (ACM), or set NODE_EXTRA_CA_CERTS to the file of your own one.',
  ],
];
