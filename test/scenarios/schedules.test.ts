import { describe, expect, it } from 'vitest';
import { addService } from '../../emulator/services.ts';
import { registerTaskDefinition } from '../../emulator/task-definitions.ts';
import { ecrImage, webDefinition } from '../../emulator/scenarios/live-web.ts';
import type { World } from '../../emulator/world.ts';
import { WEB } from './foreign.ts';
import { play, QUICK_START, type Played } from './play.ts';
import { deploySecond } from './rollback-history.ts';
import { addCall, addRule, addSchedule, clusterArn, revision, runningNow } from './scheduled.ts';

const WRITES = ['PutTargets', 'UpdateSchedule'];

function both(world: World): void {
  addRule(world, { name: 'hourly', runs: 'web:1' });
  addSchedule(world, { name: 'nightly', runs: 'web:1' });
}

async function deploy(schedules: string, change: (world: World) => void = both, more: object = {}): Promise<Played> {
  return await play({ scenario: 'classic-healthy', inputs: { ...QUICK_START, schedules, ...more }, change });
}

function scheduleWrites({ writes }: Played): string[] {
  return writes.map(({ action }) => action).filter((action) => WRITES.includes(action));
}

function problems({ report }: Played): { rule: string; severity: string; message: string }[] {
  return (JSON.parse(report) as { problems: { rule: string; severity: string; message: string }[] }).problems;
}

function states({ report }: Played): Record<string, string> {
  const { schedules = [] } = JSON.parse(report) as { schedules?: { name: string; state: string }[] };
  return Object.fromEntries(schedules.map(({ name, state }) => [name, state]));
}

describe('schedules', () => {
  it.each(['hourly, nightly', 'true'])('move to the new revision after the success: %s', async (schedules) => {
    let before: World['home'] | undefined;
    const played = await deploy(schedules, (world) => {
      both(world);
      before = structuredClone({ rules: world.home.rules, schedules: world.home.schedules }) as World['home'];
    });
    const { home } = played.emulator.world;
    expect(played.outputs).toMatchObject({ outcome: 'succeeded', changes: 'true' });
    expect(runningNow(played.emulator.world)).toEqual({ hourly: 'web:2', nightly: 'web:2' });
    expect(scheduleWrites(played)).toHaveLength(2);
    expect(states(played)).toEqual({ hourly: 'moved', nightly: 'moved' });
    const [target] = before?.rules[0]?.targets ?? [];
    expect(home.rules[0]?.targets).toEqual([
      { ...target, EcsParameters: { ...target?.EcsParameters, TaskDefinitionArn: revision('web:2') } },
    ]);
    const [schedule] = before?.schedules ?? [];
    const { Target } = schedule?.settings ?? {};
    expect(home.schedules[0]?.settings).toEqual({
      ...schedule?.settings,
      Target: { ...Target, EcsParameters: { ...Target?.EcsParameters, TaskDefinitionArn: revision('web:2') } },
    });
    expect(played.log).not.toContain('::warning');
    expect(played.summary).toMatch(/nightly.*moved.*web:1.*web:2/);
  });

  it('that nobody named, of other families and of other clusters stay', async () => {
    const played = await deploy('true', (world) => {
      both(world);
      registerTaskDefinition(world.home, {
        ...webDefinition(world.home, ecrImage(world.home, 'api', '1')),
        family: 'api',
      });
      addSchedule(world, { name: 'other', runs: 'api:1' });
      const { Target } = world.home.schedules[0]?.settings ?? {};
      if (Target !== undefined) {
        addSchedule(world, { name: 'staging', runs: 'web:1', Target: { ...Target, Arn: clusterArn('staging') } });
      }
      addRule(world, {
        name: 'queue',
        runs: 'web:1',
        Arn: 'arn:aws:sqs:us-east-1:123456789012:jobs',
        EcsParameters: undefined,
      });
    });
    expect(runningNow(played.emulator.world)).toMatchObject({ nightly: 'web:2', other: 'api:1', staging: 'web:1' });
    expect(scheduleWrites(played)).toHaveLength(2);
    const named = await deploy('nightly');
    expect(runningNow(named.emulator.world)).toEqual({ hourly: 'web:1', nightly: 'web:2' });
  });

  it('are found on another bus, in another group, by ARN and as a call of RunTask', async () => {
    const fill = (world: World): void => {
      addRule(world, { name: 'on-upload', bus: 'files', runs: 'web:1' });
      addSchedule(world, { name: 'report', GroupName: 'night', runs: 'web:1' });
      addSchedule(world, { name: 'weekly', runs: 'web:1' });
      addCall(world, { name: 'call', runs: 'web:1' });
    };
    const arn = 'arn:aws:scheduler:us-east-1:123456789012:schedule/default/weekly';
    for (const schedules of [`files/on-upload\nnight/report\n${arn}\ncall`, 'true']) {
      const played = await deploy(schedules, fill);
      expect(played.outputs['outcome'], played.log).toBe('succeeded');
      const { call, ...others } = runningNow(played.emulator.world);
      expect(others).toEqual({ 'on-upload': 'web:2', report: 'web:2', weekly: 'web:2' });
      expect(call).toBe('web:2","Count":2}');
    }
  });

  it('that do not exist are an error before any write, with a suggestion', async () => {
    const fill = (world: World): void => {
      both(world);
      addSchedule(world, { name: 'report', GroupName: 'night', runs: 'web:1' });
    };
    const played = await deploy('nightyl, report, hourly', fill);
    expect(played.writes).toEqual([]);
    expect(played.outputs['outcome']).toBe('failed');
    const found = problems(played).filter(({ rule }) => rule === 'schedule-missing');
    expect(found.map(({ message }) => message)).toEqual([
      expect.stringMatching(/"nightyl".*"nightly"/),
      expect.stringMatching(/"report".*"night\/report"/),
    ]);
    const elsewhere = await deploy('arn:aws:events:eu-west-1:123456789012:rule/hourly');
    expect(problems(elsewhere)).toMatchObject([
      { rule: 'schedule-missing', message: expect.stringContaining('us-east-1') },
    ]);
  });

  it('of another family are an error before any write that says what they run', async () => {
    const played = await deploy('api-report, queue', (world) => {
      registerTaskDefinition(world.home, {
        ...webDefinition(world.home, ecrImage(world.home, 'api', '1')),
        family: 'api',
      });
      addSchedule(world, { name: 'api-report', runs: 'api:1' });
      addRule(world, {
        name: 'queue',
        runs: 'web:1',
        Arn: 'arn:aws:sqs:us-east-1:123456789012:jobs',
        EcsParameters: undefined,
      });
    });
    expect(played.writes).toEqual([]);
    const found = problems(played).filter(({ rule }) => rule === 'schedule-other-family');
    expect(found.map(({ message }) => message)).toEqual([
      expect.stringMatching(/"api-report".*api:1.*"prod".*web/),
      expect.stringMatching(/"queue".*:jobs/),
    ]);
  });

  it('that may not be read are an error before any write', async () => {
    for (const [schedules, action] of [
      ['true', 'scheduler:ListSchedules'],
      ['true', 'events:ListEventBuses'],
      ['nightly', 'scheduler:GetSchedule'],
    ] as const) {
      const played = await deploy(schedules, (world) => {
        addSchedule(world, { name: 'nightly', runs: 'web:1' });
        world.faults.deny.add(action);
      });
      expect(played.writes, action).toEqual([]);
      expect(played.outputs['outcome']).toBe('failed');
      expect(problems(played)).toMatchObject([
        { rule: 'schedules-unreadable', message: expect.stringContaining(action) },
      ]);
    }
  });

  it('stay where they are if the deployment fails', async () => {
    const played = await deploy('true', (world) => {
      both(world);
      world.behaviours.fallback = { kind: 'exits', exitCode: 1 };
    });
    expect(played.outputs['outcome']).toBe('rolled-back');
    expect(scheduleWrites(played)).toEqual([]);
    expect(states(played)).toEqual({ hourly: 'kept', nightly: 'kept' });
  });

  it('stay if one of the services of their family failed', async () => {
    const played = await deploy(
      'true',
      (world) => {
        both(world);
        addService(world.home, {
          cluster: 'prod',
          serviceName: 'api',
          taskDefinition: 'web:1',
          desiredCount: 1,
          launchType: 'FARGATE',
          networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-0aaa1111'] } },
        });
        world.clock.advance(10 * 60_000);
        const error = { name: 'InvalidParameterException', message: 'No.', times: 1 };
        world.faults.fail.set('ecs:UpdateService', error);
      },
      { service: 'web, api' },
    );
    expect(played.outputs['outcome']).toBe('failed');
    expect(scheduleWrites(played)).toEqual([]);
    expect(states(played)).toEqual({ hourly: 'kept', nightly: 'kept' });
    expect(played.summary).toMatch(/hourly.*kept.*deployment of (web|api) did not succeed/);
  });

  it('that name no revision, or have ended, need no move', async () => {
    const played = await deploy('latest, over, once', (world) => {
      addSchedule(world, { name: 'latest', runs: 'web' });
      addSchedule(world, { name: 'over', runs: 'web:1', EndDate: new Date(world.clock.now() + 1000) });
      addSchedule(world, { name: 'once', runs: 'web:1', ScheduleExpression: 'at(2026-11-01T03:00:00)' });
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(scheduleWrites(played)).toEqual([]);
    expect(states(played)).toEqual({ latest: 'kept', over: 'kept', once: 'kept' });
    expect(played.summary).toMatch(/latest.*latest ACTIVE/);
  });

  it('move although their start date has passed', async () => {
    const played = await deploy('nightly', (world) =>
      addSchedule(world, { name: 'nightly', runs: 'web:1', StartDate: world.clock.date() }),
    );
    expect(played.outputs['outcome'], played.log).toBe('succeeded');
    expect(runningNow(played.emulator.world)).toEqual({ nightly: 'web:2' });
    expect(played.summary).toMatch(/nightly.*start date/);
  });
});

describe('a schedule that stays behind', () => {
  it.each<[why: string, says: RegExp, fault: (world: World) => void]>([
    [
      'because EventBridge did not take it',
      /ConcurrentModificationException/,
      ({ home }) =>
        void home.failingTargets.set('task', { ErrorCode: 'ConcurrentModificationException', ErrorMessage: 'busy' }),
    ],
    ['without the permission', /events:PutTargets/, ({ faults }) => void faults.deny.add('events:PutTargets')],
    [
      'because AWS owns the rule',
      /ManagedRuleException/,
      ({ home }) => home.rules.forEach((rule) => (rule.managedBy = 'ecs.amazonaws.com')),
    ],
    [
      'because somebody changed it',
      /api:1/,
      ({ home, faults }) =>
        void faults.afterCall.push({
          action: 'ecs:UpdateService',
          delaySeconds: 1,
          run: () => {
            const [target] = home.rules[0]?.targets ?? [];
            if (target?.EcsParameters !== undefined) target.EcsParameters.TaskDefinitionArn = revision('api:1');
          },
        }),
    ],
  ])('is red, %s, and hides no other', async (_, says, fault) => {
    const played = await deploy('true', (world) => {
      both(world);
      fault(world);
    });
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.exitCode).toBe(1);
    expect(runningNow(played.emulator.world)).toMatchObject({ nightly: 'web:2' });
    expect(states(played)).toEqual({ hourly: 'failed', nightly: 'moved' });
    expect(played.emulator.world.home.services[0]?.taskDefinition.revision).toBe(2);
    expect(played.log).toMatch(/::error title=.*web%3A2.*hourly \(web%3A1\)/);
    expect(played.log).toMatch(says);
    expect(played.summary.slice(0, 300)).toContain('hourly');
  });

  it('moves with the next step, which deploys nothing', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...WEB, image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/web:2.0.0', schedules: 'nightly' },
      change: (world) => {
        deploySecond(world);
        addSchedule(world, { name: 'nightly', runs: 'web:1' });
      },
    });
    expect(played.outputs).toMatchObject({ outcome: 'unchanged', changes: 'true' });
    expect(runningNow(played.emulator.world)).toEqual({ nightly: 'web:2' });
    expect(played.writes.map(({ action }) => action)).toEqual(['UpdateSchedule']);
  });

  it('is moved once, although the answer was lost', async () => {
    const played = await deploy('true', (world) => {
      both(world);
      world.faults.dropResponse.set('events:PutTargets', 1);
      world.faults.dropResponse.set('scheduler:UpdateSchedule', 1);
    });
    expect(played.outputs['outcome'], played.log).toBe('succeeded');
    expect(scheduleWrites(played)).toHaveLength(2);
  });
});

it.each([
  ['events:PutTargets', /"iam:PassedToService":"events.amazonaws.com"/],
  ['scheduler:UpdateSchedule', /"iam:PassedToService":"scheduler.amazonaws.com"/],
])('without the permission to pass the role, %s is red with the statement to add', async (_, statement) => {
  const fill = statement.source.includes('events')
    ? (world: World) => addRule(world, { name: 'hourly', runs: 'web:1' })
    : (world: World) => addSchedule(world, { name: 'nightly', runs: 'web:1' });
  const played = await deploy('true', (world) => {
    fill(world);
    world.policy = [
      {
        Effect: 'Allow',
        Action: ['ecs:*', 'ecr:*', 'elasticloadbalancing:*', 'events:*', 'scheduler:*'],
        Resource: '*',
      },
      {
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: '*',
        Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
      },
    ];
  });
  expect(played.outputs['outcome']).toBe('failed');
  const { causes } = JSON.parse(played.report) as { causes: { fix: string }[] };
  expect(causes[0]?.fix).toMatch(statement);
  expect(causes[0]?.fix).toContain('role/ecsEventsRole');
});

describe('a schedule while the job is cancelled', () => {
  it('is moved to its end, and those after it stay', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, schedules: 'true' },
      change: (world) => {
        addRule(world, { name: 'hourly', runs: 'web:1' });
        for (let job = 1; job <= 100; job += 1) addSchedule(world, { name: `job-${job}`, runs: 'web:1' });
      },
      cancelAt: 'PutTargets',
    });
    expect(played.outputs['outcome'], played.log).toBe('cancelled');
    expect(runningNow(played.emulator.world)).toMatchObject({ hourly: 'web:2', 'job-100': 'web:1' });
    expect(states(played)).toMatchObject({ hourly: 'moved', 'job-100': 'failed' });
    expect(played.log).toMatch(/schedules stay behind: .*and \d+ more/);
  });

  it('is unknown if AWS does not answer', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, schedules: 'hourly' },
      change: (world) => {
        both(world);
        world.faults.hang.set('events:PutTargets', 'after');
      },
      cancelAt: 'PutTargets',
    });
    expect(played.outputs['outcome'], played.log).toBe('cancelled');
    expect(played.log).toMatch(/hourly.*unknown which revision/);
  });
});

describe('schedules in other modes', () => {
  it('are shown by a plan, which changes nothing', async () => {
    const played = await deploy('true', both, { mode: 'plan' });
    expect(played.outputs).toMatchObject({ outcome: 'planned', changes: 'true' });
    expect(played.writes).toEqual([]);
    expect(states(played)).toEqual({ hourly: 'to-move', nightly: 'to-move' });
    expect(played.summary).toMatch(/nightly.*would move.*web:1/);
  });

  it.each(['rollback', 'plan'])('move back with a rollback: %s', async (mode) => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...WEB, mode, 'rollback-to': 'previous', schedules: 'true' },
      change: (world) => {
        deploySecond(world);
        addRule(world, { name: 'hourly', runs: 'web:2' });
        addSchedule(world, { name: 'latest', runs: 'web' });
      },
    });
    expect(problems(played)).toMatchObject([{ rule: 'schedule-latest', severity: 'warning' }]);
    if (mode === 'plan') {
      expect(states(played)).toEqual({ hourly: 'to-move', latest: 'kept' });
      expect(played.writes).toEqual([]);
      return;
    }
    expect(played.outputs['outcome'], played.log).toBe('succeeded');
    expect(runningNow(played.emulator.world)).toEqual({ hourly: 'web:1', latest: 'web' });
  });

  it('move with `register`, in the cluster that is named', async () => {
    const inputs = { ...QUICK_START, service: '', mode: 'register', schedules: 'true' };
    const played = await play({ scenario: 'classic-healthy', inputs, change: both });
    expect(played.outputs['outcome'], played.log).toBe('registered');
    expect(runningNow(played.emulator.world)).toEqual({ hourly: 'web:2', nightly: 'web:2' });
    expect(played.log).not.toContain('::warning');
    const nowhere = await play({ scenario: 'classic-healthy', inputs: { ...inputs, cluster: '' }, change: both });
    expect(scheduleWrites(nowhere)).toEqual([]);
    expect(problems(nowhere)).toMatchObject([{ rule: 'schedules-none', severity: 'warning' }]);
  });

  it.each([
    [0, 'web:2'],
    [1, 'web:1'],
  ])('move with `run-task` after exit code %i to %s', async (exitCode, runs) => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, mode: 'run-task', schedules: 'nightly' },
      change: (world) => {
        both(world);
        world.behaviours.oneOff.set('web', { kind: 'exits', exitCode });
      },
    });
    expect(played.outputs['outcome']).toBe(exitCode === 0 ? 'succeeded' : 'failed');
    expect(runningNow(played.emulator.world)).toEqual({ hourly: 'web:1', nightly: runs });
  });

  it('are nowhere without a finding', async () => {
    const played = await deploy('true', () => undefined);
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(problems(played)).toContainEqual(expect.objectContaining({ rule: 'schedules-none', severity: 'advice' }));
    expect((await deploy('false')).calls).not.toContain('ListSchedules');
  });
});
