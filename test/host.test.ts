import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startEmulator } from '../emulator/server.ts';
import { createWorld } from '../emulator/world.ts';
import { scenarios } from '../emulator/scenarios/scenarios.ts';
import { systemClock } from '../src/clock.ts';
import { runOnce } from '../src/host.ts';
import { jsonLinesHost } from './json-lines-host.ts';
import { QUICK_START } from './scenarios/play.ts';
import { setEnvironment } from './scenarios/run-in-process.ts';
import { createEmulatorClock } from './scenarios/emulator-clock.ts';

const SECRET = 'correct-horse-battery';

it('a host without GitHub gets the events of a deploy and its result', async () => {
  const world = createWorld({});
  scenarios['classic-healthy']?.fill(world);
  const emulator = await startEmulator({ world, time: 'virtual' });
  const environment = {
    AWS_ENDPOINT_URL: emulator.url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'example-secret-access-key',
  };
  const restore = setEnvironment(environment);
  const { clock, stop } = createEmulatorClock(emulator);
  const lines: string[] = [];
  try {
    const folder = join(import.meta.dirname, '../examples');
    const host = jsonLinesHost(QUICK_START, { print: (line) => lines.push(line), environment, folder, clock });
    expect(await runOnce(host)).toBe(true);
  } finally {
    stop();
    restore();
    await emulator.close();
  }
  const told = lines.map((line) => JSON.parse(line) as { kind: string; outcome?: { kind: string } });
  expect(told.at(-1)).toMatchObject({ kind: 'end', outcome: { kind: 'succeeded' } });
  expect(told.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['notice', 'started', 'counts', 'status']));
  expect(lines.join('\n')).not.toMatch(/::(?:error|warning|notice)|gh workflow|GITHUB_/);
});

it('a bug in the step is a failure with its stack, without secrets', async () => {
  const lines: string[] = [];
  const clock = {
    ...systemClock,
    within: () => {
      throw new TypeError(`no time for ${SECRET}`);
    },
  };
  const environment = { DEPLOY_PASSWORD: SECRET, AWS_REGION: 'us-east-1' };
  const options = { print: (line: string) => lines.push(line), environment, folder: '.', clock };
  expect(await runOnce(jsonLinesHost({ service: 'web', image: 'web:1' }, options))).toBe(false);
  const { outcome } = JSON.parse(lines.at(-1) ?? '') as { outcome: { kind: string; causes: { details: string[] }[] } };
  expect(outcome).toMatchObject({ kind: 'failed', isBug: true });
  expect(outcome.causes[0]?.details.join('\n')).toMatch(/TypeError: no time for \*\*\*\n\s+at /);
});

it('a bug before there is a listener is thrown with its stack, without secrets', async () => {
  const environment = { DEPLOY_PASSWORD: SECRET };
  const listen = async (): Promise<never> => {
    throw new TypeError(`nobody listens to ${SECRET}`);
  };
  const host = jsonLinesHost({ service: 'web' }, { print: () => {}, environment, folder: '.', listen });
  await expect(runOnce(host)).rejects.toThrow(/TypeError: nobody listens to \*\*\*\n\s+at /);
});

it('a mistake is reported in the words of the host', async () => {
  const lines: string[] = [];
  const options = { print: (line: string) => lines.push(line), environment: {}, folder: '.' };
  expect(await runOnce(jsonLinesHost({ service: 'web', image: '', cluster: '$CLUSTER' }, options))).toBe(false);
  const told = lines.at(-1) ?? '';
  expect(told).toContain('which ecs-express-deploy does not expand');
  expect(told).toContain('Write \\"$CLUSTER\\".');
  expect(told).not.toMatch(/[⟦⟧]|GitHub|configure-aws/);
});

it('@github/local-action finds what it calls, without starting anything by loading it', async () => {
  const entry = (await import('../src/action.ts')) as Record<string, unknown>;
  expect(Object.keys(entry)).toEqual(['run']);
});
