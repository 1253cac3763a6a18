import { describe, expect, it } from 'vitest';
import { hooked, pauseAt, WEB } from './foreign.ts';
import { FILES } from './play-codedeploy.ts';
import { play, playInTurn, QUICK_START, type Played } from './play.ts';
import { deploySecond } from './rollback-history.ts';

const ROLLBACK = { ...WEB, mode: 'rollback' } as const;
const TIMED_OUT = { 'circuit-breaker': 'keep', 'wait-for-minutes': '3' } as const;
const ARN = 'arn:aws:ecs:us-east-1:123456789012:task-definition';

/** The value in the line of the summary that says how to roll back. */
function rollbackGuide({ summary }: Pick<Played, 'summary'>): string | undefined {
  return /To roll back, .*?`rollback-to: (\S+)`/.exec(summary)?.[1];
}

const cancelWhen = (text: string) => (log: string, kill: (signal: NodeJS.Signals) => void) => {
  if (log.includes(text)) kill('SIGTERM');
};

describe('what the summary says about rolling back', () => {
  it.each([
    ['classic-healthy', { 'wait-for-service-stability': 'false' }, 'started'],
    ['no-breaker-crash-loop', TIMED_OUT, 'timed-out'],
    ['codedeploy-healthy', { 'wait-for-service-stability': 'false' }, 'started'],
  ])('stops a deployment whose end was not seen: %s, %j', async (scenario, inputs, outcome) => {
    const played = await play({ scenario, files: FILES, inputs: { ...QUICK_START, ...inputs } });
    expect(played.outputs['outcome']).toBe(outcome);
    expect(rollbackGuide(played)).toBe('previous');
  });

  it('stops a deployment that continues after a cancel', async () => {
    const played = await play({ scenario: 'classic-healthy', inputs: QUICK_START, onLog: cancelWhen('in progress') });
    expect(played.outputs['outcome']).toBe('cancelled');
    expect(rollbackGuide(played)).toBe('previous');
  });

  it.each([
    ['classic-healthy', { 'on-cancel': 'rollback' }, 'in progress'],
    ['classic-breaker', { 'circuit-breaker': 'rollback' }, 'rollback in progress'],
  ] as const)('is not told where it is going back: %s, %j', async (scenario, inputs, text) => {
    const played = await play({ scenario, inputs: { ...QUICK_START, ...inputs }, onLog: cancelWhen(text) });
    expect(played.outputs['outcome']).toBe('cancelled');
    expect(rollbackGuide(played)).toBeUndefined();
    expect(played.log).toMatch(/Cancelled .*(?:back to web:1|a rollback to web:1 was requested)/);
    expect(played.summary).toContain('It is being rolled back');
    expect(played.log).not.toContain('never became stable');
  });

  it.each([
    ['classic-healthy', { 'on-cancel': 'rollback' }, 'in progress'],
    ['no-breaker-crash-loop', { ...TIMED_OUT, 'on-timeout': 'rollback' }, 'never'],
  ])(
    'names the revision where the deployment ended before it could be rolled back: %s, %j',
    async (scenario, inputs, text) => {
      const played = await play({
        scenario,
        inputs: { ...QUICK_START, ...inputs },
        change: ({ faults }) => {
          const name = 'ConflictException';
          faults.fail.set('ecs:StopServiceDeployment', { name, message: 'over', httpStatus: 400, times: 1 });
        },
        onLog: cancelWhen(text),
      });
      expect(played.exitCode).toBe(1);
      expect(played.log).toContain('it ended before it could be rolled back.');
      expect(rollbackGuide(played)).toBe('web:1');
    },
  );

  it('is not printed if nothing was deployed', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: QUICK_START,
      change: ({ faults }) => void faults.deny.add('ecs:UpdateService'),
    });
    expect(played.log).toMatch(/The update of web failed; it keeps web:\d+/);
    expect(rollbackGuide(played)).toBeUndefined();
  });

  it.each(['classic-healthy', 'codedeploy-healthy'])('leads back: %s', async (scenario) => {
    const [deployed, back] = await playInTurn({ scenario, files: FILES }, [
      { ...QUICK_START, 'wait-for-service-stability': 'false' },
      { ...ROLLBACK, 'rollback-to': 'previous' },
    ]);
    expect(deployed?.outputs['task-definition-arn']).toBe(`${ARN}/web:2`);
    expect(back?.outputs).toMatchObject({ outcome: 'succeeded', 'task-definition-arn': `${ARN}/web:1` });
  });
});

describe('a pause that nobody answers until the step rolls back', () => {
  it('is the cause, and no longer waits for anyone', async () => {
    const { outputs, log, summary } = await play({
      scenario: 'blue-green',
      inputs: { ...QUICK_START, 'wait-for-minutes': '10', 'on-timeout': 'rollback' },
      change: hooked(pauseAt('POST_SCALE_UP')),
    });
    expect(outputs['outcome']).toBe('timed-out');
    expect(log).toContain('it was rolled back, and web:1 is running again');
    expect(log).toMatch(/^ {2}The deployment was still waiting for someone to continue it at post scale up/m);
    expect(log).toContain('Nobody continued it within 10 min, so on-timeout: rollback rolled it back.');
    expect(log).not.toContain('::notice');
    expect(summary).not.toContain('The deployment is paused until someone continues it');
    expect(summary).not.toContain('mode: stop');
  });
});

describe('a cancelled rollback', () => {
  it('says that on-cancel: rollback restores what ran before it', async () => {
    const { outputs, log, summary, writes } = await play({
      scenario: 'classic-healthy',
      inputs: { ...ROLLBACK, 'on-cancel': 'rollback' },
      change: deploySecond,
      onLog: cancelWhen('in progress'),
    });
    expect(outputs['outcome']).toBe('cancelled');
    expect(writes.map(({ action }) => action)).toEqual(['UpdateService', 'StopServiceDeployment']);
    expect(log).toMatch(
      /Cancelled while following the deployment of web:1 to web .*: a rollback to web:2 was requested and continues in ECS\./,
    );
    expect(summary).toContain('That undoes this rollback.');
  });
});

describe('a job that is cancelled when everything is done', () => {
  it('is green if the deployment was verified before the endpoint was read', async () => {
    const endpoint = 'DescribeExpressGatewayService';
    let waiting: NodeJS.Timeout | undefined;
    const { exitCode, outputs, log } = await play({
      scenario: 'express-canary',
      inputs: { service: 'shop', image: QUICK_START.image?.replace('/web@', '/shop@') ?? '' },
      onLog: (text, kill, { world, requests }) => {
        if (waiting !== undefined || !text.includes('in progress')) return;
        const before = requests.filter(({ action }) => action === endpoint).length;
        world.faults.hang.set(`ecs:${endpoint}`, 'before');
        const isRead = (): boolean => requests.filter(({ action }) => action === endpoint).length > before;
        waiting = setInterval(() => isRead() && kill('SIGTERM'), 10);
      },
    });
    clearInterval(waiting);
    expect(log).toContain('Cancelled while reading the endpoint');
    expect([exitCode, outputs['outcome']]).toEqual([0, 'succeeded']);
  });
});
