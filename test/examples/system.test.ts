import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { ecrImage, webDefinition } from '../../emulator/scenarios/live-web.ts';
import { addService } from '../../emulator/services.ts';
import { registerTaskDefinition } from '../../emulator/task-definitions.ts';
import type { World } from '../../emulator/world.ts';
import { play } from '../scenarios/play.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const NAMES = ['examples/system/manifest.yml', 'examples/system/service.json'] as const;
const files = Object.fromEntries(NAMES.map((name) => [name, readFileSync(join(ROOT, name), 'utf8')]));
const { services } = parse(files[NAMES[0]] ?? '') as { services: Record<string, { wave?: number }> };

/** The services that the manifest deploys, each with an older revision of its own family. */
function withSystem({ home, behaviours }: World): void {
  const { networkConfiguration } = home.services[0]?.settings ?? {};
  const settings = { cluster: 'prod', desiredCount: 1, launchType: 'FARGATE', networkConfiguration } as const;
  const definition = webDefinition(home, ecrImage(home, 'web', '1.0.0'));
  for (const serviceName of Object.keys(services).filter((name) => name !== 'web')) {
    registerTaskDefinition(home, { ...definition, family: serviceName });
    addService(home, { ...settings, serviceName, taskDefinition: serviceName });
  }
  for (const name of Object.keys(services)) home.logGroups.set(`/ecs/${name}`, new Map());
  const [web] = home.services;
  if (web !== undefined) web.settings.loadBalancers = [];
  behaviours.oneOff.set('app', { kind: 'works', exitCode: 0, secondsPerLine: 1, logLines: ['migrated'] });
}

const system = (inputs: Parameters<typeof play>[0]['inputs'] = {}) =>
  play({
    scenario: 'classic-healthy',
    change: withSystem,
    files,
    inputs: { manifest: NAMES[0], variables: 'REGION=us-east-1\nTAG=1.4.2', ...inputs },
  });

test('the system of twelve services is checked without AWS', async () => {
  const checked = await system({ mode: 'check' });
  expect(checked.outputs['outcome']).toBe('checked');
  expect(checked.calls).toEqual([]);
});

test('the system is planned, and deployed wave by wave', async () => {
  const planned = await system({ mode: 'plan' });
  expect(planned.outputs['outcome']).toBe('planned');
  expect(planned.writes).toEqual([]);
  const deployed = await system();
  expect(deployed.outputs['outcome']).toBe('succeeded');
  const updated = deployed.writes.flatMap(({ action, params }) =>
    action === 'UpdateService' ? [(params as { service: string }).service] : [],
  );
  const waves = updated.map((name) => services[name]?.wave ?? 1);
  expect(updated.toSorted()).toEqual(Object.keys(services).toSorted());
  expect(waves).toEqual(waves.toSorted((one, other) => one - other));
});
