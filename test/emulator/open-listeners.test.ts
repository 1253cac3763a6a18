import { expect, test } from 'vitest';
import { addGateway } from '../../emulator/gateways.ts';
import { addRule, listenersOf } from '../../emulator/load-balancers.ts';
import { addLiveWeb } from '../../emulator/scenarios/live-web.ts';
import { scenarios } from '../../emulator/scenarios/scenarios.ts';
import { startEmulator } from '../../emulator/server.ts';
import { createWorld } from '../../emulator/world.ts';
import { openLab, openScenario } from './lab.ts';

type Lab = Awaited<ReturnType<typeof openLab>>;

/** The addresses as the API tells them. */
async function addressesOf({ elbv2 }: Lab): Promise<string[]> {
  const { LoadBalancers = [] } = await elbv2.describeLoadBalancers({});
  const listeners = await Promise.all(
    LoadBalancers.map(async ({ DNSName, LoadBalancerArn }) => {
      const { Listeners = [] } = await elbv2.describeListeners({ LoadBalancerArn });
      return Listeners.map(({ Port, Protocol }) => `${Protocol?.toLowerCase()}://${DNSName}:${Port}`);
    }),
  );
  return listeners.flat();
}

const textOf = async (url: string, init?: RequestInit): Promise<string> => (await fetch(url, init)).text();

test('opens a real port for a listener and answers as its targets', async () => {
  const lab = await openScenario('rolling-probes');
  const [production = ''] = await addressesOf(lab);
  expect(production).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const response = await fetch(`${production}/health?a=1`);
  expect([response.status, await response.text()]).toEqual([200, 'web:1 answers /health?a=1\n']);
  expect((await fetch(production, { method: 'HEAD' })).headers.get('date')).toBe('Sat, 21 Nov 2026 10:00:00 GMT');
  await lab.deploy('2');
  lab.seconds(300);
  expect(await textOf(production)).toBe('web:2 answers /\n');
});

test('sends each revision its share of the requests', async () => {
  const lab = await openScenario('canary-probes');
  const [production = '', testing = ''] = await addressesOf(lab);
  const { rollout } = await lab.deploy('2');
  const seen = async (url: string): Promise<Record<string, number>> => {
    const counts: Record<string, number> = {};
    for (let index = 0; index < 20; index++) {
      const [revision = ''] = (await textOf(url)).split(' ');
      counts[revision] = (counts[revision] ?? 0) + 1;
    }
    return counts;
  };
  const until = async (stage: string): Promise<void> => {
    while ((await lab.rollout(rollout)).lifecycleStage !== stage) lab.seconds(5);
  };
  expect([await seen(production), await seen(testing)]).toEqual([{ 'web:1': 20 }, { 'web:1': 20 }]);
  await until('POST_TEST_TRAFFIC_SHIFT');
  expect([await seen(production), await seen(testing)]).toEqual([{ 'web:1': 20 }, { 'web:2': 20 }]);
  await until('PRODUCTION_TRAFFIC_SHIFT');
  expect([await seen(production), await seen(testing)]).toEqual([{ 'web:1': 18, 'web:2': 2 }, { 'web:2': 20 }]);
  lab.seconds(900);
  expect([await seen(production), await seen(testing)]).toEqual([{ 'web:2': 20 }, { 'web:2': 20 }]);
});

test('routes by the conditions of a rule', async () => {
  const lab = await openLab((world) => {
    scenarios['blue-green-probes']?.fill(world);
    const [listener] = listenersOf(world.home);
    const [blue = '', green = ''] = world.home.targetGroups.map(({ arn }) => arn);
    // The scenario has no task in the first group: who is sent there gets no answer.
    if (listener === undefined) throw new Error('no listener');
    addRule(listener, {
      groups: [blue],
      conditions: [{ field: 'http-header', name: 'X-Test', values: ['y?s'] }],
    });
    addRule(listener, { groups: [blue], conditions: [{ field: 'path-pattern', values: ['/old/*'] }] });
    addRule(listener, {
      groups: [blue],
      conditions: [{ field: 'query-string', values: [{ key: 'v', value: 'old' }] }],
    });
    addRule(listener, { groups: [green], conditions: [{ field: 'host-header', values: ['127.0.*'] }] });
  });
  const [production = ''] = await addressesOf(lab);
  const status = async (path: string, headers = {}): Promise<number> =>
    (await fetch(`${production}${path}`, { headers })).status;
  expect([
    await status('/', { 'x-test': 'YES' }),
    await status('/', { 'x-test': 'no' }),
    await status('/old/page'),
    await status('/Old/page'),
    await status('/?V=OLD'),
    await status('/?v=older'),
  ]).toEqual([503, 200, 503, 200, 503, 200]);
});

test('answers as an image is told to', async () => {
  const lab = await openScenario('rolling-probes');
  const [production = ''] = await addressesOf(lab);
  const { answers } = lab.world.behaviours;
  const image = lab.image('1.0.0');
  answers.set(image, {
    body: '<h1>Something went wrong</h1>',
    headers: { 'content-type': 'text/html', 'x-app': 'web' },
  });
  const page = await fetch(production);
  expect([page.status, page.headers.get('x-app'), await page.text()]).toEqual([
    200,
    'web',
    '<h1>Something went wrong</h1>',
  ]);
  lab.world.behaviours.answered.clear();
  answers.set(image, ({ url, method, body, count }) =>
    count >= 3 ? { status: 500, body: 'no connection to the database' } : { body: `${method} ${url} ${body}` },
  );
  const asked = () => textOf(`${production}/orders`, { method: 'POST', body: 'one' });
  expect([await asked(), await asked(), await asked()]).toEqual([
    'POST /orders one',
    'POST /orders one',
    'no connection to the database',
  ]);
});

test('answers in the place of a target that cannot', async () => {
  const lab = await openScenario('rolling-probes');
  const [production = ''] = await addressesOf(lab);
  const { answers } = lab.world.behaviours;
  answers.set(lab.image('1.0.0'), { fails: 'closes' });
  const broken = await fetch(production);
  expect([broken.status, broken.headers.get('server')]).toEqual([502, 'awselb/2.0']);
  expect(await broken.text()).toContain('<center><h1>502 Bad Gateway</h1></center>');
  answers.set(lab.image('1.0.0'), { fails: 'hangs' });
  const hanging = fetch(production);
  await expect.poll(() => lab.held.size).toBe(1);
  lab.seconds(59);
  expect(lab.held.size).toBe(1);
  lab.seconds(1);
  expect((await hanging).status).toBe(504);
  for (const group of lab.world.home.targetGroups) group.targets.splice(0);
  const empty = await fetch(production);
  expect([empty.status, await empty.text()]).toEqual([
    503,
    expect.stringContaining('503 Service Temporarily Unavailable'),
  ]);
});

test('sends requests to unhealthy targets only if there are no others', async () => {
  const lab = await openScenario('rolling-probes');
  const [production = ''] = await addressesOf(lab);
  const [first, second] = lab.world.home.targetGroups[0]?.targets ?? [];
  if (first === undefined || second === undefined) throw new Error('no targets');
  const task = lab.world.home.tasks.find(({ targets }) => targets.includes(first));
  task?.behaviours.splice(0, 1, { kind: 'unhealthy-target', code: 418 });
  const statuses = async (): Promise<number[]> => [(await fetch(production)).status, (await fetch(production)).status];
  first.state = 'unhealthy';
  expect(await statuses()).toEqual([200, 200]);
  second.state = 'draining';
  expect(await statuses()).toEqual([418, 418]);
  second.state = 'unhealthy';
  expect(new Set(await statuses())).toEqual(new Set([200, 418]));
  first.state = 'initial';
  second.state = 'unused';
  expect(await statuses()).toEqual([503, 503]);
});

test('answers late in virtual and in real time', async () => {
  const lab = await openScenario('rolling-probes');
  const [production = ''] = await addressesOf(lab);
  lab.world.behaviours.answers.set(lab.image('1.0.0'), { afterMilliseconds: 5000, body: 'late' });
  const late = textOf(production);
  await expect.poll(() => lab.held.size).toBe(1);
  lab.seconds(5);
  expect(await late).toBe('late');

  const world = createWorld();
  scenarios['rolling-probes']?.fill(world);
  world.behaviours.answers.set(lab.image('1.0.0'), { afterMilliseconds: 5000, body: 'late' });
  const emulator = await startEmulator({ world, time: 'real', speed: 100 });
  try {
    const [listener] = listenersOf(world.home);
    const started = world.clock.now();
    expect(await textOf(`http://127.0.0.1:${listener?.port}`)).toBe('late');
    expect(world.clock.now() - started).toBeGreaterThanOrEqual(5000);
  } finally {
    await emulator.close();
  }
});

test('gives endpoints of Express services and gateways real ports', async () => {
  const express = await openLab((world) => {
    scenarios['express-canary']?.fill(world);
    world.openEndpoints = true;
  });
  const [shop] = (await express.ecs.describeServices({ services: ['shop'] })).services ?? [];
  const { service } = await express.ecs.describeExpressGatewayService({ serviceArn: shop?.serviceArn });
  const endpoint = service?.activeConfigurations?.[0]?.ingressPaths?.[0]?.endpoint ?? '';
  expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(await textOf(`${endpoint}/ping`)).toMatch(/^default-shop:1 answers \/ping/);
  const created = await express.ecs.createExpressGatewayService({
    serviceName: 'web',
    infrastructureRoleArn: 'arn:aws:iam::123456789012:role/infrastructure',
    executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
    primaryContainer: { image: express.image('1.0.0') },
  });
  const fresh = created.service?.activeConfigurations?.[0]?.ingressPaths?.[0]?.endpoint ?? '';
  expect((await fetch(fresh)).status).toBe(503);
  express.seconds(600);
  expect([(await fetch(fresh)).status, fresh === endpoint]).toEqual([200, false]);

  const gateway = await openLab((world) => {
    addGateway(world.home, { name: 'public', clusters: ['prod'] });
    addLiveWeb(world, { loadBalancers: [], gatewayConnectors: [{ portName: 'http' }] });
    world.openEndpoints = true;
  });
  const { serviceDeployments } = await gateway.ecs.listServiceDeployments({ cluster: 'prod', service: 'web' });
  const serviceRevisionArns = [serviceDeployments?.[0]?.targetServiceRevisionArn ?? ''];
  const { serviceRevisions } = await gateway.ecs.describeServiceRevisions({ serviceRevisionArns });
  const url = serviceRevisions?.[0]?.ecsManagedResources?.gatewayConnections?.[0]?.serviceUrl ?? '';
  expect(await textOf(url)).toBe('web:1 answers /\n');
});

test('leaves every address as AWS forms it unless it is opened', async () => {
  const lab = await openScenario('classic-healthy');
  expect(await addressesOf(lab)).toEqual([
    expect.stringMatching(/^http:\/\/web-\d+\.us-east-1\.elb\.amazonaws\.com:80$/),
  ]);
});
