import { expect, it } from 'vitest';
import { validReport } from '../report/valid-report.ts';
import { play, QUICK_START, REGISTRY } from './play.ts';

/** What the log tells: once, as soon as it is known, and about what is there now. */

const IMAGE = `${REGISTRY}/shop@sha256:${'5d'.repeat(32)}`;
const CREATION = {
  service: 'store',
  'service-type': 'express',
  image: IMAGE,
  'infrastructure-role-arn': 'arn:aws:iam::111122223333:role/ecsInfrastructureRole',
  'execution-role-arn': 'arn:aws:iam::111122223333:role/ecsTaskExecutionRole',
} as const;

it('a warning, with its fix, before the write and not again', async () => {
  const { log, outputs } = await play({ scenario: 'express-canary', inputs: CREATION });
  expect(outputs['outcome']).toBe('succeeded');
  expect(log.match(/⚠.*express-health-check-path/gu)).toEqual([expect.stringContaining('Set health-check-path.')]);
  expect(log.indexOf('express-health-check-path')).toBeLessThan(log.indexOf('deployment: pending'));
});

it('a plan tells its warnings at the end', async () => {
  const { log } = await play({ scenario: 'express-canary', inputs: { ...CREATION, mode: 'plan' } });
  expect(log.match(/⚠.*express-health-check-path/gu)).toHaveLength(1);
});

it('the endpoint of a new Express service while it is being made', async () => {
  const { log, outputs } = await play({ scenario: 'express-canary', inputs: CREATION });
  const [line, ...more] = log.match(/^[\d:]{8} {2}endpoint: https:\S+/gmu) ?? [];
  expect(line).toContain(outputs['endpoint']);
  expect(more).toEqual([]);
  expect(log.indexOf('endpoint: ')).toBeLessThan(log.indexOf('1 of 1 running'));
});

it('the endpoint of an Express service that is not ready in time', async () => {
  const { summary, outputs } = await play({
    scenario: 'express-canary',
    inputs: { ...CREATION, 'wait-for-minutes': '3' },
    change: ({ behaviours }) => void behaviours.unfinished.set('certificate', 'Waiting for DNS validation'),
  });
  expect(outputs['outcome']).toBe('timed-out');
  expect(summary).toContain(outputs['endpoint']?.replace('https://', ''));
});

it('no endpoint of a service that was there before', async () => {
  const { log } = await play({ scenario: 'express-canary', inputs: { service: 'shop', image: IMAGE } });
  expect(log).not.toContain('endpoint: ');
});

it('what runs after a rollback that the step requested', async () => {
  const { report } = await play({
    scenario: 'classic-healthy',
    inputs: { ...QUICK_START, 'circuit-breaker': 'off', 'wait-for-minutes': '4', 'on-timeout': 'rollback' },
    change: ({ behaviours }) => void (behaviours.fallback = { kind: 'exits', exitCode: 1 }),
  });
  const headline = validReport(report).services[0]?.headline;
  expect(headline).toMatch(/within 4 min; it was rolled back, and web:1 is running again with 2 of 2 tasks\./);
});
