import { resolve } from 'node:path';
import { ecrImage, webDefinition } from '../emulator/scenarios/live-web.ts';
import { classicHealthy } from '../emulator/scenarios/classic-healthy.ts';
import { startEmulator } from '../emulator/server.ts';
import { addService } from '../emulator/services.ts';
import { registerTaskDefinition } from '../emulator/task-definitions.ts';
import { createWorld, type World } from '../emulator/world.ts';
import { mustBeGreen, startStep } from './step.ts';

/** What a manifest of many services costs. */
export interface Many {
  services: number;
  calls: number;
  /** The most DescribeServices and DescribeServiceDeployments in one second while they are followed. */
  looks: number;
  /** At the peak. */
  mebibytes: number;
  planMilliseconds: number;
  checkMilliseconds: number;
}

const CLOCK = `--import ${resolve(import.meta.dirname, '../test/emulator/virtual-clock.mjs')}`;
const PEAK = `--require ${resolve(import.meta.dirname, 'record-peak.cjs')}`;

/** One run of each, in virtual time. */
export async function measureMany(entry: string, counts: number[]): Promise<Many[]> {
  const rows: Many[] = [];
  for (const services of counts) {
    const deployed = await run(entry, services, 'deploy');
    const planned = await run(entry, services, 'plan');
    const checked = await run(entry, services, 'check');
    rows.push({
      services,
      calls: deployed.actions.length,
      looks: deployed.looks,
      mebibytes: deployed.kilobytes / 1024,
      planMilliseconds: planned.milliseconds,
      checkMilliseconds: checked.milliseconds,
    });
  }
  return rows;
}

/** One step in a process of its own. */
async function run(entry: string, count: number, mode: string) {
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
    return { actions, looks: most, kilobytes: Number(end.record), milliseconds: performance.now() - before };
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
