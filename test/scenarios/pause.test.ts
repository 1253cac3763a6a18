import type { DeploymentLifecycleHook } from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import { answeredAfter, deployedByColleague, hooked, pauseAt, WEB } from './foreign.ts';
import { play, playInTurn, QUICK_START, told } from './play.ts';

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
    expect(shares).toEqual(['0', '25', '50', '75', '100']);
    await expect(played.summary).toMatchFileSnapshot('snapshots/linear.md');
  });

  it('says at which share of the traffic an alarm rolled back a canary', async () => {
    const played = await play({
      scenario: 'canary',
      inputs: QUICK_START,
      begin: ({ clock, home }) => clock.at(3 * 60_000, () => home.alarms.set('web-5xx', 'ALARM')),
    });
    expect(played.outputs['outcome']).toBe('rolled-back');
    expect(played.log).toContain(
      'web was rolled back at production traffic shift, with 10 % of the production traffic: web:1 is running again instead of web:2.',
    );
    expect(played.summary).toContain('web-5xx');
    await expect(told(played)).toMatchFileSnapshot('snapshots/canary-alarm.txt');
    await expect(played.summary).toMatchFileSnapshot('snapshots/canary-alarm.md');
  });
});

describe('a Lambda hook', () => {
  const FUNCTION = 'arn:aws:lambda:us-east-1:123456789012:function:smoke-test';
  const hook: DeploymentLifecycleHook = { hookTargetArn: FUNCTION, lifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'] };

  it('is waited for by name', async () => {
    const { outputs, log, summary } = await play({
      scenario: 'blue-green',
      inputs: QUICK_START,
      change: (world) => {
        hooked(hook)(world);
        world.behaviours.hookSeconds.set(FUNCTION, 150);
      },
    });
    expect(outputs['outcome']).toBe('succeeded');
    expect(log).toContain('waiting: Lambda function smoke-test has not answered');
    expect(summary).toContain('| `smoke-test` succeeded |');
  });

  it('is the one cause, with its stage, when it fails', async () => {
    const { outputs, log } = await play({ scenario: 'hook-failed', inputs: QUICK_START });
    expect(outputs['outcome']).toBe('rolled-back');
    expect(log).toContain('web was rolled back at post test traffic shift, before it got any production traffic');
    expect(log).toContain('Hook at POST_TEST_TRAFFIC_SHIFT: Lambda function smoke-test');
    expect(log.match(/^::error /gm)).toHaveLength(1);
  });
});

describe('the strategy of a service', () => {
  it('is changed together with the revision, and the rest of the configuration stays', async () => {
    const { outputs, writes, log } = await play({
      scenario: 'blue-green',
      inputs: { ...QUICK_START, 'deployment-strategy': 'canary', 'bake-time-minutes': '1' },
    });
    expect(outputs['outcome']).toBe('succeeded');
    expect(writes.at(-1)?.params).toMatchObject({
      deploymentConfiguration: { strategy: 'CANARY', bakeTimeInMinutes: 1 },
    });
    expect(log).toContain('traffic to the new revision: 5 % production');
  });

  it.each([
    ['classic-healthy', { 'deployment-strategy': 'canary' }, 'has one target group for web:8080'],
    ['classic-healthy', { 'bake-time-minutes': '5' }, 'uses rolling deployments'],
  ])('is refused before any write where it cannot be: %s, %j', async (scenario, inputs, message) => {
    const { log, writes, exitCode } = await play({ scenario, inputs: { ...QUICK_START, ...inputs } });
    expect(log).toContain(message);
    expect(writes).toEqual([]);
    expect(exitCode).toBe(1);
  });

  it('is not for Express and CodeDeploy, with a warning', async () => {
    const { log } = await play({
      scenario: 'express-canary',
      inputs: { service: 'shop', mode: 'plan', image: QUICK_START.image ?? '', 'deployment-strategy': 'linear' },
    });
    expect(log).toContain('Input "deployment-strategy" is ignored by an Express service deployed from an image.');
  });
});

describe('a pause', () => {
  it('is waited for, and the deployment continues when someone continues it', async () => {
    const { outputs, log } = await play({
      scenario: 'canary',
      inputs: QUICK_START,
      change: hooked(PRODUCTION),
      begin: answeredAfter(10, 'CONTINUE'),
    });
    expect(outputs['outcome']).toBe('succeeded');
    expect(log.match(/⏸ deployment: paused/g)).toHaveLength(1);
    expect(log).toMatch(
      /at post production traffic shift, until 2026-11-22 10:\d\d UTC; then ECS rolls it back \(hook ecs-pause-/,
    );
  });

  it('ends red if someone answers ROLLBACK', async () => {
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

  it("is named when the step's time is up", async () => {
    const { outputs, log, summary } = await play({
      scenario: 'blue-green',
      inputs: { ...QUICK_START, 'wait-for-minutes': '10' },
      change: hooked(pauseAt('POST_SCALE_UP')),
    });
    expect(outputs['outcome']).toBe('timed-out');
    expect(log).toContain('The deployment was still waiting for someone to continue it at post scale up');
    expect(summary).toContain('**The deployment is paused until someone continues it.**');
    expect(summary).toContain('mode: continue');
  });

  it('ends the step with on-pause: return, and says how to continue', async () => {
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

describe('mode: continue', () => {
  const CONTINUE = { ...WEB, mode: 'continue' } as const;
  const paused = { scenario: 'canary', begin: deployedByColleague({ secondsAgo: 120 }) };
  const TEST = pauseAt('POST_TEST_TRAFFIC_SHIFT');

  it('continues where on-pause: return ended the previous step, pause after pause', async () => {
    const [deployed, continued, finished] = await playInTurn({ scenario: 'canary', change: hooked(TEST, PRODUCTION) }, [
      { ...QUICK_START, 'on-pause': 'return' },
      { ...CONTINUE, 'on-pause': 'return' },
      CONTINUE,
    ]);
    expect([deployed, continued, finished].map((played) => played?.outputs['outcome'])).toEqual([
      'started',
      'started',
      'succeeded',
    ]);
    expect(continued?.log).toContain('is paused with 100 % of the production traffic');
    expect(continued?.writes).toMatchObject([{ action: 'ContinueServiceDeployment', params: { action: 'CONTINUE' } }]);
    expect(continued?.outputs['deployment-arn']).toBe(deployed?.outputs['deployment-arn']);
    if (continued !== undefined) await expect(continued.summary).toMatchFileSnapshot('snapshots/continue.md');
  });

  it('pauses a canary before it gets traffic, and again before it gets all of it', async () => {
    const played = await playInTurn({ scenario: 'canary', change: hooked(pauseAt('PRE_PRODUCTION_TRAFFIC_SHIFT')) }, [
      { ...QUICK_START, 'on-pause': 'return' },
      { ...CONTINUE, 'on-pause': 'return' },
      CONTINUE,
    ]);
    expect(played.map(({ log }) => /is paused with (\d+) % of the production traffic/.exec(log)?.[1])).toEqual([
      '0',
      '10',
      undefined,
    ]);
    expect(played.map(({ outputs }) => outputs['outcome'])).toEqual(['started', 'started', 'succeeded']);
  });

  it.each([
    [
      'no hook waits',
      [],
      /No hook of the deployment \w+ of "web" \(IN_PROGRESS at PRODUCTION_TRAFFIC_SHIFT\) is waiting/,
    ],
    ['two hooks wait', [TEST, TEST], /2 hooks of .* are waiting, .* Its hooks: ecs-pause-\w+ AWAITING_ACTION/],
  ])('is an error before any write when %s', async (_, hooks, message) => {
    const { log, writes, exitCode } = await play({ ...paused, inputs: CONTINUE, change: hooked(...hooks) });
    expect(log).toMatch(message);
    expect(writes).toEqual([]);
    expect(exitCode).toBe(1);
  });

  it.each<[string, DeploymentLifecycleHook[], string]>([
    ['there is a pause ahead', [PRODUCTION], 'The service pauses at POST_PRODUCTION_TRAFFIC_SHIFT.'],
    ['there is none', [], 'The service has no PAUSE hook.'],
  ])('says that nothing waits yet, and what to do, when %s', async (_, hooks, pauses) => {
    const early = { ...paused, begin: deployedByColleague({ secondsAgo: 20 }) };
    const { log, writes, exitCode } = await play({ ...early, inputs: CONTINUE, change: hooked(...hooks) });
    expect(log).toMatch(
      /No hook of .* \(IN_PROGRESS at \w+\) is waiting to be continued yet. It has reached no hook so far/,
    );
    expect(log).toContain(pauses);
    expect(log).toContain('Run this again when it is paused. mode: watch follows it');
    expect(writes).toEqual([]);
    expect(exitCode).toBe(1);
  });

  it('is an error if the pause has expired, and if nothing is in flight', async () => {
    const timeoutConfiguration = { timeoutInMinutes: 1, action: 'ROLLBACK' as const };
    const expired = await play({
      ...paused,
      inputs: CONTINUE,
      change: hooked(pauseAt('POST_SCALE_UP', { timeoutConfiguration })),
    });
    expect(expired.log).toMatch(/ROLLBACK_IN_PROGRESS|no deployment of "web" is in flight/);
    expect(expired.writes).toEqual([]);
    const idle = await play({ scenario: 'canary', inputs: CONTINUE });
    expect(idle.log).toContain('There is nothing to continue: no deployment of "web" is in flight. The newest: ');
    expect(idle.writes).toEqual([]);
  });

  it('says which permission is missing', async () => {
    const { log, outputs } = await play({
      ...paused,
      inputs: CONTINUE,
      change: (world) => {
        hooked(TEST)(world);
        world.faults.deny.add('ecs:ContinueServiceDeployment');
      },
    });
    expect(outputs['outcome']).toBe('failed');
    expect(log).toContain('The deployment of web was not continued; it is still paused.');
    expect(log).toContain('Add this statement to the policy');
  });

  it('is answered with ROLLBACK by mode: stop', async () => {
    const { outputs, writes, log } = await play({
      ...paused,
      inputs: { ...WEB, mode: 'stop' },
      change: hooked(TEST),
    });
    expect(writes).toMatchObject([{ action: 'ContinueServiceDeployment', params: { action: 'ROLLBACK' } }]);
    expect(outputs['outcome']).toBe('succeeded');
    expect(log).toContain('web was rolled back as requested: web:1 is running again instead of web:2.');
  });

  it('stops with StopServiceDeployment if the pause was answered in the meantime', async () => {
    const { outputs, writes, log } = await play({
      ...paused,
      inputs: { ...WEB, mode: 'stop' },
      change: (world) => {
        hooked(TEST)(world);
        const gone = { name: 'InvalidParameterException', message: 'Provided hookId is either completed' };
        world.faults.fail.set('ecs:ContinueServiceDeployment', { ...gone, httpStatus: 400, times: 1 });
      },
    });
    expect(writes.map(({ action }) => action)).toEqual(['ContinueServiceDeployment', 'StopServiceDeployment']);
    expect(log).toContain('is no longer waiting');
    expect(outputs['outcome']).toBe('succeeded');
  });

  it('stops with StopServiceDeployment if two pauses are waiting', async () => {
    const { outputs, writes } = await play({ ...paused, inputs: { ...WEB, mode: 'stop' }, change: hooked(TEST, TEST) });
    expect(writes).toMatchObject([{ action: 'StopServiceDeployment', params: { stopType: 'ROLLBACK' } }]);
    expect(outputs['outcome']).toBe('succeeded');
  });
});
