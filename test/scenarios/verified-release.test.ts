import { describe, expect, it } from 'vitest';
import { listenersOf, productionOf } from '../../emulator/load-balancers.ts';
import { addTraffic } from '../../emulator/traffic.ts';
import type { World } from '../../emulator/world.ts';
import { play, playInTurn, QUICK_START } from './play.ts';

const NEW = QUICK_START.image ?? '';

interface Told {
  outcome: string;
  headline: string;
  services: {
    outcome: string;
    taskDefinitionArn: string;
    causes: { message: string; fix?: string }[];
    events: {
      kind: string;
      message?: string;
      result?: { passed?: boolean; verdict?: string; stage?: string; url?: string; what: string };
    }[];
  }[];
}

const reportOf = ({ report }: { report: string }) => JSON.parse(report) as Told;
const resultsOf = (played: { report: string }, kind: 'probe' | 'metric') =>
  reportOf(played).services[0]?.events.flatMap((event) => (event.kind === kind ? [event.result] : []));
const pauses = { 'pause-at': 'POST_TEST_TRAFFIC_SHIFT', 'on-pause': 'verify' } as const;

const answers =
  (answer: Parameters<World['behaviours']['answers']['set']>[1], image = NEW) =>
  ({ behaviours }: World): void =>
    void behaviours.answers.set(image, answer);

describe('rolling', () => {
  it('probes the endpoint of its load balancer', async () => {
    const played = await play({
      scenario: 'rolling-probes',
      inputs: {
        ...QUICK_START,
        'smoke-test': JSON.stringify([{ url: '{endpoint}/health', contains: '{revision} answers /health' }]),
      },
    });
    expect(played.exitCode).toBe(0);
    expect(resultsOf(played, 'probe')).toMatchObject([{ passed: true }]);
    expect(played.summary).toContain('Verification');
  });

  it('goes back from a release that answers 500', async () => {
    const played = await play({
      scenario: 'rolling-probes',
      change: answers({ status: 500, body: 'no database' }),
      inputs: { ...QUICK_START, 'smoke-test': '{endpoint}/health', 'smoke-test-timeout-seconds': '20' },
    });
    expect(reportOf(played)).toMatchObject({ outcome: 'rolled-back' });
    expect(reportOf(played).services[0]?.taskDefinitionArn ?? '').toMatch(/web:1$/);
  });

  it('is not fooled by one that fails only later', async () => {
    const played = await play({
      scenario: 'rolling-probes',
      change: answers(({ count }) => ({ status: count > 1 ? 500 : 200 })),
      inputs: {
        ...QUICK_START,
        'smoke-test': JSON.stringify([
          { url: '{endpoint}/a', attempts: 1 },
          { url: '{endpoint}/b', attempts: 1 },
        ]),
      },
    });
    expect(reportOf(played)).toMatchObject({ outcome: 'rolled-back' });
    expect(resultsOf(played, 'probe')).toMatchObject([{ passed: true }, { passed: false }]);
  });

  it('is red for one that is slow', async () => {
    const played = await play({
      scenario: 'rolling-probes',
      change: answers({ afterMilliseconds: 4_000 }),
      inputs: {
        ...QUICK_START,
        'smoke-test': JSON.stringify({ url: '{endpoint}', maxMillis: 1500, attempts: 2 }),
      },
    });
    expect(reportOf(played)).toMatchObject({ outcome: 'rolled-back' });
    expect(reportOf(played).services[0]?.causes[0]?.message).toContain('1500 ms');
  });

  it('fails before the first write where the listener may not be looked up', async () => {
    const played = await play({
      scenario: 'rolling-probes',
      change: ({ faults }) => void faults.deny.add('elasticloadbalancing:DescribeListeners'),
      inputs: { ...QUICK_START, 'smoke-test': '{endpoint}/health' },
    });
    expect(played.writes).toEqual([]);
    expect(played.log).toContain('elasticloadbalancing:DescribeListeners');
  });
});

describe('blue/green', () => {
  it('probes the test listener at the pause, and the production listener at the end', async () => {
    const played = await play({
      scenario: 'blue-green-probes',
      inputs: { ...QUICK_START, ...pauses, 'smoke-test': '{test-endpoint}/health\n{endpoint}/health' },
    });
    expect(played.exitCode).toBe(0);
    const results = resultsOf(played, 'probe');
    expect(results).toMatchObject([{ passed: true, stage: 'POST_TEST_TRAFFIC_SHIFT' }, { passed: true }]);
    expect(results?.[1]?.stage).toBeUndefined();
    expect(results?.[0]?.url).not.toBe(results?.[1]?.url);
  });

  it('lets a bad release have no production traffic', async () => {
    const played = await play({
      scenario: 'blue-green-probes',
      change: answers({ status: 500 }),
      inputs: { ...QUICK_START, ...pauses, 'smoke-test': '{test-endpoint}/health', 'smoke-test-timeout-seconds': '5' },
    });
    expect(reportOf(played)).toMatchObject({ outcome: 'rolled-back' });
    expect(played.log).not.toContain('100 % production');
    expect(reportOf(played).headline).toContain('post test traffic shift');
  });

  it('sends the header that the rule of the test traffic asks for', async () => {
    const played = await play({
      scenario: 'blue-green-probes',
      change: ({ home }) => {
        const [, test] = listenersOf(home);
        const rule = test?.rules.find(({ conditions }) => conditions.length === 0);
        if (rule !== undefined) rule.conditions = [{ field: 'http-header', name: 'x-test', values: ['green'] }];
      },
      inputs: { ...QUICK_START, ...pauses, 'smoke-test': '{test-endpoint}/health' },
    });
    expect(played.exitCode).toBe(0);
  });
});

describe('a person approves', () => {
  const deploy = {
    ...QUICK_START,
    'pause-at': 'POST_TEST_TRAFFIC_SHIFT',
    'on-pause': 'return',
    'smoke-test': '{test-endpoint}/health',
  };
  const approve = { mode: 'continue', service: 'web', cluster: 'prod' };

  it('verifies before the approval, and again at the end', async () => {
    const [deployed, approved] = await playInTurn({ scenario: 'blue-green-probes' }, [
      deploy,
      { ...approve, 'smoke-test': '{endpoint}/health' },
    ]);
    expect(deployed?.outputs['outcome']).toBe('started');
    expect(approved?.outputs['outcome']).toBe('succeeded');
    expect(resultsOf(approved ?? { report: '' }, 'probe')).toMatchObject([{ passed: true }]);
  });

  it('goes back if the probe after the approval fails', async () => {
    const [, approved] = await playInTurn(
      { scenario: 'blue-green-probes', change: answers(({ url }) => ({ status: url === '/paid' ? 500 : 200 })) },
      [deploy, { ...approve, 'smoke-test': JSON.stringify({ url: '{endpoint}/paid', attempts: 1 }) }],
    );
    expect(approved?.outputs['outcome']).toBe('rolled-back');
    expect(reportOf(approved ?? { report: '' }).services[0]?.taskDefinitionArn).toMatch(/web:1$/);
  });
});

describe('Express', () => {
  it('probes the endpoint that ECS gives it', async () => {
    const { exitCode, report } = await play({
      scenario: 'express-canary',
      change: (world) => void (world.openEndpoints = true),
      inputs: {
        service: 'shop',
        cluster: 'default',
        image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/shop:2.0.0',
        'smoke-test': JSON.stringify({ url: '{endpoint}/up', contains: 'answers /up' }),
      },
    });
    expect(resultsOf({ report }, 'probe')).toMatchObject([{ passed: true }]);
    expect(exitCode).toBe(0);
  });
});

describe('metrics', () => {
  const canary = (load: { errorRate?: number; milliseconds?: number }, requestsPerMinute = 6000) => ({
    scenario: 'canary-probes',
    change: ({ behaviours }: World) => void behaviours.underLoad.set(NEW, { errorRate: 0, milliseconds: 50, ...load }),
    begin: ({ home }: World) => {
      const [group] = home.targetGroups;
      if (group !== undefined) addTraffic(productionOf(home, group).listener, { requestsPerMinute });
    },
  });

  it('passes a canary that is as good as the old revision', async () => {
    const played = await play({
      ...canary({}),
      inputs: { ...QUICK_START, 'metric-checks': '5xx-rate <= old + 0.5%\np99 <= old * 1.5\n5xx-rate < 1%' },
    });
    expect(played.exitCode).toBe(0);
    expect(resultsOf(played, 'metric')).toMatchObject([
      { verdict: 'passed' },
      { verdict: 'passed' },
      { verdict: 'passed' },
    ]);
  });

  it('stops a canary that fails more often', async () => {
    const played = await play({
      ...canary({ errorRate: 0.2 }),
      inputs: { ...QUICK_START, 'metric-checks': '5xx-rate <= old + 0.5%' },
    });
    expect(reportOf(played)).toMatchObject({ outcome: 'rolled-back' });
    expect(played.writes.map(({ action }) => action)).toContain('StopServiceDeployment');
    expect(reportOf(played).services[0]?.causes[0]?.message).toMatch(
      /new 20 % in \d+ requests, old 0 % in \d+ requests/,
    );
    expect(played.log).not.toContain('100 % production');
  });

  it('never takes too little traffic for a pass', async () => {
    const played = await play({
      ...canary({ errorRate: 0.5 }, 20),
      inputs: { ...QUICK_START, 'metric-checks': '5xx-rate <= old + 0.5%' },
    });
    expect(played.exitCode).toBe(0);
    expect(resultsOf(played, 'metric')).toMatchObject([{ verdict: 'not-judged' }]);
    expect(played.log).toContain('::warning');
    expect(played.log).toContain('It did not pass');
  });

  it('waits after a rolling deployment until there is something to judge', async () => {
    const played = await play({
      ...canary({ milliseconds: 900 }),
      scenario: 'rolling-probes',
      inputs: { ...QUICK_START, 'metric-checks': 'p99 < 800ms over 3 minutes' },
    });
    expect(reportOf(played)).toMatchObject({ outcome: 'rolled-back' });
    expect(reportOf(played).services[0]?.causes[0]?.message).toContain('900 ms');
  });

  it('fails for an alarm that rings, and not for one that does not', async () => {
    const inputs = { ...QUICK_START, 'metric-checks': 'alarm checkout' };
    expect((await play({ scenario: 'rolling-probes', inputs })).exitCode).toBe(0);
    const played = await play({
      scenario: 'rolling-probes',
      begin: ({ home, clock }) => clock.at(30_000, () => home.alarms.set('checkout', 'ALARM')),
      inputs,
    });
    expect(reportOf(played)).toMatchObject({ outcome: 'rolled-back' });
    expect(reportOf(played).services[0]?.causes[0]?.message).toBe('The alarm checkout is in ALARM.');
  });
});
