import { expect, test } from 'vitest';
import type { Target } from '../../src/model.ts';
import { nearServiceProblems } from '../../src/plan/near-services.ts';
import type { World } from '../../src/world.ts';

const withServices = (...names: string[]): World =>
  ({
    aws: { ecs: { listServices: () => Promise.resolve(names.map((name) => `service/prod/${name}`)) } },
  }) as unknown as World;

const created = (name: string): Target =>
  ({ kind: 'service', name, cluster: 'prod', creates: {} }) as unknown as Target;

test.each([
  ['wbe', ['web', 'api'], 'web'],
  ['payment', ['payments'], 'payments'],
  ['billing-wroker', ['billing-worker', 'billing'], 'billing-worker'],
  ['Web', ['web'], 'web'],
])('%s may be a typo', async (name, names, near) => {
  const problems = await nearServiceProblems([created(name)], withServices(...names));
  expect(problems).toMatchObject([
    { rule: 'create-near', severity: 'warning', message: expect.stringContaining(`"${near}"`) },
  ]);
  expect(problems[0]?.message).toContain(`"${name}"`);
});

test.each([
  ['billing', ['web', 'api']],
  ['worker-2', ['worker-1', 'worker']],
  ['web2', ['web', 'web1']],
  ['api-us', ['api-eu']],
  ['web-admin', ['web']],
  ['web', []],
])('%s is meant', async (name, names) => {
  expect(await nearServiceProblems([created(name)], withServices(...names))).toEqual([]);
});

test('services that exist are not looked at', async () => {
  const target = { kind: 'service', name: 'wbe', cluster: 'prod', service: {} } as unknown as Target;
  expect(await nearServiceProblems([target], withServices('web'))).toEqual([]);
});
