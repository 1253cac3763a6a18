import { describe, expect, it } from 'vitest';
import { diagnoseCase, T0, WEB, type Case } from './case.ts';
import { logs } from './kinds.ts';
import { BREAKER, FAILED_EVENTS, healthEvent, times, unhealthy } from './tasks.ts';

const REFUSED =
  '2026/09/01 10:00:36 [error] 23#23: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.1.9, server: , request: "GET /up HTTP/1.1", upstream: "http://127.0.0.1:3000/up", host: "10.0.3.4:8080"';

/** A proxy and, in the same task, the program behind it. */
const behindProxy = (proxy: readonly string[], app: readonly string[] | undefined): Case => ({
  deployment: BREAKER,
  events: [healthEvent(0, 'Health checks failed with these codes: [502]'), ...FAILED_EVENTS],
  tasks: times(2, () => ({
    ...unhealthy(),
    startedAt: T0,
    containers: [
      { name: 'web', exitCode: 0 },
      { name: 'app', exitCode: 143 },
    ],
  })),
  containers: [WEB, { ...WEB, name: 'app' }],
  logs: { ...logs(proxy), ...(app === undefined ? {} : logs(app, 'app')) },
});
const first = async (given: Case) => (await diagnoseCase(given)).causes[0];

describe('a proxy that gets no answer from its own task', () => {
  it('hands over to the error in the log of its neighbour', async () => {
    const cause = await first(
      behindProxy([REFUSED], ['starting', 'FATAL: password authentication failed for user "shop"']),
    );
    expect(cause?.id).toBe('says-login-refused');
    expect(cause?.logLine).toContain('"shop"');
    expect(cause?.details?.join('\n')).toContain('log of container app');
  });

  it('does so too where its own log is silent', async () => {
    const cause = await first(behindProxy(['ready'], ['FATAL: password authentication failed for user "shop"']));
    expect(cause?.id).toBe('says-login-refused');
  });

  it('keeps its own error where the neighbour recovered', async () => {
    const cause = await first(
      behindProxy(
        [REFUSED],
        ['Error: connect ECONNREFUSED 10.0.0.9:6379', 'redis connected', 'listening on port 3000'],
      ),
    );
    expect(cause?.id).toBe('says-connection-refused-here');
    expect(cause?.fix).toContain('port 3000');
  });

  it('keeps its own error where the neighbour has no log', async () => {
    expect((await first(behindProxy([REFUSED], undefined)))?.id).toBe('says-connection-refused-here');
  });
});
