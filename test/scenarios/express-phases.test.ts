import { describe, expect, it } from 'vitest';
import type { World } from '../../emulator/world.ts';
import { validReport } from '../report/valid-report.ts';
import { play, REGISTRY, type Played } from './play.ts';

const IMAGE = `${REGISTRY}/shop@sha256:${'5d'.repeat(32)}`;
const SPOT = { capacityProvider: 'FARGATE_SPOT', weight: 1 };
const ON_SPOT = { 'capacity-provider-strategy': JSON.stringify([SPOT]) };
const EXEC = { 'enable-execute-command': 'true' };
const NEW = { service: 'shop', image: IMAGE } as const;
const ROLES = {
  'infrastructure-role-arn': 'arn:aws:iam::111122223333:role/ecsInfrastructureRole',
  'execution-role-arn': 'arn:aws:iam::111122223333:role/ecsTaskExecutionRole',
  'task-role-arn': 'arn:aws:iam::111122223333:role/shop-task',
};
/** Once AWS has accepted something, no sentence may say that nothing happened. */
const DENIAL = /nothing was (?:changed|deployed|started|written)|was not (?:deployed|changed|touched|updated)/i;

const arm = (world: World): void => void world.home.images.set(IMAGE, { platforms: ['linux/arm64'] });
const actions = ({ writes }: Played): string[] => writes.map(({ action }) => action);
const results = ({ report }: Played): string[] =>
  validReport(report).services.flatMap((service) => service.results?.map(({ outcome }) => outcome) ?? []);

/** What the update of an Express service cannot do: another processor, Spot, ECS Exec, a count, a shorter bake. */
const EVERYTHING = {
  ...ON_SPOT,
  ...EXEC,
  'cpu-architecture': 'ARM64',
  'desired-count': '3',
  'bake-time-minutes': '0',
};

describe('ARM64, Spot, ECS Exec and a count in one step', () => {
  it('are deployed to a live Express service, each write after the previous one has ended', async () => {
    const played = await play({ scenario: 'express-canary', inputs: { ...NEW, ...EVERYTHING }, change: arm });
    expect(played.exitCode).toBe(0);
    expect(actions(played)).toEqual(['UpdateExpressGatewayService', 'UpdateService']);
    expect(played.writes[0]?.params).toMatchObject({ cpuArchitecture: 'ARM64', primaryContainer: { image: IMAGE } });
    expect(played.writes[1]?.params).toMatchObject({
      desiredCount: 3,
      enableExecuteCommand: true,
      capacityProviderStrategy: [SPOT],
      forceNewDeployment: true,
      deploymentConfiguration: { strategy: 'CANARY', bakeTimeInMinutes: 0 },
    });
    expect(played.log).toMatch(
      /✅ shop runs default-shop:2: 3 tasks are running; 3 tasks are on FARGATE_SPOT; the ECS Exec agent runs in 3 tasks/,
    );
    expect(results(played)).toEqual(['succeeded', 'succeeded']);
    expect(played.log.match(/successful$/gm)).toHaveLength(2);
    const tasks = played.emulator.world.home.tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING');
    expect(tasks.map(({ definition }) => definition.definition.runtimePlatform?.cpuArchitecture)).toEqual(
      Array.from({ length: 3 }, () => 'ARM64'),
    );
  });

  it('are deployed to an Express service that is created without tasks first', async () => {
    const played = await play({
      scenario: 'express-canary',
      inputs: {
        ...EVERYTHING,
        'service-name': 'store',
        image: IMAGE,
        ...ROLES,
        'health-check-path': '/health',
        'min-task-count': '0',
        'max-task-count': '1',
        'desired-count': '1',
      },
      change: arm,
    });
    expect(played.exitCode).toBe(0);
    expect(actions(played)).toEqual(['CreateExpressGatewayService', 'UpdateService']);
    expect(played.log).toMatch(
      /✅ store was created and runs default-store:1: 1 task is running; 1 task is on FARGATE_SPOT; .*in 1 task/,
    );
    expect(results(played)).toEqual(['succeeded', 'succeeded']);
  });
});

describe('the settings after an Express deployment', () => {
  it('that AWS rejects make the step red, and the report shows both results', async () => {
    const name = 'InvalidParameterException';
    const message = 'The specified capacity provider FARGATE_SPOT was not found. Specify a valid name or ARN.';
    const played = await play({
      scenario: 'express-canary',
      inputs: { ...NEW, ...ON_SPOT },
      change: ({ faults }) => faults.fail.set('ecs:UpdateService', { name, message, times: 9 }),
    });
    expect(played.outputs).toMatchObject({
      outcome: 'failed',
      'task-definition-arn': expect.stringMatching(/shop:2$/),
    });
    expect(played.log).toMatch(/❌ shop runs default-shop:2; AWS rejected FARGATE_SPOT/);
    expect(played.log).toContain(message);
    expect(played.log + played.summary).not.toMatch(DENIAL);
    expect(results(played)).toEqual(['succeeded', 'failed']);
    expect(played.summary).toContain('only the settings are sent');
  });

  it('that lack the permission name it, and the revision runs', async () => {
    const played = await play({
      scenario: 'express-canary',
      inputs: { ...NEW, ...EXEC },
      change: ({ faults }) => void faults.deny.add('ecs:UpdateService'),
    });
    expect(played.log).toMatch(/❌ shop runs default-shop:2; AWS rejected ECS Exec/);
    expect(played.log).toContain('"Action":"ecs:UpdateService"');
  });

  it('whose deployment rolls back leave the new revision running with the old settings', async () => {
    const played = await play({
      scenario: 'express-canary',
      inputs: { ...NEW, ...ON_SPOT },
      change: ({ behaviours }) => void behaviours.fullProviders.add('FARGATE_SPOT'),
    });
    expect(played.outputs['outcome']).toBe('rolled-back');
    expect(played.log).toMatch(/shop runs default-shop:2, but not with FARGATE_SPOT: /);
    expect(played.log).toContain('Capacity is unavailable');
    expect(results(played)).toEqual(['succeeded', 'rolled-back']);
    expect(played.log).not.toMatch(DENIAL);
  });

  it('are looked up if the response is lost', async () => {
    const played = await play({
      scenario: 'express-canary',
      inputs: { ...NEW, ...ON_SPOT },
      change: ({ faults }) => faults.dropResponse.set('ecs:UpdateService', 1),
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(actions(played)).toEqual(['UpdateExpressGatewayService', 'UpdateService']);
  });

  it('are not sent after an Express deployment that rolled back', async () => {
    const played = await play({
      scenario: 'express-canary',
      inputs: { ...NEW, ...ON_SPOT, ...EXEC },
      change: ({ behaviours }) => void behaviours.byImage.set(IMAGE, { kind: 'exits', exitCode: 1 }),
    });
    expect(played.outputs['outcome']).toBe('rolled-back');
    expect(played.log).toMatch(/Not sent after that: FARGATE_SPOT and ECS Exec/);
    expect(actions(played)).toEqual(['UpdateExpressGatewayService']);
  });

  it("share the step's time limit, and it says what continues", async () => {
    const played = await play({
      scenario: 'express-canary',
      inputs: { ...NEW, ...ON_SPOT, 'wait-for-minutes': '10' },
    });
    expect(played.outputs['outcome']).toBe('timed-out');
    expect(played.log).toMatch(
      /⏱️ shop runs default-shop:2, and not yet with FARGATE_SPOT: .* 10 min.*it continues in ECS/,
    );
    expect(played.log).not.toMatch(/^10:1[1-9]/m);
  });

  it.each([
    ['first', { said: /🚫 Cancelled while .*Not sent after that: FARGATE_SPOT/, writes: 1 }],
    ['second', { said: /🚫 shop runs default-shop:2, and not yet with FARGATE_SPOT: cancelled/, writes: 2 }],
  ])('are told when the step is cancelled in the %s deployment', async (which, { said, writes }) => {
    const played = await play({
      scenario: 'express-canary',
      inputs: { ...NEW, ...ON_SPOT },
      onLog: (log, kill) => {
        const [first = '', second = ''] = log.split('Sending FARGATE_SPOT');
        if ((which === 'first' ? first : second).includes('production traffic shift')) kill('SIGINT');
      },
    });
    expect(played.outputs['outcome']).toBe('cancelled');
    expect(played.log).toMatch(said);
    expect(played.writes).toHaveLength(writes);
  });

  it('are sent without waiting for them to end, after waiting for the Express deployment, and it says so', async () => {
    const played = await play({
      scenario: 'express-canary',
      inputs: { ...NEW, ...ON_SPOT, 'wait-for-service-stability': 'false' },
    });
    expect(played.outputs['outcome']).toBe('started');
    expect(played.log).toMatch(/::warning .*wait-for-service-stability/);
    expect(actions(played)).toEqual(['UpdateExpressGatewayService', 'UpdateService']);
    expect(played.log).toMatch(/▶️ shop runs default-shop:2, and not yet with FARGATE_SPOT: .*not followed/);
  });

  it('are not sent if the service has them once created', async () => {
    const played = await play({
      scenario: 'express-canary',
      inputs: {
        'service-name': 'store',
        image: IMAGE,
        ...ROLES,
        'health-check-path': '/health',
        'desired-count': '1',
      },
    });
    expect(played.log).toMatch(/✅ store was created and runs default-store:1: 1 task is running/);
    expect(actions(played)).toEqual(['CreateExpressGatewayService']);
    expect(results(played)).toEqual([]);
  });
});

describe('only settings of an Express service', () => {
  it('replace its tasks if they apply to new ones only', async () => {
    const played = await play({ scenario: 'express-canary', inputs: { service: 'shop', ...EXEC } });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.writes).toMatchObject([{ params: { enableExecuteCommand: true, forceNewDeployment: true } }]);
    expect(played.log).toContain('the ECS Exec agent runs in 2 tasks');
  });

  it('start no deployment for a count, which is followed', async () => {
    const played = await play({ scenario: 'express-canary', inputs: { service: 'shop', 'desired-count': '4' } });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.writes.map(({ params }) => params)).toEqual([
      { cluster: 'default', service: 'shop', desiredCount: 4 },
    ]);
    expect(played.log).toContain('4 tasks are running');
  });

  it('follow new auto scaling limits until the count is within them', async () => {
    const played = await play({ scenario: 'express-canary', inputs: { service: 'shop', 'min-task-count': '4' } });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.writes.map(({ action }) => action)).toEqual(['UpdateExpressGatewayService']);
    expect(played.log).toMatch(/settings: 2 tasks are running \(auto scaling: 4 to 6\)/);
    expect(played.log).toMatch(/✅ .*4 tasks are running \(auto scaling: 4 to 6\)/);
  });

  it.each([
    ['7', 'max-task-count'],
    ['1', 'min-task-count'],
  ])('refuse a count of %s outside of %s before any write', async (count, limit) => {
    const played = await play({ scenario: 'express-canary', inputs: { service: 'shop', 'desired-count': count } });
    expect(played.exitCode).toBe(1);
    expect(played.log).toContain('express-desired-count');
    expect(played.log).toContain(`Set ${limit} to ${count}`);
    expect(played.writes).toEqual([]);
  });
});
