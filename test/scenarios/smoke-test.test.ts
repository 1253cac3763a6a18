import { afterEach, describe, expect, it } from 'vitest';
import { answering, type Answering } from './answering.ts';
import { hooked, pauseAt } from './foreign.ts';
import { play, QUICK_START, REGISTRY } from './play.ts';

const open: Answering[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function serve(...args: Parameters<typeof answering>): Promise<Answering> {
  const server = await answering(...args);
  open.push(server);
  return server;
}

const OLD = 'web:1';
const reportOf = ({ report }: { report: string }) =>
  JSON.parse(report) as {
    outcome: string;
    headline: string;
    services: {
      outcome: string;
      causes: { message: string; fix?: string; details?: string[] }[];
      results?: { name: string; outcome: string }[];
      events: { kind: string; result?: { passed: boolean } }[];
      taskDefinitionArn: string;
    }[];
  };

describe('after the deployment succeeded', () => {
  it('is green once every probe has passed', async () => {
    const server = await serve((_, response) => response.end('fine'));
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, 'smoke-test': `${server.url}/health\n${server.url}/{service}/{revision}` },
    });
    expect(played.exitCode).toBe(0);
    expect(server.asked.map(({ path }) => path)).toEqual(['/health', '/web/web:2']);
    expect(reportOf(played).services[0]?.events.filter(({ kind }) => kind === 'probe')).toMatchObject([
      { result: { passed: true } },
      { result: { passed: true } },
    ]);
  });

  it('rolls back a release that fails them, with the request as cause', async () => {
    const server = await serve((_, response) => response.writeHead(500).end('<b>boom</b>'));
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, 'smoke-test': `${server.url}/health`, 'smoke-test-timeout-seconds': '12' },
    });
    expect(played.exitCode).toBe(1);
    const { outcome, services } = reportOf(played);
    expect(outcome).toBe('rolled-back');
    expect(services[0]?.causes[0]?.message).toContain(`${server.url}/health answered 500 instead of 200 (3 attempts)`);
    expect(services[0]?.causes[0]?.details).toEqual(['It answered: <b>boom</b>']);
    expect(services[0]?.results).toMatchObject([
      { name: 'deployment', outcome: 'failed' },
      { name: 'rollback', outcome: 'succeeded' },
    ]);
    expect(services[0]?.taskDefinitionArn).toContain(OLD);
    expect(played.writes.filter(({ action }) => action === 'UpdateService')).toHaveLength(2);
    expect(played.summary).toMatch(/```[^`]*It answered: <b>boom/);
    expect(server.asked).toHaveLength(3);
  });

  it('leaves it as it is if nothing else is asked for, and is red', async () => {
    const server = await serve((_, response) => response.writeHead(404).end());
    const played = await play({
      scenario: 'classic-healthy',
      inputs: {
        ...QUICK_START,
        'smoke-test': JSON.stringify({ url: `${server.url}/`, attempts: 1 }),
        'on-verification-failure': 'fail',
      },
    });
    expect(reportOf(played)).toMatchObject({ outcome: 'failed', services: [{ outcome: 'failed' }] });
    expect(played.writes.filter(({ action }) => action === 'UpdateService')).toHaveLength(1);
    expect(server.asked).toHaveLength(1);
  });

  it('does not believe a page that says 200', async () => {
    const server = await serve((_, response) => response.end('<h1>Something went wrong</h1>'));
    const played = await play({
      scenario: 'classic-healthy',
      inputs: {
        ...QUICK_START,
        'smoke-test': JSON.stringify([{ url: server.url, contains: '"status":"ok"', attempts: 1 }]),
      },
    });
    expect(reportOf(played).outcome).toBe('rolled-back');
    expect(reportOf(played).services[0]?.causes[0]?.message).toContain('without');
  });

  it('waits for a release that needs a moment', async () => {
    const server = await serve((request, response) => response.writeHead(request.count < 3 ? 503 : 200).end());
    const played = await play({ scenario: 'classic-healthy', inputs: { ...QUICK_START, 'smoke-test': server.url } });
    expect(played.exitCode).toBe(0);
    expect(server.asked).toHaveLength(3);
    expect(played.log).toContain('answered 503 instead of 200; trying again in 5 s');
  });

  it('is red, and changes nothing more, where nothing was deployed', async () => {
    const server = await serve((_, response) => response.writeHead(500).end());
    const image = `123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1.0.0`;
    const played = await play({
      scenario: 'classic-healthy',
      inputs: {
        service: 'web',
        cluster: 'prod',
        image,
        'smoke-test': JSON.stringify({ url: server.url, attempts: 1 }),
      },
    });
    expect(reportOf(played).outcome).toBe('failed');
    expect(played.writes).toEqual([]);
  });

  it('costs no deployment if the host is misspelled', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, 'smoke-test': 'https://shop..example.com/health' },
    });
    expect(played.writes).toEqual([]);
    expect(played.log).toContain('probe-host-unknown');
  });

  it('sends a secret header, and shows it nowhere', async () => {
    const server = await serve((request, response) => response.writeHead(401).end(request.headers.authorization));
    const secret = 'Bearer s3cr3t-T0ken-0123456789';
    const played = await play({
      scenario: 'classic-healthy',
      inputs: {
        ...QUICK_START,
        'smoke-test': JSON.stringify({ url: server.url, headers: { authorization: secret }, attempts: 1 }),
      },
    });
    expect(server.asked[0]?.headers.authorization).toBe(secret);
    for (const text of [played.log, played.summary, played.report]) expect(text).not.toContain('s3cr3t-T0ken');
  });
});

describe('at a pause', () => {
  const inputs = (url: string, more: object = {}) => ({
    ...QUICK_START,
    image: `${REGISTRY}/web@sha256:${'5d'.repeat(32)}`,
    'pause-at': 'POST_TEST_TRAFFIC_SHIFT',
    'on-pause': 'verify',
    'smoke-test': JSON.stringify({ url, attempts: 1 }),
    ...more,
  });

  it('continues a release that passes', async () => {
    const server = await serve((_, response) => response.end());
    const played = await play({ scenario: 'blue-green', inputs: inputs(server.url) });
    expect(played.exitCode).toBe(0);
    expect(played.writes).toContainEqual(
      expect.objectContaining({
        action: 'ContinueServiceDeployment',
        params: expect.objectContaining({ action: 'CONTINUE' }),
      }),
    );
    expect(server.asked).toHaveLength(2);
  });

  it('rolls back one that fails before it gets any production traffic', async () => {
    const server = await serve((_, response) => response.writeHead(500).end());
    const played = await play({ scenario: 'blue-green', inputs: inputs(server.url) });
    expect(reportOf(played).outcome).toBe('rolled-back');
    expect(reportOf(played).services[0]?.causes[0]?.message).toContain('answered 500');
    expect(played.writes).toContainEqual(
      expect.objectContaining({
        action: 'ContinueServiceDeployment',
        params: expect.objectContaining({ action: 'ROLLBACK' }),
      }),
    );
    expect(played.writes.filter(({ action }) => action === 'UpdateService')).toHaveLength(1);
    expect(played.log).not.toContain('100 % production');
  });

  it('leaves one that fails paused if asked to', async () => {
    const server = await serve((_, response) => response.writeHead(500).end());
    const played = await play({
      scenario: 'blue-green',
      inputs: inputs(server.url, { 'on-verification-failure': 'fail' }),
    });
    expect(reportOf(played)).toMatchObject({ outcome: 'failed' });
    expect(reportOf(played).headline).toContain('still paused');
    expect(played.calls).not.toContain('ContinueServiceDeployment');
  });

  it('verifies before a person is asked', async () => {
    const server = await serve((_, response) => response.end());
    const played = await play({ scenario: 'blue-green', inputs: inputs(server.url, { 'on-pause': 'return' }) });
    expect(reportOf(played)).toMatchObject({ outcome: 'started' });
    expect(reportOf(played).headline).toContain('passed its verification and is paused');
    expect(server.asked).toHaveLength(1);
  });

  it('goes back after its success, and is held up by no pause on the way', async () => {
    const server = await serve((request, response) => response.writeHead(request.count === 1 ? 200 : 500).end());
    const played = await play({ scenario: 'blue-green', inputs: inputs(server.url) });
    expect(reportOf(played).outcome).toBe('rolled-back');
    expect(reportOf(played).services[0]?.taskDefinitionArn).toContain(OLD);
    expect(played.seconds).toBeLessThan(25 * 60);
  });

  it('does not take a pause without traffic for a verified one', async () => {
    const server = await serve((_, response) => response.end());
    const played = await play({
      scenario: 'blue-green',
      change: hooked(pauseAt('POST_SCALE_UP')),
      inputs: { ...inputs(server.url), 'pause-at': '' },
    });
    expect(played.exitCode).toBe(1);
    expect(played.writes).toEqual([]);
    expect(played.log).toContain('pause-not-verified');
  });
});
