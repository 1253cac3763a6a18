import { describe, expect, it } from 'vitest';
import { listenersOf, productionOf } from '../../emulator/load-balancers.ts';
import { addTraffic } from '../../emulator/traffic.ts';
import { continueServiceDeployment } from '../../emulator/service-deployments.ts';
import type { World } from '../../emulator/world.ts';
import { deployedByColleague } from './foreign.ts';
import { play, playInTurn, QUICK_START } from './play.ts';

const NEW = QUICK_START.image ?? '';

interface Told {
  outcome: string;
  headline: string;
  services: {
    outcome: string;
    taskDefinitionArn: string;
    images: { image: string }[];
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
    expect(reportOf(played).services[0]?.images).toMatchObject([{ image: expect.stringMatching(/web:1\.0\.0$/) }]);
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

/** Happens while the first probe is on its way. */
const meanwhile =
  (happens: (world: World) => void, status: number) =>
  (world: World): void =>
    answers(({ count }) => {
      if (count === 1) happens(world);
      return { status };
    })(world);

const onceMore = deployedByColleague({ secondsAgo: 0 });

const answeredByColleague =
  (action: 'CONTINUE' | 'ROLLBACK') =>
  ({ home }: World): void => {
    const [rollout] = home.services[0]?.rollouts ?? [];
    const hook = rollout?.hooks.find(({ status }) => status === 'AWAITING_ACTION');
    continueServiceDeployment(home, { serviceDeploymentArn: rollout?.arn, hookId: hook?.hookId, action });
  };

const rolledBackByColleague = answeredByColleague('ROLLBACK');
const continuedByColleague = answeredByColleague('CONTINUE');

describe('someone else deploys while the release is verified', () => {
  it.each([200, 500])('after its success: red, and left alone (probe answers %d)', async (status) => {
    const played = await play({
      scenario: 'rolling-probes',
      change: meanwhile(onceMore, status),
      inputs: { ...QUICK_START, 'smoke-test': JSON.stringify({ url: '{endpoint}/', attempts: 1 }) },
    });
    expect(reportOf(played).outcome).toBe('superseded');
    expect(reportOf(played).headline).toContain('web:3');
    expect(played.writes.filter(({ action }) => action === 'UpdateService')).toHaveLength(1);
  });

  it.each(['verify', 'return'])('at the pause: red, and nothing is answered (on-pause: %s)', async (onPause) => {
    const inputs = { ...QUICK_START, ...pauses, 'on-pause': onPause, 'smoke-test': '{test-endpoint}/health' };
    const played = await play({ scenario: 'blue-green-probes', change: meanwhile(onceMore, 200), inputs });
    expect(reportOf(played).outcome).toBe('superseded');
    expect(played.calls).not.toContain('ContinueServiceDeployment');
  });

  it.each(['verify', 'return'])('at the pause, by a rollback (on-pause: %s)', async (onPause) => {
    const inputs = { ...QUICK_START, ...pauses, 'on-pause': onPause, 'smoke-test': '{test-endpoint}/health' };
    const played = await play({ scenario: 'blue-green-probes', change: meanwhile(rolledBackByColleague, 200), inputs });
    expect(reportOf(played).outcome).toBe('rolled-back');
    expect(played.calls).not.toContain('ContinueServiceDeployment');
  });
});

describe('a release that failed at the pause, but was continued by someone else and succeeded', () => {
  it('is rolled back after its success', async () => {
    const played = await play({
      scenario: 'blue-green-probes',
      change: meanwhile(continuedByColleague, 500),
      inputs: {
        ...QUICK_START,
        ...pauses,
        'smoke-test': '{test-endpoint}/health',
        'smoke-test-timeout-seconds': '400',
      },
    });
    expect(reportOf(played)).toMatchObject({ outcome: 'rolled-back' });
    expect(reportOf(played).services[0]?.causes[0]?.message).toContain('answered 500');
    expect(reportOf(played).services[0]?.taskDefinitionArn).toMatch(/web:1$/);
  });
});

describe('the way back', () => {
  const inputs = {
    ...QUICK_START,
    'on-cancel': 'rollback',
    'on-timeout': 'rollback',
    'smoke-test': JSON.stringify({ url: '{endpoint}/', attempts: 1 }),
  };

  it('is not taken back to the bad release by a cancel', async () => {
    const played = await play({
      scenario: 'rolling-probes',
      change: answers({ status: 500 }),
      inputs,
      onLog: (log, kill) => void (log.includes('new revision web:1') && kill('SIGINT')),
    });
    expect(reportOf(played).outcome).toBe('cancelled');
    expect(played.calls).not.toContain('StopServiceDeployment');
  });

  it('is not taken back by its own timeout either', async () => {
    const played = await play({
      scenario: 'rolling-probes',
      change: answers({ status: 500 }),
      begin: ({ clock, behaviours }) =>
        clock.at(60_000, () => {
          const image = '123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1.0.0';
          behaviours.byImage.set(image, { kind: 'unhealthy-target' });
        }),
      inputs: { ...inputs, 'wait-for-minutes': '3', 'circuit-breaker': 'off', 'fail-fast': 'false' },
    });
    expect(reportOf(played).outcome).toBe('failed');
    expect(reportOf(played).headline).toContain('not followed to its end');
    expect(played.calls).not.toContain('StopServiceDeployment');
  });
});

describe('a cancel at the pause', () => {
  it('says that the deployment is still paused', async () => {
    const played = await play({
      scenario: 'blue-green-probes',
      change: answers({ status: 503 }),
      inputs: {
        ...QUICK_START,
        ...pauses,
        'smoke-test': '{test-endpoint}/health',
        'smoke-test-timeout-seconds': '600',
      },
      onLog: (log, kill) => void (log.includes('trying again') && kill('SIGINT')),
    });
    expect(reportOf(played)).toMatchObject({ outcome: 'cancelled' });
    expect(reportOf(played).headline).toContain('still paused at post test traffic shift');
    expect(played.calls).not.toContain('ContinueServiceDeployment');
  });
});

describe('a step that may not answer the pause', () => {
  it('rolls a bad release back with StopServiceDeployment', async () => {
    const played = await play({
      scenario: 'blue-green-probes',
      change: ({ behaviours, faults }) => {
        behaviours.answers.set(NEW, { status: 500, body: 'no database' });
        faults.deny.add('ecs:ContinueServiceDeployment');
      },
      inputs: { ...QUICK_START, ...pauses, 'smoke-test': JSON.stringify({ url: '{test-endpoint}/', attempts: 1 }) },
    });
    expect(reportOf(played)).toMatchObject({ outcome: 'rolled-back' });
    expect(played.log).toMatch(/^::error .*answered 500 instead of 200/m);
    expect(played.log).toMatch(/^::warning .*ecs:ContinueServiceDeployment/m);
    expect(played.log).not.toContain('100 % production');
  });
});

describe('the time that it takes', () => {
  it('does not count as part of wait-for-minutes at a pause', async () => {
    const played = await play({
      scenario: 'blue-green-probes',
      change: answers(({ count }) => ({ status: count < 30 ? 503 : 200 })),
      inputs: {
        ...QUICK_START,
        ...pauses,
        'smoke-test': '{test-endpoint}/health',
        'smoke-test-timeout-seconds': '300',
        'wait-for-minutes': '5',
      },
    });
    expect(reportOf(played).outcome).toBe('succeeded');
    expect(played.seconds).toBeGreaterThan(330);
  });

  it('may be longer than the default for a probe that allows it', async () => {
    const played = await play({
      scenario: 'rolling-probes',
      change: answers({ afterMilliseconds: 40_000 }),
      inputs: { ...QUICK_START, 'smoke-test': JSON.stringify({ url: '{endpoint}/', maxMillis: 50_000 }) },
    });
    expect(reportOf(played).outcome).toBe('succeeded');
    expect(played.log).toMatch(/10:01:31 {2}waiting for an answer to probe GET/);
  });

  it('cuts the last attempt short, but not what was known before', async () => {
    const played = await play({
      scenario: 'rolling-probes',
      change: answers({ status: 500, body: 'no database', afterMilliseconds: 4_000 }),
      inputs: { ...QUICK_START, 'smoke-test': '{endpoint}/health', 'smoke-test-timeout-seconds': '12' },
    });
    expect(reportOf(played).services[0]?.causes[0]?.message).toContain('answered 500 instead of 200 (2 attempts)');
  });

  it('is no reason to say the same every five seconds, or to be silent', async () => {
    const told = async (probe: object): Promise<number> => {
      const { log } = await play({
        scenario: 'rolling-probes',
        change: answers({ status: 503 }),
        inputs: {
          ...QUICK_START,
          'on-verification-failure': 'fail',
          'smoke-test': JSON.stringify({ url: '{endpoint}/', ...probe }),
          'smoke-test-timeout-seconds': '100',
        },
      });
      return log.match(/^[\d:]+ {2}probe GET/gm)?.length ?? 0;
    };
    expect(await told({})).toBe(4);
    expect(await told({ every: 90 })).toBe(4);
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

  it.each([
    [0, 'succeeded', 'passed'],
    [0.2, 'rolled-back', 'failed'],
  ])(
    'compares the revisions of an Express service, of which the new one fails so often: %d',
    async (errorRate, outcome, verdict) => {
      const image = '123456789012.dkr.ecr.us-east-1.amazonaws.com/shop:2.0.0';
      const played = await play({
        scenario: 'express-canary',
        change: ({ behaviours }) => void behaviours.underLoad.set(image, { errorRate, milliseconds: 50 }),
        begin: ({ home }) => {
          const rules = listenersOf(home).flatMap((listener) => listener.rules);
          const rule = rules.find(({ arn }) => arn.includes('ecs-express-gateway-alb'));
          if (rule !== undefined) addTraffic(rule.listener, { requestsPerMinute: 6000, rule });
        },
        inputs: { service: 'shop', cluster: 'default', image, 'metric-checks': '5xx-rate <= old + 1%' },
      });
      expect(reportOf(played)).toMatchObject({ outcome });
      expect(resultsOf(played, 'metric')).toMatchObject([{ verdict }]);
      expect(resultsOf(played, 'metric')?.[0]?.what).toMatch(/^new .* requests, old .* requests$/);
    },
  );

  it('tells the revisions of an Express service apart at half of the traffic each', async () => {
    const image = '123456789012.dkr.ecr.us-east-1.amazonaws.com/shop:2.0.0';
    const played = await play({
      scenario: 'express-canary',
      change: ({ home, behaviours }) => {
        behaviours.underLoad.set(image, { errorRate: 0.2, milliseconds: 50 });
        for (const { settings } of home.services)
          Object.assign(settings.deploymentConfiguration.canaryConfiguration ?? {}, { canaryPercent: 50 });
      },
      begin: ({ home }) => {
        const rules = listenersOf(home).flatMap((listener) => listener.rules);
        const rule = rules.find(({ arn }) => arn.includes('ecs-express-gateway-alb'));
        if (rule !== undefined) addTraffic(rule.listener, { requestsPerMinute: 6000, rule });
      },
      inputs: { service: 'shop', cluster: 'default', image, 'metric-checks': '5xx-rate <= old + 1%' },
    });
    expect(played.log).toContain('50 % production');
    expect(reportOf(played)).toMatchObject({ outcome: 'rolled-back' });
    expect(resultsOf(played, 'metric')?.[0]?.what).toMatch(/^new 20 % in \d+ requests, old 0 % in \d+ requests$/);
  });

  it('never takes too little traffic for a pass', async () => {
    const played = await play({
      ...canary({ errorRate: 0.5 }, 20),
      inputs: { ...QUICK_START, 'metric-checks': '5xx-rate <= old + 0.5%' },
    });
    expect(played.exitCode).toBe(0);
    expect(resultsOf(played, 'metric')).toMatchObject([{ verdict: 'not-judged' }]);
    expect(played.log).toContain('::warning');
    expect(played.log).toMatch(/did not pass; it was not judged/);
  });

  it('asks no further once CloudWatch refuses, and says no more than that', async () => {
    const { begin, ...rest } = canary({});
    const played = await play({
      ...rest,
      scenario: 'rolling-probes',
      begin: (world) => {
        begin(world);
        world.clock.at(60_000, () => world.faults.deny.add('cloudwatch:GetMetricData'));
      },
      inputs: { ...QUICK_START, 'metric-checks': 'p99 < 800ms over 10 minutes' },
    });
    expect(resultsOf(played, 'metric')).toMatchObject([{ verdict: 'not-judged' }]);
    expect(reportOf(played).headline).toMatch(/its metric check was not judged/);
    expect(played.seconds).toBeLessThan(240);
  });

  it('does not roll back for an alarm that someone has deleted', async () => {
    const played = await play({
      scenario: 'rolling-probes',
      begin: ({ home, clock }) => clock.at(20_000, () => void home.missingAlarms.add('checkout')),
      inputs: { ...QUICK_START, 'metric-checks': 'alarm checkout' },
    });
    expect(resultsOf(played, 'metric')).toMatchObject([{ verdict: 'not-judged' }]);
    expect(played.calls).not.toContain('StopServiceDeployment');
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

  const rings = (until: number): ((world: World) => void) => {
    return ({ home, clock }) => {
      home.alarms.set('checkout', 'ALARM');
      clock.at(until * 1000, () => home.alarms.set('checkout', 'OK'));
    };
  };

  it('lets a release make an alarm OK that rang before it', async () => {
    const inputs = { ...QUICK_START, 'metric-checks': 'alarm checkout' };
    const played = await play({ scenario: 'rolling-probes', begin: rings(5 * 60), inputs });
    expect(reportOf(played)).toMatchObject({ outcome: 'succeeded' });
    expect(played.log).toContain('alarm-in-alarm');
    expect(played.calls).not.toContain('StopServiceDeployment');
  });

  it('does not wait for ever for it', async () => {
    const inputs = { ...QUICK_START, 'metric-checks': 'alarm checkout' };
    const played = await play({ scenario: 'rolling-probes', begin: rings(3 * 3600), inputs });
    expect(reportOf(played)).toMatchObject({ outcome: 'rolled-back' });
    expect(reportOf(played).services[0]?.causes[0]?.message).toBe('The alarm checkout is in ALARM.');
    expect(played.seconds).toBeLessThan(15 * 60);
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
