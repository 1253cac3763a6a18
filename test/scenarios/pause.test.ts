import { describe, expect, it } from 'vitest';
import { answeredAfter, hooked, pauseAt } from './foreign.ts';
import { play, QUICK_START, told } from './play.ts';

const PRODUCTION = pauseAt('POST_PRODUCTION_TRAFFIC_SHIFT');

describe('strategies that shift traffic', () => {
  it('follows a blue/green deployment', async () => {
    const { outputs, log, summary } = await play({ scenario: 'blue-green', inputs: QUICK_START });
    expect(outputs['outcome']).toBe('succeeded');
    expect(log).toContain('stage: bake time');
    expect(log).toContain('traffic to the new revision: 100 % production, 100 % test');
    expect(summary).toContain('| bake time |');
  });

  it('follows a linear deployment step by step', async () => {
    const played = await play({ scenario: 'linear', inputs: QUICK_START });
    expect(played.outputs['outcome']).toBe('succeeded');
    const shares = [...played.log.matchAll(/new revision: (\d+) % production/g)].map(([, share]) => share);
    expect(shares).toEqual(['0', '25', '50', '75', '100', '100']);
    await expect(played.summary).toMatchFileSnapshot('snapshots/linear.md');
  });

  it('tells at which share of the traffic an alarm rolled a canary back', async () => {
    const played = await play({
      scenario: 'canary',
      inputs: QUICK_START,
      begin: ({ clock, home }) => clock.at(3 * 60_000, () => home.alarms.set('web-5xx', 'ALARM')),
    });
    expect(played.outputs['outcome']).toBe('rolled-back');
    expect(played.log).toContain(
      'web was rolled back at production traffic shift, with 10 % of the production traffic: web:1 runs again instead of web:2.',
    );
    expect(played.summary).toContain('web-5xx');
    await expect(told(played)).toMatchFileSnapshot('snapshots/canary-alarm.txt');
    await expect(played.summary).toMatchFileSnapshot('snapshots/canary-alarm.md');
  });
});

describe('a pause', () => {
  it('is waited for, and the deployment goes on when somebody continues it', async () => {
    const { outputs, log } = await play({
      scenario: 'canary',
      inputs: QUICK_START,
      change: hooked(PRODUCTION),
      begin: answeredAfter(10, 'CONTINUE'),
    });
    expect(outputs['outcome']).toBe('succeeded');
    expect(log.match(/⏸ waits for somebody/g)).toHaveLength(1);
    expect(log).toMatch(
      /at post production traffic shift, until 2026-11-22 10:\d\d UTC; then ECS rolls it back \(hook ecs-pause-/,
    );
  });

  it('ends red when somebody answers ROLLBACK', async () => {
    const played = await play({
      scenario: 'canary',
      inputs: QUICK_START,
      change: hooked(PRODUCTION),
      begin: answeredAfter(10, 'ROLLBACK'),
    });
    expect(played.outputs['outcome']).toBe('rolled-back');
    await expect(told(played)).toMatchFileSnapshot('snapshots/pause-rejected.txt');
  });

  it.each([
    ['ROLLBACK', 'rolled-back'],
    ['CONTINUE', 'succeeded'],
  ] as const)('that nobody answers ends with %s', async (action, outcome) => {
    const { outputs, log } = await play({
      scenario: 'blue-green',
      inputs: QUICK_START,
      change: hooked(pauseAt('POST_TEST_TRAFFIC_SHIFT', { timeoutConfiguration: { timeoutInMinutes: 5, action } })),
    });
    expect(outputs['outcome']).toBe(outcome);
    expect(log).toContain('timed out');
  });

  it('is named when the time of the step is over', async () => {
    const { outputs, log, summary } = await play({
      scenario: 'blue-green',
      inputs: { ...QUICK_START, 'wait-for-minutes': '10' },
      change: hooked(pauseAt('POST_SCALE_UP')),
    });
    expect(outputs['outcome']).toBe('timed-out');
    expect(log).toContain('The deployment was still waiting for somebody to continue it at post scale up');
    expect(summary).toContain('**The deployment waits for somebody to continue it.**');
    expect(summary).toContain('mode: continue');
  });

  it('ends the step with on-pause: return, saying how to go on', async () => {
    const played = await play({
      scenario: 'canary',
      inputs: { ...QUICK_START, 'on-pause': 'return' },
      change: hooked(pauseAt('POST_TEST_TRAFFIC_SHIFT')),
    });
    expect(played.outputs['outcome']).toBe('started');
    expect(played.exitCode).toBe(0);
    await expect(told(played)).toMatchFileSnapshot('snapshots/on-pause-return.txt');
    await expect(played.summary).toMatchFileSnapshot('snapshots/on-pause-return.md');
  });
});
