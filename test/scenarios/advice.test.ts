import { expect, it } from 'vitest';
import { play, QUICK_START, REGISTRY } from './play.ts';

it.each(['on', 'strict'])('a clean deploy by a version tag prints no warning, with checks: %s', async (checks) => {
  const played = await play({
    scenario: 'classic-healthy',
    inputs: { ...QUICK_START, image: `${REGISTRY}/web:1.4.2`, checks, 'desired-count': '1' },
  });
  expect(played.outputs['outcome']).toBe('succeeded');
  expect(played.log).not.toMatch(/::(?:warning|error)|⚠|✖/);
  expect(played.log).not.toMatch(/image-without-digest|desired-count-one/);
  expect(played.summary).toContain('Checks: 2 pieces of advice');
  expect(played.summary).toMatch(/💡 \| [^\n]*image-without-digest/);
  expect(played.summary).toMatch(/💡 \| [^\n]*desired-count-one/);
});
