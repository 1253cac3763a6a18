import { afterEach, describe, expect, it } from 'vitest';
import { listenersOf } from '../../emulator/load-balancers.ts';
import type { World } from '../../emulator/world.ts';
import { answering, type Answering } from './answering.ts';
import { play, QUICK_START } from './play.ts';

const open: Answering[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const PAUSES = { 'pause-at': 'POST_TEST_TRAFFIC_SHIFT', 'on-pause': 'verify' };
const resultsOf = ({ report }: { report: string }) =>
  (
    JSON.parse(report) as {
      services: { events: { kind: string; result?: { stage?: string; what: string } }[] }[];
    }
  ).services[0]?.events.flatMap(({ kind, result }) => (kind === 'probe' && result !== undefined ? [result] : [])) ?? [];

/** `bad` is what the new revision answers. */
function bad({ behaviours }: World): void {
  behaviours.answers.set(QUICK_START.image ?? '', { status: 500, body: 'no database' });
}

/** The ports of the listeners are known only once they are open. */
async function deploy(probes: (urls: { production: string; test: string }) => string, change?: (world: World) => void) {
  const inputs = { ...QUICK_START, ...PAUSES, 'smoke-test': '' };
  return await play({
    scenario: 'blue-green-probes',
    ...(change === undefined ? {} : { change }),
    begin: ({ home }) => {
      const [production = '', test = ''] = listenersOf(home).map(({ port }) => `http://127.0.0.1:${port}`);
      inputs['smoke-test'] = probes({ production, test });
    },
    inputs,
  });
}

describe('a URL of one’s own, at a pause', () => {
  it('waits for the end if it is the production listener, which the old revision answers', async () => {
    const played = await deploy(({ production }) => `${production}/health\n{test-endpoint}/health`);
    expect(played.exitCode).toBe(0);
    expect(resultsOf(played).map(({ stage }) => stage)).toEqual(['POST_TEST_TRAFFIC_SHIFT', undefined]);
  });

  it('is sent if it is the test listener', async () => {
    const played = await deploy(({ test }) => JSON.stringify({ url: `${test}/health`, attempts: 1 }), bad);
    expect(played.outputs['outcome']).toBe('rolled-back');
    expect(resultsOf(played)).toMatchObject([{ stage: 'POST_TEST_TRAFFIC_SHIFT' }]);
    expect(played.log).not.toMatch(/^::warning/m);
  });

  it('is an error before the first write if nothing else would be verified there', async () => {
    const played = await deploy(({ production }) => `${production}/health`);
    expect(played.log).toContain('pause-not-verified');
    expect(played.writes).toEqual([]);
  });

  it('is sent with a warning if it is on neither', async () => {
    const server = await answering((_, response) => response.end());
    open.push(server);
    const alone = await deploy(() => server.url);
    expect(alone.exitCode).toBe(0);
    expect(alone.log).toMatch(new RegExp(`^::warning .*${server.url}.*\\{test-endpoint\\}`, 'm'));
    const beside = await deploy(() => `${server.url}\n{test-endpoint}/health`);
    expect(beside.log).not.toMatch(/^::warning/m);
  });
});
