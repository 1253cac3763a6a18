import { describe, expect, it } from 'vitest';
import { play, QUICK_START } from './play.ts';

const HOPELESS =
  'web:2 cannot start on web, and retrying will not help; it was rolled back, and web:1 is running again.';

describe('what no retry can fix', () => {
  it('ends the wait if only the log says so: the application is built for another architecture', async () => {
    const { log, outputs } = await play({ scenario: 'exec-format', inputs: QUICK_START });
    expect(log).toContain(HOPELESS);
    expect(outputs['outcome']).toBe('rolled-back');
  });

  it('reads no log for that if none was requested', async () => {
    const inputs = { ...QUICK_START, 'log-lines': '0' };
    const { log, calls } = await play({ scenario: 'exec-format', inputs });
    expect(log).not.toContain(HOPELESS);
    expect(calls).not.toContain('GetLogEvents');
  });

  it('is not rolled back if there is nothing to roll back to: the first deployment of a service', async () => {
    const { log, outputs, writes } = await play({
      scenario: 'express-canary',
      inputs: {
        service: 'store',
        image: 'ghcr.io/acme/store@sha256:' + '5d'.repeat(32),
        'infrastructure-role-arn': 'arn:aws:iam::111122223333:role/ecsInfrastructureRole',
        'execution-role-arn': 'arn:aws:iam::111122223333:role/ecsTaskExecutionRole',
      },
      change: ({ behaviours }) => {
        behaviours.fallback = { kind: 'cannot-pull', cause: 'not-found' };
      },
    });
    expect(outputs['outcome']).toBe('failed');
    expect(writes.map(({ action }) => action)).toEqual(['CreateExpressGatewayService']);
    expect(log).toMatch(/cannot start on store, and retrying will not help; it continues in ECS\./);
  });

  it('leaves an application that fails for its own reasons to the circuit breaker', async () => {
    const { log } = await play({ scenario: 'segmentation-fault', inputs: QUICK_START });
    expect(log).toContain('circuit breaker threshold was exceeded');
  });

  it.each([
    ['percent-deadlock', 'another attempt does not fix this: '],
    ['iam-misconfigured', 'another attempt does not fix this: '],
    ['role-gone', 'only if the role was just created: '],
  ])('is said with its fix as soon as ECS says it: %s', async (scenario, words) => {
    const { log } = await play({ scenario, inputs: { ...QUICK_START, checks: 'off', 'wait-for-minutes': '4' } });
    const lines = log.split('\n');
    const at = lines.findIndex((line) => line.includes(words));
    expect(at).toBeGreaterThan(-1);
    expect(at).toBeLessThan(lines.findIndex((line) => /^[⏱↩]/u.test(line)));
  });
});
