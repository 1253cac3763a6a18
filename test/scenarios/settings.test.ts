import { describe, expect, it } from 'vitest';
import type { Behaviour } from '../../emulator/behaviours.ts';
import { updateService } from '../../emulator/services.ts';
import type { World } from '../../emulator/world.ts';
import { FILES } from './play-codedeploy.ts';
import { EXAMPLE, play, playInTurn, QUICK_START } from './play.ts';

const WEB = { service: 'web', cluster: 'prod' };
const SPOT = { capacityProvider: 'FARGATE_SPOT', weight: 1 };
const ON_SPOT = { 'capacity-provider-strategy': JSON.stringify([SPOT]) };

/** Once AWS has accepted something, no sentence may say that nothing happened. */
const DENIAL = /nothing was (?:changed|deployed|started|written)|was not (?:deployed|changed|touched|updated)/i;

/** From now on new tasks of every image do this; those that run go on. */
const newTasks = (world: World, behaviour: Behaviour): void => {
  for (const image of world.behaviours.byImage.keys()) world.behaviours.byImage.set(image, behaviour);
};

const updates = (writes: { action: string; params: unknown }[]): unknown[] =>
  writes.flatMap(({ action, params }) => (action === 'UpdateService' ? [params] : []));

describe('only a count', () => {
  it('is followed until that many tasks are running and healthy', async () => {
    const { log, outputs, writes, exitCode } = await play({
      scenario: 'classic-healthy',
      inputs: { ...WEB, 'desired-count': '5' },
    });
    expect(exitCode).toBe(0);
    expect(outputs['outcome']).toBe('succeeded');
    expect(log).toContain('5 tasks are running');
    expect(JSON.parse(outputs['target-health'] ?? '')).toHaveLength(5);
    expect(updates(writes)).toEqual([{ service: 'web', cluster: 'prod', desiredCount: 5 }]);
  });

  it('is red with its cause if there is no capacity, and says so while it waits', async () => {
    const { log, outputs, summary } = await play({
      scenario: 'classic-healthy',
      inputs: { ...WEB, 'desired-count': '5', 'wait-for-minutes': '5' },
      begin: (world) => newTasks(world, { kind: 'no-capacity' }),
    });
    expect(outputs['outcome']).toBe('timed-out');
    expect(log).toMatch(/settings: only 2 of 5 tasks are running: .*no (?:room|capacity)/);
    expect(log).toMatch(/⏱️ .*after 5 min only 2 of 5 tasks are running/);
    expect(summary).toContain('Capacity is unavailable at this time');
    expect(log).not.toMatch(DENIAL);
  });

  it('ends early if no retry can help', async () => {
    const event = `was unable to place a task. Reason: The requested CPU configuration is above your limit.`;
    const { log, outputs } = await play({
      scenario: 'classic-healthy',
      inputs: { ...WEB, 'desired-count': '5' },
      begin: (world) => newTasks(world, { kind: 'no-capacity', event }),
    });
    expect(outputs['outcome']).toBe('failed');
    expect(log).toContain('above your limit');
    expect(log).not.toContain('10:01:');
  });

  it('names what stops the tasks that it starts', async () => {
    const { log, outputs } = await play({
      scenario: 'classic-healthy',
      inputs: { ...WEB, 'desired-count': '3', 'wait-for-minutes': '5' },
      begin: (world) => newTasks(world, { kind: 'exits', exitCode: 1, logLines: ['Error: DATABASE_URL is not set'] }),
    });
    expect(outputs['outcome']).toBe('timed-out');
    expect(log).toMatch(/::error .*DATABASE_URL/);
  });

  it('is not green while the tasks that it started are unhealthy', async () => {
    const { log, outputs } = await play({
      scenario: 'classic-healthy',
      inputs: { ...WEB, 'desired-count': '3' },
      change: (world) =>
        updateService(world.home, { cluster: 'prod', service: 'web', healthCheckGracePeriodSeconds: 900 }),
      begin: (world) => newTasks(world, { kind: 'unhealthy-target', code: 503 }),
    });
    expect(outputs['outcome']).toBe('failed');
    expect(log).toContain('not every task is healthy');
    expect(log).toContain('503');
  });

  it('does not call tasks unhealthy that could not be read', async () => {
    const { log, outputs } = await play({
      scenario: 'classic-healthy',
      inputs: { ...WEB, 'desired-count': '3' },
      change: ({ faults }) => void faults.distort.set('ecs:ListTasks', { how: 'html', times: 1e9 }),
    });
    expect(outputs['outcome']).toBe('failed');
    expect(log).toContain('whether every task is healthy could not be verified');
    expect(log).toContain('(ecs:ListTasks: a response that is not JSON)');
  });

  it('is followed when scaling in too', async () => {
    const { log, outputs } = await play({ scenario: 'classic-healthy', inputs: { ...WEB, 'desired-count': '1' } });
    expect(outputs['outcome']).toBe('succeeded');
    expect(log).toContain('1 task is running');
    expect(log).toContain('has stopped 1 running tasks');
  });

  it('is followed if the service already had it but fewer tasks are running', async () => {
    const [, second] = await playInTurn(
      {
        scenario: 'classic-healthy',
        begin: (world) => newTasks(world, { kind: 'no-capacity' }),
      },
      [
        { ...WEB, 'desired-count': '5', 'wait-for-service-stability': 'false' },
        { ...WEB, 'desired-count': '5', 'wait-for-minutes': '5' },
      ],
    );
    expect(second?.outputs['outcome']).toBe('timed-out');
    expect(second?.writes).toEqual([]);
  });

  it('on a CodeDeploy service is followed as well', async () => {
    const { log, outputs } = await play({
      scenario: 'codedeploy-healthy',
      files: FILES,
      inputs: { ...WEB, 'desired-count': '3', 'codedeploy-appspec': 'appspec.yaml' },
    });
    expect(outputs['outcome']).toBe('succeeded');
    expect(log).toContain('3 tasks are running');
  });

  it('is sent but not followed without waiting', async () => {
    const { log, outputs } = await play({
      scenario: 'classic-healthy',
      inputs: { ...WEB, 'desired-count': '5', 'wait-for-service-stability': 'false' },
    });
    expect(outputs['outcome']).toBe('started');
    expect(log).toMatch(/were sent \(a count of 5\)/);
  });

  it('continues in ECS if the step is cancelled, and says so', async () => {
    const { log, outputs } = await play({
      scenario: 'classic-healthy',
      inputs: { ...WEB, 'desired-count': '5' },
      begin: (world) => newTasks(world, { kind: 'no-capacity' }),
      onLog: (text, kill) => {
        if (text.includes('settings: only 2 of 5')) kill('SIGINT');
      },
    });
    expect(outputs['outcome']).toBe('cancelled');
    expect(log).toMatch(/🚫 Cancelled.*only 2 of 5 tasks are running, and it continues in ECS/);
    expect(log).not.toMatch(DENIAL);
  });

  it('that auto scaling reverts is red', async () => {
    const { log, outputs } = await play({
      scenario: 'classic-healthy',
      inputs: { ...WEB, 'desired-count': '5' },
      change: (world) =>
        world.faults.afterCall.push({
          action: 'ecs:UpdateService',
          delaySeconds: 5,
          run: (region) => updateService(region, { cluster: 'prod', service: 'web', desiredCount: 3 }),
        }),
    });
    expect(outputs['outcome']).toBe('failed');
    expect(log).toMatch(/desired count is 3, not 5/);
  });
});

describe('ECS Exec', () => {
  it('alone applies to new tasks only, and it says what replaces the others', async () => {
    const { log, outputs, writes } = await play({
      scenario: 'classic-healthy',
      inputs: { ...WEB, 'enable-execute-command': 'true' },
    });
    expect(outputs['outcome']).toBe('succeeded');
    expect(log).toMatch(/✅ .*new tasks only, and 2 running tasks have no agent/);
    expect(log).toMatch(/::warning .*force-new-deployment: true/);
    expect(updates(writes)).toEqual([{ service: 'web', cluster: 'prod', enableExecuteCommand: true }]);
  });

  it('with a forced deployment is followed until the agent runs in each task', async () => {
    const { log, outputs, writes } = await play({
      scenario: 'classic-healthy',
      inputs: { ...WEB, 'enable-execute-command': 'true', 'force-new-deployment': 'true' },
    });
    expect(outputs['outcome']).toBe('succeeded');
    expect(log).toContain('the ECS Exec agent runs in 2 tasks');
    expect(log).not.toContain('::warning title=web');
    expect(updates(writes)).toMatchObject([{ enableExecuteCommand: true, forceNewDeployment: true }]);
  });

  it('is red if its agent cannot run', async () => {
    const template = EXAMPLE.replace('"essential": true,', '"essential": true, "readonlyRootFilesystem": true,');
    const { log, outputs } = await play({
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, 'enable-execute-command': 'true' },
      files: { 'task-definition.json': template },
    });
    expect(outputs['outcome']).toBe('failed');
    expect(log).toMatch(/❌ web runs web:2, but the ECS Exec agent stopped in 2 tasks/);
    expect(log).toMatch(/::error .*readonlyRootFilesystem/);
  });
});

describe('capacity providers', () => {
  it('come with the forced deployment that AWS requires, and are verified in the tasks', async () => {
    const { log, outputs, writes } = await play({ scenario: 'classic-healthy', inputs: { ...WEB, ...ON_SPOT } });
    expect(outputs['outcome']).toBe('succeeded');
    expect(log).toContain('Forcing a new deployment for capacityProviderStrategy');
    expect(log).toContain('2 tasks are on FARGATE_SPOT');
    expect(updates(writes)).toEqual([
      { service: 'web', cluster: 'prod', capacityProviderStrategy: [SPOT], forceNewDeployment: true },
    ]);
  });

  it('are sent with a new revision in one call', async () => {
    const { log, outputs, writes } = await play({
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, ...ON_SPOT, 'desired-count': '3', 'enable-execute-command': 'true' },
    });
    expect(outputs['outcome']).toBe('succeeded');
    expect(log).toMatch(/✅ web runs web:2: 3 tasks are running; 3 tasks are on FARGATE_SPOT; .*agent runs in 3 tasks/);
    expect(updates(writes)).toMatchObject([
      { taskDefinition: outputs['task-definition-arn'], forceNewDeployment: true, desiredCount: 3 },
    ]);
  });

  it('are planned with the deployment that they need', async () => {
    const { log, writes } = await play({ scenario: 'classic-healthy', inputs: { ...WEB, ...ON_SPOT, mode: 'plan' } });
    expect(log).toContain('A deploy would change web: deploy it, change settings.');
    expect(writes).toEqual([]);
  });

  it('without capacity roll back, and the cause is reported', async () => {
    const { log, outputs } = await play({
      scenario: 'classic-healthy',
      inputs: { ...WEB, ...ON_SPOT },
      begin: (world) => world.behaviours.fullProviders.add('FARGATE_SPOT'),
    });
    expect(outputs['outcome']).toBe('rolled-back');
    expect(log).toContain('Capacity is unavailable');
  });
});

it('settings for the next deployment and for new tasks are distinguished', async () => {
  const { log, outputs } = await play({
    scenario: 'classic-healthy',
    inputs: {
      ...WEB,
      'minimum-healthy-percent': '50',
      'propagate-tags': 'SERVICE',
      'health-check-grace-period-seconds': '30',
    },
  });
  expect(outputs['outcome']).toBe('succeeded');
  expect(log).toMatch(/deploymentConfiguration is set from the next deployment on/);
  expect(log).toMatch(/propagateTags is SERVICE for new tasks only/);
  expect(log).toMatch(/healthCheckGracePeriodSeconds is 30[.;]/);
});
