import { describe, expect, it } from 'vitest';
import { play, QUICK_START, REGISTRY, told } from './play.ts';

const SHOP = { service: 'shop', image: `${REGISTRY}/shop@sha256:${'5d'.repeat(32)}` };

/** One success and one failure of the bundle; in the test's own process, virtual time does not depend on the load. */
const BUILT: ReadonlySet<string> = new Set(['classic-healthy', 'image-missing']);

describe('what the reader sees', () => {
  it.each([
    ['classic-healthy', QUICK_START, 'succeeded'],
    ['classic-breaker', QUICK_START, 'rolled-back'],
    ['image-missing', QUICK_START, 'failed'],
    ['unhealthy-targets', QUICK_START, 'rolled-back'],
    ['express-canary', SHOP, 'succeeded'],
    ['express-breaker', SHOP, 'rolled-back'],
    ['superseded', QUICK_START, 'superseded'],
    ['no-breaker-crash-loop', { ...QUICK_START, 'circuit-breaker': 'keep' }, 'timed-out'],
  ] as const)('%s', async (scenario, inputs, outcome) => {
    const played = await play({ scenario, inputs, built: BUILT.has(scenario) });
    expect(played.outputs['outcome']).toBe(outcome);
    expect(played.exitCode).toBe(outcome === 'succeeded' ? 0 : 1);
    await expect(told(played)).toMatchFileSnapshot(`snapshots/${scenario}.txt`);
    await expect(played.summary).toMatchFileSnapshot(`snapshots/${scenario}.md`);
    const times = [...played.log.matchAll(/^\d\d:\d\d:\d\d(?=  )/gmu)].map(([time]) => time);
    expect(times).toEqual(times.toSorted());
  });

  it('the diff has no revision on its new side if the live one is the template', async () => {
    const image = `${REGISTRY}/web@sha256:${'5d'.repeat(32)}`;
    const { summary } = await play({
      scenario: 'classic-healthy',
      inputs: { service: 'web', cluster: 'prod', image, mode: 'plan' },
    });
    expect(summary).toContain('--- web:1\n+++ web (rendered)\n');
  });
});
