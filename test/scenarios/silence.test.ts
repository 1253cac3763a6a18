import { describe, expect, it } from 'vitest';
import type { Behaviour } from '../../emulator/behaviours.ts';
import { updateService } from '../../emulator/services.ts';
import { updateExpressGatewayService } from '../../emulator/express.ts';
import type { World } from '../../emulator/world.ts';
import type { InputName } from '../../src/inputs/spec.ts';
import { FILES, group } from './play-codedeploy.ts';
import { play, QUICK_START, REGISTRY, type Played } from './play.ts';

/** AWS answers nothing but `Rate exceeded` from a moment on, for so long. */
const silent =
  ({ from, seconds }: { from: number; seconds: number }) =>
  ({ clock, faults }: World): void =>
    clock.at(from * 1000, () => (faults.throttleUntil = clock.now() + seconds * 1000));

const FOR_EVER = 1e6;
/** Without tries of the SDK, which pauses in real time. */
const ONCE: Partial<Record<InputName, string>> = { 'max-retries': '0' };
const RUNS_ON: Behaviour = { kind: 'works', exitCode: 0, secondsPerLine: 60, logLines: ['one', 'two', 'three'] };
const TASK = { ...QUICK_START, ...ONCE, 'wait-for-minutes': '1', mode: 'run-task', 'run-task': 'true' } as const;
const SHOP = { service: 'shop', image: `${REGISTRY}/shop@sha256:${'5d'.repeat(32)}` } as const;
const runsOn = ({ behaviours }: World): void => void behaviours.oneOff.set('web', RUNS_ON);

function secondsOf({ emulator: { world } }: Played): number {
  return (world.clock.now() - Date.parse('2026-11-21T10:00:00Z')) / 1000;
}

describe('AWS stops answering before the time is up', () => {
  it.each<[kind: string, request: Parameters<typeof play>[0], owner: string]>([
    [
      'ECS',
      { scenario: 'classic-healthy', inputs: { ...QUICK_START, ...ONCE, 'wait-for-minutes': '1' } },
      'web:2 to web',
    ],
    ['Express', { scenario: 'express-canary', inputs: { ...SHOP, ...ONCE, 'wait-for-minutes': '1' } }, 'to shop'],
    [
      'CodeDeploy',
      {
        scenario: 'codedeploy-crash',
        files: FILES,
        change: group({ blueGreenDeploymentConfiguration: {} }),
        inputs: { ...QUICK_START, ...ONCE, 'wait-for-minutes': '1' },
      },
      'web:2 to web',
    ],
    ['a one-off task', { scenario: 'classic-healthy', change: runsOn, inputs: TASK }, 'one-off task of web:2'],
  ])('says since when, and that the result is unknown: %s', async (_, request, named) => {
    const played = await play({ ...request, begin: silent({ from: 45, seconds: FOR_EVER }) });
    expect(played.exitCode).toBe(1);
    expect(played.outputs['outcome']).toBe('timed-out');
    expect(played.log).toMatch(
      new RegExp(`unknown how .*${named}.* ended: AWS has not answered since 10:00:\\d\\d UTC`),
    );
    expect(played.log).not.toMatch(/continues in|no progress|was not over|still waiting/);
    expect(played.report).not.toMatch(/continues in|no progress/);
    expect(secondsOf(played)).toBeLessThanOrEqual(90);
  });

  it('keeps waiting for another deployment once AWS answers again', async () => {
    const { outputs, writes } = await play({
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, ...ONCE, 'if-in-progress': 'wait' },
      begin: (world) => {
        updateService(world.home, { cluster: 'prod', service: 'web', forceNewDeployment: true });
        silent({ from: 8, seconds: 60 })(world);
      },
    });
    expect(outputs['outcome']).toBe('succeeded');
    expect(writes.map(({ action }) => action)).toEqual(['RegisterTaskDefinition', 'UpdateService']);
  });

  it('takes one more look if AWS answers again right after', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, ...ONCE, 'wait-for-minutes': '2' },
      begin: silent({ from: 50, seconds: 82 }),
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(secondsOf(played)).toBeLessThanOrEqual(150);
  });

  it('claims nothing about a deployment after five silent minutes', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, ...ONCE },
      begin: silent({ from: 30, seconds: FOR_EVER }),
    });
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.log).toMatch(/unknown how .* ended: AWS has not answered since 10:00:\d\d UTC/);
    expect(played.log).not.toContain('continues in');
  });
});

/** The seconds between one line of the log and the next, which must not be negative. */
function gaps(log: string): number[] {
  const times = [...log.matchAll(/^(\d\d):(\d\d):(\d\d) {2}/gm)].map(
    ([, h, m, s]) => Number(h) * 3600 + Number(m) * 60 + Number(s),
  );
  return times.slice(1).map((time, index) => time - (times[index] ?? 0));
}

describe('the log', () => {
  it.each<[what: string, request: Parameters<typeof play>[0]]>([
    ['of a canary', { scenario: 'express-canary', inputs: { ...SHOP, 'wait-for-minutes': '4' } }],
    ['of targets that are verified', { scenario: 'unhealthy-targets', inputs: QUICK_START }],
    [
      'of crashes',
      {
        scenario: 'no-breaker-crash-loop',
        inputs: { ...QUICK_START, 'circuit-breaker': 'keep', 'wait-for-minutes': '4' },
      },
    ],
    ['of CodeDeploy', { scenario: 'codedeploy-healthy', files: FILES, inputs: QUICK_START }],
    [
      'of a one-off task',
      { scenario: 'classic-healthy', change: runsOn, inputs: { ...TASK, 'wait-for-minutes': '4' } },
    ],
    [
      'while another deployment is waited for',
      {
        scenario: 'express-canary',
        inputs: { ...SHOP, 'if-in-progress': 'wait', 'wait-for-minutes': '20' },
        begin: ({ home }) => {
          const image = `${REGISTRY}/shop@sha256:${'6e'.repeat(32)}`;
          const [shop] = home.services.filter(({ name }) => name === 'shop');
          if (shop !== undefined)
            updateExpressGatewayService(home, { serviceArn: shop.arn, primaryContainer: { image } });
        },
      },
    ],
    [
      'while AWS does not answer',
      { scenario: 'classic-healthy', inputs: { ...QUICK_START, ...ONCE }, begin: silent({ from: 20, seconds: 150 }) },
    ],
  ])('never runs backwards and is never silent for over 30 s: %s', async (_, request) => {
    const { log } = await play(request);
    const between = gaps(log);
    expect(between.length).toBeGreaterThan(5);
    expect(Math.min(...between)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...between)).toBeLessThanOrEqual(30);
  });
});
