import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ecrImage, webDefinition } from '../emulator/scenarios/live-web.ts';
import { classicHealthy } from '../emulator/scenarios/classic-healthy.ts';
import { startEmulator } from '../emulator/server.ts';
import { addService } from '../emulator/services.ts';
import { registerTaskDefinition } from '../emulator/task-definitions.ts';
import { createWorld, type World } from '../emulator/world.ts';
import { mustBeGreen, startStep } from './step.ts';

/**
 * What a manifest of many services costs: calls, the most Describe calls at one moment while they are followed, peak memory, and the
 * time of a plan and a check. Run by hand, with Node.js 24:
 *
 *     node bench/many.ts [--ours dist] [--services 1,25,100]
 */
const { values } = parseArgs({
  options: {
    ours: { type: 'string', default: resolve(import.meta.dirname, '../dist') },
    services: { type: 'string', default: '1,25,100' },
  },
});
const entry = resolve(values.ours, 'index.js');
const CLOCK = `--import ${resolve(import.meta.dirname, '../test/emulator/virtual-clock.mjs')}`;
const PEAK = `--require ${resolve(import.meta.dirname, 'record-peak.cjs')}`;

for (const text of values.services.split(',')) console.log(await measure(Number(text)));

async function measure(count: number): Promise<Record<string, number | string>> {
  const deployed = await run(count, 'deploy');
  const planned = await run(count, 'plan');
  const checked = await run(count, 'check');
  return {
    services: count,
    calls: deployed.actions.length,
    'Describe calls at one moment': deployed.most,
    'peak MiB': Math.round(deployed.kilobytes / 1024),
    'plan ms': Math.round(planned.milliseconds),
    'check ms': Math.round(checked.milliseconds),
  };
}

/** One step in virtual time, in a process of its own. */
async function run(count: number, mode: string) {
  const world = createWorld();
  classicHealthy.fill(world);
  const names = Array.from({ length: count }, (_, index) => `service-${index + 1}`);
  addServices(world, names);
  const emulator = await startEmulator({ world, time: 'virtual' });
  try {
    const before = performance.now();
    const step = await startStep({
      entry,
      url: emulator.url,
      inputs: { mode, manifest: manifestOf(names, world), preflight: 'auto' },
      taskDefinition: JSON.stringify({ ...webDefinition(world.home, '__IMAGE_URI__'), family: '${NAME}' }),
      nodeOptions: [CLOCK, PEAK],
      environment: { EMULATOR_URL: emulator.url },
    });
    const end = await step.end;
    mustBeGreen(end, mode);
    const actions = emulator.requests.map(({ action }) => action);
    const looks = emulator.requests.slice(actions.lastIndexOf('UpdateService') + 1);
    const moments = Map.groupBy(
      looks.filter(({ action }) => /^Describe(?:Services|ServiceDeployments)$/.test(action)),
      ({ atSeconds }) => Math.floor(atSeconds),
    );
    const most = Math.max(0, ...[...moments.values()].map(({ length }) => length));
    return { actions, most, kilobytes: Number(end.record), milliseconds: performance.now() - before };
  } finally {
    await emulator.close();
  }
}

function addServices({ home }: World, names: readonly string[]): void {
  const { networkConfiguration } = home.services[0]?.settings ?? {};
  const definition = webDefinition(home, ecrImage(home, 'web', '1.0.0'));
  for (const name of names) {
    registerTaskDefinition(home, { ...definition, family: name });
    addService(home, {
      cluster: 'prod',
      serviceName: name,
      taskDefinition: name,
      desiredCount: 1,
      launchType: 'FARGATE',
      networkConfiguration,
    });
  }
}

function manifestOf(names: readonly string[], { home }: World): string {
  const services = Object.fromEntries(names.map((name) => [name, { variables: { NAME: name } }]));
  const defaults = {
    cluster: 'prod',
    'task-definition': 'task-definition.json',
    image: ecrImage(home, 'web', '2.0.0'),
  };
  return JSON.stringify({ defaults, services }, undefined, 2);
}
