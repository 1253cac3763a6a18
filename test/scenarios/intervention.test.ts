import { describe, expect, it } from 'vitest';
import { webDefinition } from '../../emulator/scenarios/live-web.ts';
import { registerTaskDefinition } from '../../emulator/task-definitions.ts';
import type { World } from '../../emulator/world.ts';
import { createService, updateService } from '../../emulator/services.ts';
import { play, QUICK_START } from './play.ts';

const KEEP = { ...QUICK_START, 'circuit-breaker': 'keep', 'wait-for-minutes': '3' } as const;

describe('when the time is up', () => {
  it('leaves the deployment running and says so', async () => {
    const { outputs, log, writes } = await play({ scenario: 'no-breaker-crash-loop', inputs: KEEP });
    expect(outputs['outcome']).toBe('timed-out');
    expect(log).toContain('it continues in ECS');
    expect(writes.map(({ action }) => action)).not.toContain('StopServiceDeployment');
  });

  it('rolls back its own deployment on request, and waits for that', async () => {
    const { outputs, log, writes, exitCode } = await play({
      scenario: 'no-breaker-crash-loop',
      inputs: { ...KEEP, 'on-timeout': 'rollback' },
    });
    expect(outputs['outcome']).toBe('timed-out');
    expect(log).toContain('it was rolled back, and web:1 is running again');
    expect(writes.at(-1)).toEqual({
      action: 'StopServiceDeployment',
      params: { serviceDeploymentArn: outputs['deployment-arn'], stopType: 'ROLLBACK' },
    });
    expect(exitCode).toBe(1);
  });

  it('says so if it lacks the permission to roll back', async () => {
    const { outputs, log } = await play({
      scenario: 'no-breaker-crash-loop',
      inputs: { ...KEEP, 'on-timeout': 'rollback' },
      change: ({ faults }) => faults.deny.add('ecs:StopServiceDeployment'),
    });
    expect(outputs['outcome']).toBe('timed-out');
    expect(log).toContain('could not be rolled back');
    expect(log).toContain('ecs:StopServiceDeployment');
  });
});

describe('when the job is cancelled', () => {
  it('rolls back its own deployment on request', async () => {
    const { outputs, log, writes } = await play({
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, 'on-cancel': 'rollback' },
      onLog: (text, kill) => {
        if (text.includes('in progress') && !text.includes('Cancelled')) kill('SIGINT');
      },
    });
    expect(outputs['outcome']).toBe('cancelled');
    expect(log).toContain('was requested');
    expect(writes.at(-1)).toMatchObject({
      action: 'StopServiceDeployment',
      params: { serviceDeploymentArn: outputs['deployment-arn'] },
    });
  });
});

describe('when the job is cancelled before the deployment is listed', () => {
  it('rolls back the deployment that the service names', async () => {
    const { outputs, log, writes } = await play({
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, 'on-cancel': 'rollback' },
      change: ({ faults }) => {
        faults.staleSeconds.listServiceDeployments = 600;
      },
      cancelAt: 'UpdateService',
    });
    expect(log).not.toContain('cannot be rolled back');
    expect(outputs['outcome']).toBe('cancelled');
    expect(writes.at(-1)).toMatchObject({
      action: 'StopServiceDeployment',
      params: { serviceDeploymentArn: outputs['deployment-arn'] },
    });
  });
});

describe('when another deployment is running', () => {
  const busy = (world: World): void => {
    updateService(world.home, { cluster: 'prod', service: 'web', taskDefinition: 'web:1', forceNewDeployment: true });
  };

  it('says so before the write and replaces it', async () => {
    const { outputs, log } = await play({ scenario: 'classic-healthy', inputs: QUICK_START, begin: busy });
    expect(log).toContain('is in progress');
    expect(outputs['outcome']).toBe('succeeded');
  });

  it('fails before the write, on request', async () => {
    const { outputs, writes } = await play({
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, 'if-in-progress': 'fail' },
      begin: busy,
    });
    expect(outputs['outcome']).toBe('failed');
    expect(writes).toEqual([]);
  });

  it('waits until it ends, on request', async () => {
    const { outputs, log } = await play({
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, 'if-in-progress': 'wait' },
      begin: busy,
    });
    expect(log).toContain('Waiting for another deployment of web to end');
    expect(log).not.toContain('is in progress since');
    expect(outputs['outcome']).toBe('succeeded');
  });
});

describe('the AWS session', () => {
  it('warns before the write if it ends before the wait', async () => {
    const { log, outputs } = await play({
      scenario: 'classic-healthy',
      inputs: QUICK_START,
      environment: { AWS_CREDENTIAL_EXPIRATION: '2026-11-21T10:10:00Z' },
    });
    expect(log).toContain('The AWS session ends in 10 min');
    expect(outputs['outcome']).toBe('succeeded');
  });

  it('ends with a fix, not with a stack, when it expires in the middle', async () => {
    const { log, outputs, summary, exitCode } = await play({
      scenario: 'classic-healthy',
      inputs: QUICK_START,
      begin: ({ faults, clock }) =>
        clock.at(20_000, () => {
          const expired = {
            name: 'ExpiredTokenException',
            message: 'The security token included in the request is expired',
            httpStatus: 400,
            times: 999,
          };
          for (const action of ['DescribeServices', 'DescribeServiceDeployments'])
            faults.fail.set(`ecs:${action}`, { ...expired });
        }),
    });
    expect(outputs['outcome']).toBe('failed');
    expect(log).toMatch(/could not be followed to its end.*last seen: IN_PROGRESS.*ECS goes on with it/);
    expect(log).toContain('mode: watch');
    expect(summary).toContain('role-duration-seconds');
    expect(exitCode).toBe(1);
  });
});

describe('several services', () => {
  const withWorker = ({ home, clock }: World): void => {
    createService(home, {
      cluster: 'prod',
      serviceName: 'worker',
      taskDefinition: 'web:1',
      desiredCount: 1,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-0aaa1111'] } },
    });
    clock.advance(600_000);
  };

  it.each<[string, Record<string, string>]>([
    ['a file', QUICK_START],
    ['the live revision of both', { cluster: 'prod', image: QUICK_START.image ?? '' }],
  ])('get one revision from %s', async (_, inputs) => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...inputs, service: 'web, worker' },
      change: withWorker,
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.writes.map(({ action }) => action).toSorted()).toEqual([
      'RegisterTaskDefinition',
      'UpdateService',
      'UpdateService',
    ]);
  });

  it('get a new revision only if they do not already run it', async () => {
    const { image = '' } = QUICK_START;
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { cluster: 'prod', service: 'web, worker', 'task-definition-family': 'web', image, 'desired-count': '3' },
      change: (world) => {
        withWorker(world);
        const [definition] = world.home.families.get('web') ?? [];
        registerTaskDefinition(world.home, {
          ...webDefinition(world.home, image),
          family: 'web',
          tags: definition?.tags,
        });
        updateService(world.home, { cluster: 'prod', service: 'web', taskDefinition: 'web:2' });
        world.clock.advance(600_000);
      },
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    const updates = played.writes
      .flatMap(({ action, params }) => (action === 'UpdateService' ? [params as { service: string }] : []))
      .toSorted((one, other) => one.service.localeCompare(other.service));
    expect(updates).toMatchObject([{ service: 'web', desiredCount: 3 }, { service: 'worker' }]);
    expect(updates[0]).not.toHaveProperty('taskDefinition');
  });

  it('are left alone if one name is wrong', async () => {
    const played = await play({ scenario: 'classic-healthy', inputs: { ...QUICK_START, service: 'web,wbe' } });
    expect(played.log).toContain('Did you mean "web"?');
    expect(played.writes).toEqual([]);
  });

  it('are red if one is', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, service: 'web, worker' },
      change: (world) => {
        withWorker(world);
        world.faults.afterCall.push({
          action: 'ecs:UpdateService',
          delaySeconds: 5,
          run: (region) =>
            updateService(region, {
              cluster: 'prod',
              service: 'worker',
              taskDefinition: 'web:1',
              forceNewDeployment: true,
            }),
        });
      },
    });
    expect(played.exitCode).toBe(1);
    expect(played.outputs['outcome']).toBe('superseded');
    expect(played.log).toContain('1 of 2 services was superseded.');
  });
});

describe('a cause that no retry can fix', () => {
  const noQuestions = ({ faults }: World): void => void faults.deny.add('ecr:DescribeImages').add('ecr:BatchGetImage');

  it('ends the wait after two tasks, and rolls back if rollback is on', async () => {
    const { outputs, log, writes } = await play({
      scenario: 'image-missing',
      inputs: QUICK_START,
      change: noQuestions,
    });
    expect(outputs['outcome']).toBe('rolled-back');
    expect(log).toContain('retrying will not help; it was rolled back, and web:1 is running again');
    expect(writes.at(-1)).toMatchObject({ action: 'StopServiceDeployment', params: { stopType: 'ROLLBACK' } });
  });

  it('ends the wait without touching anything if rollback is off', async () => {
    const { outputs, log, writes } = await play({
      scenario: 'image-missing',
      inputs: { ...QUICK_START, 'circuit-breaker': 'off' },
      change: noQuestions,
    });
    expect(outputs['outcome']).toBe('failed');
    expect(log).toContain('it continues in ECS');
    expect(writes.at(-1)?.action).toBe('UpdateService');
  });

  it('leaves it to the circuit breaker on request', async () => {
    const { outputs, writes } = await play({
      scenario: 'image-missing',
      inputs: { ...QUICK_START, 'fail-fast': 'false' },
      change: noQuestions,
    });
    expect(outputs['outcome']).toBe('rolled-back');
    expect(writes.at(-1)?.action).toBe('UpdateService');
  });
});
