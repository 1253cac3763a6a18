import { expect, it } from 'vitest';
import { scenarios } from '../../emulator/scenarios/scenarios.ts';
import { startEmulator } from '../../emulator/server.ts';
import { createWorld } from '../../emulator/world.ts';
import { EXAMPLE, QUICK_START } from './play.ts';
import { startProxy } from './proxy.ts';
import { runAction } from './run-action.ts';
import { CERTIFICATE } from './tls.ts';

const CLOSED = 'http://127.0.0.1:9';

async function run(
  environment: (proxy: string) => Record<string, string | undefined>,
  options?: Parameters<typeof startProxy>[1],
) {
  const world = createWorld({});
  scenarios['classic-healthy']?.fill(world);
  const emulator = await startEmulator({ world, time: 'virtual' });
  const proxy = await startProxy(emulator.url, options);
  try {
    const ran = await runAction({
      url: emulator.url,
      inputs: QUICK_START,
      files: { 'task-definition.json': EXAMPLE, 'aws.pem': CERTIFICATE },
      environment: { NODE_EXTRA_CA_CERTS: 'aws.pem', ...environment(proxy.url) },
    });
    return { ...ran, proxy };
  } finally {
    await emulator.close();
  }
}

it('goes to AWS through the proxy that HTTPS_PROXY names', async () => {
  const { outputs, log, proxy } = await run((url) => ({
    AWS_ENDPOINT_URL: undefined,
    HTTPS_PROXY: url.replace('//', '//ci:pass%40word@'),
  }));
  expect(log).toContain('web runs web:2.');
  expect(outputs['outcome']).toBe('succeeded');
  expect(new Set(proxy.asked)).toEqual(
    new Set([
      'ecs.us-east-1.amazonaws.com:443',
      'api.ecr.us-east-1.amazonaws.com:443',
      'elasticloadbalancing.us-east-1.amazonaws.com:443',
      'iam.amazonaws.com:443',
      'logs.us-east-1.amazonaws.com:443',
    ]),
  );
  expect(proxy.authorizations[0]).toBe(`Basic ${Buffer.from('ci:pass@word').toString('base64')}`);
});

it('accepts the lowercase name and a proxy without a scheme, and HTTP_PROXY for an endpoint without TLS', async () => {
  const { outputs, proxy } = await run((url) => ({
    AWS_ENDPOINT_URL: 'http://aws.internal.example',
    http_proxy: url.replace('http://', ''),
    HTTP_PROXY: CLOSED,
  }));
  expect(outputs['outcome']).toBe('succeeded');
  expect(proxy.asked[0]).toBe('http://aws.internal.example/');
});

it('bypasses the proxy for this machine and for what NO_PROXY names', async () => {
  const near = await run(() => ({ HTTPS_PROXY: CLOSED, HTTP_PROXY: CLOSED }));
  expect(near.outputs['outcome']).toBe('succeeded');
  const named = await run((url) => ({
    AWS_ENDPOINT_URL: 'https://ecs.us-east-1.amazonaws.com',
    HTTPS_PROXY: url,
    NO_PROXY: 'example.com, .amazonaws.com',
    'INPUT_MAX-RETRIES': '0',
  }));
  expect(named.proxy.asked).toEqual([]);
  expect(named.exitCode).toBe(1);
});

it.each<[string, RegExp, (proxy: string) => Record<string, string>, boolean]>([
  ['refuses', /407/, (url) => ({ HTTPS_PROXY: url }), true],
  ['is not there', /ECONNREFUSED/, () => ({ HTTPS_PROXY: CLOSED }), false],
  ['is no URL', /HTTPS_PROXY is not the URL of a proxy/, () => ({ HTTPS_PROXY: 'http://user:se cret@[' }), false],
])('says so when the proxy %s', async (_, message, environment, refuses) => {
  const { log, exitCode } = await run((url) => ({ AWS_ENDPOINT_URL: undefined, ...environment(url) }), { refuses });
  expect(log).toMatch(message);
  expect(log).toContain('HTTPS_PROXY');
  expect(log).not.toContain('se cret');
  expect(exitCode).toBe(1);
});

it('says how to trust a proxy that intercepts TLS', async () => {
  const { log, exitCode } = await run((url) => ({
    AWS_ENDPOINT_URL: undefined,
    HTTPS_PROXY: url,
    NODE_EXTRA_CA_CERTS: undefined,
  }));
  expect(log).toMatch(/certificate/);
  expect(log).toContain('NODE_EXTRA_CA_CERTS');
  expect(exitCode).toBe(1);
});

it('sends smoke tests through it too, also to a host that only the proxy can resolve', async () => {
  const { proxy, outputs } = await run((url) => ({
    HTTP_PROXY: url,
    'INPUT_SMOKE-TEST': '{ "url": "http://shop.internal.example/health", "attempts": 1 }',
    'INPUT_ON-VERIFICATION-FAILURE': 'fail',
  }));
  expect(proxy.asked.join(' ')).toContain('shop.internal.example');
  expect(outputs['changes']).toBe('true');
});
