import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo, type Server } from 'node:net';
import { onTestFinished } from 'vitest';
import { CERTIFICATE, KEY } from './tls.ts';

export interface Proxy {
  url: string;
  /** Where it was asked to go: `ecs.us-east-1.amazonaws.com:443`, or the URL of a plain request. */
  asked: string[];
  /** What it was asked to go there with. */
  authorizations: (string | undefined)[];
}

/**
 * A forward proxy that takes every host for AWS: through a tunnel it leads to AWS's TLS, behind which the emulator stands, and plain
 * requests it hands on to the emulator itself.
 */
export async function startProxy(emulatorUrl: string, { refuses = false } = {}): Promise<Proxy> {
  const handOn = (request: IncomingMessage, response: ServerResponse): void => {
    const { method, headers } = request;
    const path = request.url?.replace(/^http:\/\/[^/]+/, '');
    const onward = httpRequest(emulatorUrl, { method, headers, path }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  };
  const aws = createTlsServer({ cert: CERTIFICATE, key: KEY }, handOn);
  const awsPort = await listen(aws);
  const asked: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const proxy = createServer((request, response) => {
    asked.push(request.url ?? '');
    authorizations.push(request.headers['proxy-authorization']);
    handOn(request, response);
  });
  proxy.on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    authorizations.push(request.headers['proxy-authorization']);
    if (refuses) return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    const tunnel = connect(awsPort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      tunnel.pipe(socket).pipe(tunnel);
    });
    tunnel.on('error', () => socket.destroy());
    socket.on('error', () => tunnel.destroy());
  });
  const port = await listen(proxy);
  return { url: `http://127.0.0.1:${port}`, asked, authorizations };
}

async function listen(server: Server & { closeAllConnections?: () => void }): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections?.();
  });
  return (server.address() as AddressInfo).port;
}
