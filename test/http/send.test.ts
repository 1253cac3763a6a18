import { createServer, type AddressInfo } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { send } from '../../src/http/send.ts';
import { isOffLimits } from '../../src/off-limits.ts';
import type { HttpRequest } from '../../src/world.ts';
import { CERTIFICATE, KEY } from '../scenarios/tls.ts';
import { answering, type Answering } from '../scenarios/answering.ts';

const open: { close: () => unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function serve(...args: Parameters<typeof answering>): Promise<Answering> {
  const server = await answering(...args);
  open.push(server);
  return server;
}

const ask = (url: string, more: Partial<HttpRequest> = {}) =>
  send({ url, method: 'GET', headers: {}, followsRedirects: true, signal: AbortSignal.timeout(5_000), ...more });

describe('a request to what was deployed', () => {
  it('sends method, headers and body, and reads status and body', async () => {
    const { url, asked } = await serve((_, response) => response.writeHead(201).end('made'));
    const sent = { method: 'POST', headers: { 'x-key': 'k' }, body: '{"a":1}' };
    expect(await ask(`${url}/orders`, sent)).toMatchObject({ kind: 'answered', status: 201, body: 'made' });
    expect(asked).toMatchObject([{ method: 'POST', path: '/orders', headers: { 'x-key': 'k' }, body: '{"a":1}' }]);
  });

  it('follows redirects on the same host with its headers, and says where it came to', async () => {
    const { url, asked } = await serve((request, response) =>
      request.url === '/old' ? response.writeHead(302, { location: '/new' }).end() : response.end('new'),
    );
    const answer = await ask(`${url}/old`, { headers: { authorization: 'Bearer abc' } });
    expect(answer).toMatchObject({ kind: 'answered', status: 200, url: `${url}/new` });
    expect(asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer abc', 'Bearer abc']);
  });

  it('tells another host nothing that was meant for the first', async () => {
    const other = await serve((_, response) => response.end('other'));
    const { url } = await serve((_, response) => response.writeHead(302, { location: `${other.url}/` }).end());
    await ask(url, { headers: { authorization: 'Bearer abc', 'x-key': 'k' } });
    const [asked] = other.asked;
    expect([asked?.headers.authorization, asked?.headers['x-key']]).toEqual([undefined, undefined]);
  });

  it.each([
    [302, 'POST', 'GET', ''],
    [303, 'PUT', 'GET', ''],
    [307, 'POST', 'POST', '{"a":1}'],
  ])('after a %d, a %s becomes a %s', async (status, method, becomes, body) => {
    const { url, asked } = await serve((request, response) =>
      request.url === '/old' ? response.writeHead(status, { location: '/new' }).end() : response.end(),
    );
    await ask(`${url}/old`, { method, body: '{"a":1}', headers: { 'content-type': 'application/json', 'x-key': 'k' } });
    expect(asked[1]).toMatchObject({ method: becomes, body, headers: { 'x-key': 'k' } });
    expect(asked[1]?.headers['content-type']).toBe(body === '' ? undefined : 'application/json');
  });

  it('sends no body to another host', async () => {
    const other = await serve((_, response) => response.end('other'));
    const { url } = await serve((_, response) => response.writeHead(307, { location: `${other.url}/` }).end());
    expect(await ask(url, { method: 'POST', body: 'secret' })).toMatchObject({
      kind: 'unanswered',
      failure: 'elsewhere',
      url: `${other.url}/`,
    });
    expect(other.asked).toEqual([]);
  });

  it('names the link-local address that a redirect leads to', async () => {
    const location = 'http://169.254.169.254/latest';
    const { url } = await serve((_, response) => response.writeHead(302, { location }).end());
    expect(await ask(url)).toMatchObject({ kind: 'unanswered', failure: 'off-limits', url: location });
  });

  it('shows a redirect as it is if one is expected', async () => {
    const { url } = await serve((_, response) => response.writeHead(301, { location: '/x' }).end());
    expect(await ask(url, { followsRedirects: false })).toMatchObject({ kind: 'answered', status: 301 });
  });

  it('gives up on a circle of redirects', async () => {
    const { url, asked } = await serve((_, response) => response.writeHead(302, { location: '/' }).end());
    expect(await ask(url)).toMatchObject({ kind: 'unanswered', failure: 'redirects' });
    expect(asked.length).toBe(6);
  });

  it('reads at most a mebibyte of an answer', async () => {
    const { url } = await serve((_, response) => response.end('a'.repeat(3_000_000)));
    const answer = await ask(url);
    expect(answer.kind === 'answered' && answer.body.length).toBe(1_048_576);
  });

  it('ends a request that gets no answer, and one whose answer never ends', async () => {
    const signal = () => AbortSignal.timeout(50);
    const silent = await serve(() => undefined);
    expect(await ask(silent.url, { signal: signal() })).toMatchObject({ kind: 'unanswered', failure: 'timed-out' });
    const endless = await serve((_, response) => void response.write('a'));
    expect(await ask(endless.url, { signal: signal() })).toMatchObject({ kind: 'unanswered', failure: 'timed-out' });
  });

  it('tells the ways apart in which there is no answer', async () => {
    const closed = await serve((request) => request.socket.destroy());
    expect(await ask(closed.url)).toMatchObject({ failure: 'closed' });
    const gone = await answering(() => undefined);
    await gone.close();
    expect(await ask(gone.url)).toMatchObject({ failure: 'refused', code: 'ECONNREFUSED' });
    expect(await ask('http://no..such.host/')).toMatchObject({ failure: 'no-host' });
    const { url } = await serve((_, response) => response.end());
    expect(await ask(url.replace('http:', 'https:'))).toMatchObject({ failure: 'not-tls' });
    const raw = createServer((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
    await new Promise<void>((resolve) => raw.listen(0, '127.0.0.1', resolve));
    open.push(raw);
    const { port } = raw.address() as AddressInfo;
    expect(await ask(`http://127.0.0.1:${port}/`)).toMatchObject({ failure: 'not-http' });
  });

  it('of a port that Node.js does not call', async () => {
    expect(await ask('http://127.0.0.1:6000/')).toMatchObject({ failure: 'blocked-port' });
  });

  it('says which certificate is not trusted', async () => {
    const tls = createTlsServer({ cert: CERTIFICATE, key: KEY }, (socket) => socket.end());
    await new Promise<void>((resolve) => tls.listen(0, '127.0.0.1', resolve));
    open.push(tls);
    const { port } = tls.address() as AddressInfo;
    expect(await ask(`https://127.0.0.1:${port}/`)).toMatchObject({ failure: 'certificate' });
  });
});

describe('addresses that serve credentials', () => {
  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://169.254.170.2/v2/credentials',
    'http://2852039166/',
    'http://0xa9fea9fe/',
    'http://169.254.43518/',
    'http://[fe80::1]/',
    'http://[fd00:ec2::254]/',
    'http://[::ffff:169.254.169.254]/',
    'http://[64:ff9b::a9fe:a9fe]/',
  ])('%s is off limits', async (url) => {
    expect(isOffLimits(new URL(url).hostname)).toBe(true);
    expect(await ask(url)).toMatchObject({ kind: 'unanswered', failure: 'off-limits' });
  });

  it.each(['http://127.0.0.1/', 'http://10.0.0.1/', 'http://[::1]/', 'http://169.253.0.1/', 'https://example.com/'])(
    '%s is not',
    (url) => expect(isOffLimits(new URL(url).hostname)).toBe(false),
  );

  it('does not follow a redirect there', async () => {
    const { url } = await serve((_, response) =>
      response.writeHead(302, { location: 'http://169.254.169.254/latest/' }).end(),
    );
    expect(await ask(url)).toMatchObject({ kind: 'unanswered', failure: 'off-limits' });
  });
});
