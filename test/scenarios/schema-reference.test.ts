import { parse } from 'jsonc-parser';
import { expect, it } from 'vitest';
import { addressOf } from '../../src/terminal/schema/address.ts';
import { EXAMPLE, play, QUICK_START } from './play.ts';

const withSchema = (name: Parameters<typeof addressOf>[0], fields: object): string =>
  JSON.stringify({ $schema: addressOf(name), ...fields }, undefined, 2);

const TASK = withSchema('task-definition', parse(EXAMPLE) as object);
const SERVICE = withSchema('service-definition', { serviceName: 'web', cluster: 'prod', desiredCount: 3 });
const { service: _, cluster: __, ...TEMPLATE } = QUICK_START;

it.each<[where: string, inputs: Record<string, string>]>([
  ['files', { 'task-definition': 'task.json', 'service-definition': 'service.json' }],
  ['inputs', { 'task-definition': TASK, 'service-definition': SERVICE }],
])('$schema in %s is neither a mistake nor sent to AWS', async (_where, inputs) => {
  const played = await play({
    scenario: 'classic-healthy',
    files: { 'task.json': TASK, 'service.json': SERVICE },
    inputs: { ...TEMPLATE, ...inputs, checks: 'strict' },
  });
  expect(played.outputs['outcome'], played.log).toBe('succeeded');
  expect(played.writes.map(({ action }) => action)).toEqual(['RegisterTaskDefinition', 'UpdateService']);
  expect(JSON.stringify(played.writes)).not.toContain('$schema');
});

it('a manifest may have it, and so may the documents in it', async () => {
  const { 'task-definition': _file, ...others } = TEMPLATE;
  const played = await play({
    scenario: 'classic-healthy',
    files: {
      'system.json': withSchema('manifest', {
        services: {
          web: { ...others, 'task-definition': JSON.parse(TASK), 'service-definition': JSON.parse(SERVICE) },
        },
      }),
    },
    inputs: { manifest: 'system.json', cluster: 'prod', checks: 'strict' },
  });
  expect(played.outputs['outcome'], played.log).toBe('succeeded');
  expect(JSON.stringify(played.writes)).not.toContain('$schema');
});
