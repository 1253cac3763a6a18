import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { scenarios } from '../../emulator/scenarios/scenarios.ts';
import { createWorld } from '../../emulator/world.ts';

test('every scenario starts at ten with its services steady, and is the same each time', () => {
  for (const scenario of Object.values(scenarios)) {
    const [one, two] = [createWorld(), createWorld()];
    for (const world of [one, two]) {
      scenario.fill(world);
      expect(world.clock.now()).toBeLessThan(world.startAt);
      for (const service of world.home.services) {
        expect([scenario.name, service.steady, service.deployments.length]).toEqual([scenario.name, true, 1]);
      }
    }
    expect(one.home.tasks.map((task) => task.arn)).toEqual(two.home.tasks.map((task) => task.arn));
  }
  expect(Object.keys(scenarios).length).toBeGreaterThan(60);
});

test('the command says where it listens and ends on request', async () => {
  const child = spawn(process.execPath, [
    'emulator/main.ts',
    '--scenario',
    'express-canary',
    '--time',
    'real',
    '--speed',
    '20',
  ]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const { url } = JSON.parse(line.toString()) as { url: string };
  const { now } = (await (await fetch(`${url}/_emulator/now`)).json()) as { now: number };
  expect(Math.abs(now - Date.now())).toBeLessThan(600_000);
  child.kill('SIGTERM');
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(0);
});

test('the command refuses a scenario that does not exist', async () => {
  const child = spawn(process.execPath, ['emulator/main.ts', '--scenario', 'nonsense']);
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  expect(code).toBe(2);
  expect(stderr).toMatch(/^There is no scenario "nonsense"\.\nUsage: /);
});
