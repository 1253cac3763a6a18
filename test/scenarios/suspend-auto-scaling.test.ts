import type { SuspendedState } from '@aws-sdk/client-application-auto-scaling';
import { describe, expect, it } from 'vitest';
import { registerScalableTarget } from '../../emulator/auto-scaling.ts';
import { addService } from '../../emulator/services.ts';
import { tagResource } from '../../emulator/tags.ts';
import type { Region, World } from '../../emulator/world.ts';
import { deployedByColleague, WEB } from './foreign.ts';
import { play, playInTurn, QUICK_START, type Played } from './play.ts';
import { deploySecond } from './rollback-history.ts';
import { addRule, addSchedule, runningNow } from './scheduled.ts';

const TRACE = 'deploy:auto-scaling-before';
const ASKED = { ...QUICK_START, 'suspend-auto-scaling': 'true' };
const NONE = state('');
const ALL = state('in out scheduled');

function state(suspended: string): Required<SuspendedState> {
  return {
    DynamicScalingInSuspended: suspended.includes('in'),
    DynamicScalingOutSuspended: suspended.includes('out'),
    ScheduledScalingSuspended: suspended.includes('scheduled'),
  };
}

function scaled(suspended: Required<SuspendedState>, service = 'web'): (world: World) => void {
  return ({ home }) =>
    void registerScalableTarget(home, {
      ServiceNamespace: 'ecs',
      ResourceId: `service/prod/${service}`,
      ScalableDimension: 'ecs:service:DesiredCount',
      MinCapacity: 2,
      MaxCapacity: 4,
      SuspendedState: suspended,
    });
}

function shown({ home }: World, service = 'web') {
  const { min, max, suspended } = home.scalableTargets.get(`service/prod/${service}`) ?? {};
  return { min, max, suspended };
}

function traceOf({ home }: World, service = 'web'): string | undefined {
  return home.services.find(({ name }) => name === service)?.tags.find(({ key }) => key === TRACE)?.value;
}

/** Remembers what is suspended, and the trace, right after the service was changed. */
function lookDuring(seen: { suspended?: SuspendedState | undefined; trace?: string | undefined }) {
  return ({ world }: Region): void =>
    void Object.assign(seen, { suspended: shown(world).suspended, trace: traceOf(world) });
}

async function deploy(change: (world: World) => void, more: object = {}): Promise<Played> {
  return await play({ scenario: 'classic-healthy', inputs: { ...ASKED, ...more }, change });
}

describe('suspend-auto-scaling', () => {
  it.each(['', 'scheduled', 'in'])(
    'holds it during the deployment and gives back what it was: "%s"',
    async (before) => {
      const during = {};
      const played = await deploy((world) => {
        scaled(state(before))(world);
        world.faults.afterCall.push({ action: 'ecs:UpdateService', delaySeconds: 0, run: lookDuring(during) });
        world.clock.advance(1000);
      });
      const { world } = played.emulator;
      expect(played.outputs['outcome'], played.log).toBe('succeeded');
      expect(during).toMatchObject({ suspended: ALL });
      expect(during).toMatchObject({
        trace: expect.stringContaining(`in=${before === 'in' ? 'suspended' : 'active'}`),
      });
      expect(shown(world)).toEqual({ min: 2, max: 4, suspended: state(before) });
      expect(traceOf(world)).toBeUndefined();
      expect(played.log).not.toMatch(/^::/m);
      const actions = played.writes.map(({ action }) => action).filter((action) => action !== 'RegisterTaskDefinition');
      expect(actions).toEqual([
        'TagResource',
        'RegisterScalableTarget',
        'UpdateService',
        'RegisterScalableTarget',
        'UntagResource',
      ]);
    },
  );

  it.each<[outcome: string, change: (world: World) => void, more: object]>([
    ['rolled-back', ({ behaviours }) => void (behaviours.fallback = { kind: 'exits', exitCode: 1 }), {}],
    [
      'timed-out',
      ({ behaviours }) => void (behaviours.fallback = { kind: 'slow', startSeconds: 600 }),
      { 'wait-for-minutes': '1' },
    ],
    [
      'failed',
      ({ faults }) =>
        void faults.fail.set('ecs:UpdateService', { name: 'InvalidParameterException', message: 'No.', times: 1 }),
      {},
    ],
  ])('gives it back when the deployment is %s', async (outcome, change, more) => {
    const played = await deploy((world) => {
      scaled(state('scheduled'))(world);
      change(world);
    }, more);
    expect(played.outputs['outcome'], played.log).toBe(outcome);
    expect(shown(played.emulator.world).suspended).toEqual(state('scheduled'));
    expect(traceOf(played.emulator.world)).toBeUndefined();
  });

  it('gives it back when the job is cancelled', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: ASKED,
      change: scaled(NONE),
      cancelAt: 'DescribeServiceDeployments',
    });
    expect(played.outputs['outcome'], played.log).toBe('cancelled');
    expect(played.calls.filter((call) => call === 'RegisterScalableTarget')).toHaveLength(2);
    expect(shown(played.emulator.world).suspended).toEqual(NONE);
    expect(traceOf(played.emulator.world)).toBeUndefined();
  });

  it('says what to run if AWS does not answer the cancelled job', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: ASKED,
      change: (world) => {
        scaled(NONE)(world);
        world.faults.afterCall.push({
          action: 'ecs:UpdateService',
          delaySeconds: 0,
          run: ({ world: { faults } }) =>
            void faults.hang.set('application-autoscaling:DescribeScalableTargets', 'before'),
        });
      },
      environment: { EMULATOR_DEADLINES: 'real' },
      onLog: (log, kill) => {
        if (log.includes('new revision web:2: 2 of 2 running')) kill('SIGINT');
      },
    });
    expect(played.outputs['outcome'], played.log).toBe('cancelled');
    expect(played.log).toMatch(/aws application-autoscaling register-scalable-target/);
    expect(traceOf(played.emulator.world)).toBe('in=active out=active scheduled=active');
  });

  it('holds it in a rollback, and beside a desired count', async () => {
    const back = await play({
      scenario: 'classic-healthy',
      inputs: { ...WEB, mode: 'rollback', 'suspend-auto-scaling': 'true' },
      change: (world) => {
        deploySecond(world);
        scaled(NONE)(world);
      },
    });
    expect(back.outputs['outcome'], back.log).toBe('succeeded');
    const count = await deploy(scaled(NONE), { 'desired-count': '3' });
    expect(count.outputs['outcome'], count.log).toBe('succeeded');
    expect(count.emulator.world.home.services[0]?.desiredCount).toBe(3);
    for (const { calls, emulator } of [back, count]) {
      expect(calls.filter((call) => call === 'RegisterScalableTarget')).toHaveLength(2);
      expect(shown(emulator.world).suspended).toEqual(NONE);
    }
  });

  it('holds each of several services', async () => {
    const played = await deploy(
      (world) => {
        addService(world.home, {
          cluster: 'prod',
          serviceName: 'api',
          taskDefinition: 'web:1',
          desiredCount: 1,
          launchType: 'FARGATE',
          networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-0aaa1111'] } },
        });
        world.clock.advance(10 * 60_000);
        scaled(NONE)(world);
        scaled(state('in'), 'api')(world);
      },
      { service: 'web, api' },
    );
    expect(played.outputs['outcome'], played.log).toBe('succeeded');
    expect(shown(played.emulator.world).suspended).toEqual(NONE);
    expect(shown(played.emulator.world, 'api').suspended).toEqual(state('in'));
    expect(played.calls.filter((call) => call === 'RegisterScalableTarget')).toHaveLength(4);
  });

  it('does nothing where there is nothing to suspend, or nothing to deploy', async () => {
    const none = await deploy(() => undefined);
    expect(none.outputs['outcome']).toBe('succeeded');
    expect(JSON.parse(none.report).problems).toContainEqual(
      expect.objectContaining({ rule: 'auto-scaling-none', severity: 'advice' }),
    );
    expect(none.log).toContain('The auto scaling of web need not be suspended: nothing scales the service.');
    const off = await deploy(scaled(ALL));
    expect(off.log).toContain('The auto scaling of web was suspended before, and stays so.');
    const image = '123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1.0.0';
    const same = { ...WEB, image, 'suspend-auto-scaling': 'true' };
    const unchanged = await play({ scenario: 'classic-healthy', inputs: same, change: scaled(NONE) });
    expect(unchanged.outputs['outcome']).toBe('unchanged');
    const planned = await deploy(scaled(NONE), { mode: 'plan' });
    for (const { calls } of [none, off, unchanged, planned]) {
      expect(calls).not.toContain('RegisterScalableTarget');
      expect(calls).not.toContain('TagResource');
    }
    const express = await play({
      scenario: 'express-canary',
      inputs: { service: 'shop', image: `nginx@sha256:${'5d'.repeat(32)}`, 'suspend-auto-scaling': 'true' },
    });
    expect(JSON.parse(express.report).problems).toContainEqual(
      expect.objectContaining({ rule: 'input-unused', message: expect.stringContaining('suspend-auto-scaling') }),
    );
  });

  it('needs to know what it was, before any write', async () => {
    const played = await deploy((world) => {
      scaled(NONE)(world);
      world.faults.deny.add('application-autoscaling:DescribeScalableTargets');
    });
    expect(played.writes).toEqual([]);
    expect(JSON.parse(played.report).problems).toMatchObject([{ rule: 'auto-scaling-unreadable', severity: 'error' }]);
  });

  it.each(['ecs:TagResource', 'application-autoscaling:RegisterScalableTarget'])(
    'deploys nothing without %s',
    async (action) => {
      const played = await deploy((world) => {
        scaled(NONE)(world);
        world.faults.deny.add(action);
      });
      expect(played.outputs['outcome']).toBe('failed');
      expect(played.log).toContain(action);
      expect(played.calls).not.toContain('UpdateService');
      expect(shown(played.emulator.world).suspended).toEqual(NONE);
      expect(traceOf(played.emulator.world)).toBeUndefined();
    },
  );

  it('is given back although answers were lost', async () => {
    const played = await deploy((world) => {
      scaled(NONE)(world);
      world.faults.dropResponse.set('application-autoscaling:RegisterScalableTarget', 1);
      world.faults.dropResponse.set('ecs:TagResource', 1);
      world.faults.dropResponse.set('ecs:UntagResource', 1);
    });
    expect(played.outputs['outcome'], played.log).toBe('succeeded');
    expect(shown(played.emulator.world).suspended).toEqual(NONE);
    expect(traceOf(played.emulator.world)).toBeUndefined();
  });
});

describe('auto scaling that stays suspended', () => {
  const stuck = (world: World): void => {
    scaled(state('scheduled'))(world);
    const run = ({ world: { faults } }: Region): void =>
      void faults.deny.add('application-autoscaling:RegisterScalableTarget');
    world.faults.afterCall.push({ action: 'application-autoscaling:RegisterScalableTarget', delaySeconds: 0, run });
  };
  const COMMAND =
    /aws application-autoscaling register-scalable-target .*--resource-id service\/prod\/web --suspended-state DynamicScalingInSuspended=false,DynamicScalingOutSuspended=false,ScheduledScalingSuspended=true --region us-east-1/;

  it('is red, with the command that gives it back', async () => {
    const played = await deploy(stuck);
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.summary).toMatch(/web:2.*auto scaling of web is still suspended/);
    expect(played.log.replaceAll('%2C', ',')).toMatch(COMMAND);
    expect(traceOf(played.emulator.world)).toBe('in=active out=active scheduled=suspended');
    expect(shown(played.emulator.world).suspended).toEqual(ALL);
  });

  it('holds back no schedule, and hides none that stays behind', async () => {
    const played = await deploy(
      (world) => {
        stuck(world);
        addRule(world, { name: 'hourly', runs: 'web:1' });
        addSchedule(world, { name: 'nightly', runs: 'web:1' });
        world.faults.deny.add('events:PutTargets');
      },
      { schedules: 'true' },
    );
    expect(played.outputs['outcome']).toBe('failed');
    expect(runningNow(played.emulator.world)).toEqual({ hourly: 'web:1', nightly: 'web:2' });
    const { services } = JSON.parse(played.report) as {
      services: { results: { name: string; outcome: string }[]; causes: { message: string }[] }[];
    };
    expect(services[0]?.results.map(({ outcome }) => outcome)).toEqual(['succeeded', 'failed']);
    expect(services[0]?.causes.map(({ message }) => message)).toEqual([
      expect.stringContaining('RegisterScalableTarget'),
      expect.stringContaining('events:PutTargets'),
    ]);
  });

  it('is told beside the failure of the deployment', async () => {
    const played = await deploy((world) => {
      stuck(world);
      world.behaviours.fallback = { kind: 'exits', exitCode: 1 };
    });
    expect(played.outputs['outcome']).toBe('rolled-back');
    expect(played.log.replaceAll('%2C', ',')).toMatch(COMMAND);
    expect(played.log).toMatch(/exited with code 1/);
  });

  it.each([
    ['asked to hold it', ASKED, 'succeeded'],
    ['not asked to', QUICK_START, 'succeeded'],
    [
      'with nothing to deploy',
      { ...WEB, image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1.0.0' },
      'unchanged',
    ],
    ['that rolls back', { ...WEB, mode: 'rollback' }, 'succeeded'],
  ])('after a kill is given back by the next step, %s', async (_, inputs, outcome) => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs,
      change: (world) => {
        if ('mode' in inputs) deploySecond(world);
        scaled(ALL)(world);
        const tags = [{ key: TRACE, value: 'in=active out=active scheduled=suspended' }];
        tagResource(world.home, { resourceArn: world.home.services[0]?.arn, tags });
      },
    });
    expect(played.outputs['outcome'], played.log).toBe(outcome);
    expect(shown(played.emulator.world).suspended).toEqual(state('scheduled'));
    expect(traceOf(played.emulator.world)).toBeUndefined();
    expect(played.log).toMatch(/::warning.*auto scaling of web/);
  });

  it('is given back by a rollback of what the killed step deployed', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...WEB, mode: 'rollback' },
      change: scaled(ALL),
      begin: (world) => {
        const tags = [{ key: TRACE, value: 'in=active out=active scheduled=active' }];
        tagResource(world.home, { resourceArn: world.home.services[0]?.arn, tags });
        deployedByColleague()(world);
      },
    });
    expect(played.outputs['outcome'], played.log).toBe('succeeded');
    expect(shown(played.emulator.world).suspended).toEqual(NONE);
  });

  it('stays so without the permission, and says what to run', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: QUICK_START,
      change: (world) => {
        scaled(ALL)(world);
        const tags = [{ key: TRACE, value: 'in=active out=active scheduled=suspended' }];
        tagResource(world.home, { resourceArn: world.home.services[0]?.arn, tags });
        world.faults.deny.add('application-autoscaling:RegisterScalableTarget');
      },
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.log.replaceAll('%2C', ',')).toMatch(COMMAND);
    expect(traceOf(played.emulator.world)).toBeDefined();
  });

  it('after SIGKILL is given back by the same step again', async () => {
    let killed = false;
    const [first, second] = await playInTurn(
      {
        scenario: 'classic-healthy',
        change: scaled(NONE),
        onLog: (log, kill) => {
          if (killed || !log.includes('deployment: in progress')) return;
          killed = true;
          kill('SIGKILL');
        },
      },
      [ASKED, ASKED],
    );
    expect(first?.outputs['outcome']).toBeUndefined();
    expect(second?.outputs['outcome'], second?.log).toMatch(/^(succeeded|unchanged)$/);
    expect(second === undefined ? undefined : shown(second.emulator.world).suspended).toEqual(NONE);
  });
});
