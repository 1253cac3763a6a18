import { expect, it } from 'vitest';
import { readBaseline } from '../../src/write/started.ts';
import type { World } from '../../src/world.ts';

it('does not wait for a list of service deployments that never arrives', async () => {
  const world = {
    aws: { ecs: { listServiceDeployments: () => new Promise(() => undefined) } },
    clock: { now: () => new Date(0), within: () => Promise.resolve(false) },
    signal: new AbortController().signal,
  } as unknown as World;
  const baseline = await readBaseline({ cluster: 'prod', name: 'web', service: {} }, world);
  expect(baseline.serviceDeployments).toBeUndefined();
  expect(baseline.unlisted).toContain('no answer within 20 s');
});
