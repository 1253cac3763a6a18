import { randomBytes } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { renderSummaryPage } from '../scripts/summary-page.ts';
import { refusalOf } from './door.ts';
import { offerOf, wishOf } from './offer.ts';
import { ROOT } from './root.ts';
import { createStage, type Viewer } from './stage.ts';

const FOLDER = join(ROOT, 'demo/page');
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};
/** Nothing but the page's own files, and no text that becomes HTML. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');
/** The summary names its own scripts in its head; here it also loses the network and its origin. */
const SUMMARY_POLICY = [
  'img-src data:',
  "connect-src 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox',
].join('; ');
const HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

export interface Page {
  url: string;
  close(): Promise<void>;
}

/** The demo's page, on a free port of this machine. */
export async function startPage(options: { speed?: string } = {}): Promise<Page> {
  const files = await readFiles();
  const offer = offerOf(randomBytes(18).toString('base64url'), options.speed);
  const stage = createStage();

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const refusal = refusalOf(
      { method: request.method, host: request.headers.host, site: request.headers['sec-fetch-site']?.toString() },
      portOf(server),
    );
    if (refusal !== undefined) return reply(response, { status: refusal.status, body: refusal.reason });
    const file = files.get(pathname);
    if (file !== undefined) return reply(response, { ...file, policy: POLICY });
    if (pathname === '/shows.json') return reply(response, { type: 'application/json', body: JSON.stringify(offer) });
    if (pathname === '/play') {
      const wish = wishOf(searchParams);
      if (searchParams.get('token') !== offer.token)
        return reply(response, { status: 403, body: 'The token is wrong. Reload the page.' });
      if (wish === undefined) return reply(response, { status: 404, body: 'There is no such show or speed.' });
      return stage.begin(wish.show, wish.speed, viewerOf(response));
    }
    const summary = stage.summary(/^\/summary\/(?<id>[\w-]+)$/.exec(pathname)?.groups?.['id'] ?? '');
    if (summary === undefined) return reply(response, { status: 404, body: 'There is no such page.' });
    const body = await renderSummaryPage({ ...summary, framed: true });
    reply(response, { type: TYPES['.html'], body, policy: SUMMARY_POLICY });
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error(error);
      response.destroy();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${portOf(server)}/`,
    close: async () => {
      await stage.close('The demo has ended.');
      const closed = new Promise<void>((done) => server.close(() => done()));
      server.closeAllConnections();
      await closed;
    },
  };
}

const portOf = (server: ReturnType<typeof createServer>): number => (server.address() as AddressInfo).port;

interface Reply {
  status?: number;
  type?: string | undefined;
  body: string | Buffer;
  policy?: string;
}

function reply(response: ServerResponse, { status = 200, type = 'text/plain; charset=utf-8', body, policy }: Reply) {
  response.writeHead(status, {
    ...HEADERS,
    'content-type': type,
    'content-security-policy': policy ?? "default-src 'none'",
  });
  response.end(body);
}

/** A viewer reads server-sent events until one side has enough. */
function viewerOf(response: ServerResponse): Viewer {
  response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream' });
  return {
    send: (message) => void response.write(`data: ${JSON.stringify(message)}\n\n`),
    end: () => void response.end(),
    onLeave: (leave) => void response.once('close', leave),
  };
}

async function readFiles(): Promise<Map<string, { type: string; body: Buffer }>> {
  const files = new Map<string, { type: string; body: Buffer }>();
  for (const name of await readdir(FOLDER)) {
    const type = TYPES[extname(name)];
    if (type === undefined) continue;
    files.set(name === 'index.html' ? '/' : `/${name}`, { type, body: await readFile(join(FOLDER, name)) });
  }
  return files;
}
