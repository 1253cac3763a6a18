import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scenarios } from '../../emulator/scenarios/scenarios.ts';
import { startEmulator, type Emulator } from '../../emulator/server.ts';
import { createWorld } from '../../emulator/world.ts';
import { EXAMPLE } from '../scenarios/play.ts';
import { environmentOf, QUICK_START } from './run-command-line.ts';
import { runInTerminal, type Seen } from './run-in-terminal.ts';

let folder: string;
let emulator: Emulator;

/** In real time, a hundred times as fast: a terminal shows seconds that pass. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ecs-express-deploy-'));
  await writeFile(join(folder, 'task-definition.json'), EXAMPLE);
  const world = createWorld({ startAt: new Date() });
  scenarios['canary']?.fill(world);
  emulator = await startEmulator({ world, time: 'real', speed: 100 });
});

afterAll(async () => {
  await emulator.close();
  await rm(folder, { recursive: true });
});

const DEPLOY = ['deploy', ...QUICK_START];
/** Of a deployment that is over, so that it takes no time. */
const WATCH = ['watch', '--service', 'web', '--cluster', 'prod'];

async function run(args: readonly string[], environment: Record<string, string> = {}): Promise<Seen> {
  const { NODE_OPTIONS: _none, ...own } = environmentOf(emulator.url);
  return await runInTerminal({
    args,
    folder,
    environment: { ...own, ...environment },
  });
}

describe('on a terminal', () => {
  it('the state moves below the lines, and is gone at the end', async () => {
    const { exitCode, screens, last } = await run(DEPLOY);
    expect(exitCode).toBe(0);
    const moving = screens.filter((screen) => /^[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] /.test(screen.split('\n').at(-1) ?? ''));
    expect(moving.length).toBeGreaterThan(5);
    expect(moving.some((screen) => /█+ 2 of 2 running {2}\d+ % traffic/.test(screen))).toBe(true);
    expect(last).not.toMatch(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏█]/);
    expect(last).toContain('✅ web runs');
  });

  it('has no colors with NO_COLOR, and nothing that moves in CI or on a dumb terminal', async () => {
    for (const environment of [{ CI: 'true' }, { TERM: 'dumb' }] as Record<string, string>[]) {
      const { exitCode, screens } = await run(WATCH, environment);
      expect(exitCode).toBe(0);
      expect(screens.join('\n')).not.toMatch(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏█]/);
    }
  });
});
