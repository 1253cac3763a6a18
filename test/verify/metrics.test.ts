import { expect, it } from 'vitest';
import { judgeMetrics } from '../../src/verify/release/metrics.ts';
import type { World } from '../../src/world.ts';

const START = Date.parse('2026-11-30T10:00:00Z');

/** CloudWatch is throttled for ever, and says so after a while. */
function slowWorld(answerSeconds: number): World {
  let now = START;
  const pass = (milliseconds: number): void => void (now += milliseconds);
  const refuse = async (): Promise<never> => {
    pass(answerSeconds * 1000);
    throw Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });
  };
  const cloudWatch = { metricsOfTargetGroups: refuse };
  return {
    clock: { now: () => new Date(now), sleep: async (milliseconds: number) => pass(milliseconds) },
    signal: new AbortController().signal,
    aws: { cloudWatch: async () => cloudWatch },
  } as unknown as World;
}

it.each([0, 3, 8, 20])('is never silent for over 30 s while CloudWatch takes %i s to answer', async (answerSeconds) => {
  const check = {
    kind: 'metric',
    text: '5xx-rate < 1%',
    metric: '5xx-rate',
    minutes: 5,
    requests: 100,
    limit: { kind: 'fixed', value: 1 },
  };
  const fresh = [{ loadBalancer: 'app/web/1', targetGroup: 'targetgroup/web/1' }];
  const metering = { checks: [check], fresh, old: [] } as unknown as Parameters<typeof judgeMetrics>[0];
  const times = [START];
  for await (const { at } of judgeMetrics(metering, slowWorld(answerSeconds))) times.push(at.getTime());
  const gaps = times.slice(1).map((time, index) => (time - (times[index] ?? 0)) / 1000);
  expect(gaps.length).toBeGreaterThan(10);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(30);
});
