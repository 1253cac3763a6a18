import { describe, expect, it } from 'vitest';
import { updateExpressGatewayService } from '../../emulator/express.ts';
import { ecrImage, webDefinition } from '../../emulator/scenarios/live-web.ts';
import { createService, updateService } from '../../emulator/services.ts';
import { deregisterTaskDefinition, registerTaskDefinition } from '../../emulator/task-definitions.ts';
import type { World } from '../../emulator/world.ts';
import { deployedByColleague, hooked, pauseAt, WEB } from './foreign.ts';
import { play } from './play.ts';
import { deploySecond, deploySecondWithCodeDeploy, registerSecond, startThird } from './rollback-history.ts';

const ROLLBACK = { ...WEB, mode: 'rollback' } as const;
const ARN = 'arn:aws:ecs:us-east-1:123456789012:task-definition';

function startSecond(world: World): void {
  updateService(world.home, { ...WEB, taskDefinition: registerSecond(world) });
}

describe('a rollback of a deployment in flight that is cancelled', () => {
  it('continues if a deployment in flight was stopped', async () => {
    const { outputs, log } = await play({
      scenario: 'classic-healthy',
      inputs: { ...ROLLBACK, 'on-cancel': 'rollback' },
      begin: startSecond,
      cancelAt: 'StopServiceDeployment',
    });
    expect(log).toContain('the rollback to web:1 that you requested continues in ECS.');
    expect(outputs).toMatchObject({
      outcome: 'cancelled',
      'task-definition-arn': `${ARN}/web:1`,
      'previous-task-definition-arn': `${ARN}/web:2`,
    });
  });
});

describe('a second rollback', () => {
  const back = ({ home }: World): void => void updateService(home, { ...WEB, taskDefinition: 'web:1' });

  it('does not by default undo the first while that is in flight', async () => {
    const { exitCode, log, writes } = await play({
      scenario: 'classic-healthy',
      inputs: ROLLBACK,
      change: deploySecond,
      begin: back,
    });
    expect(exitCode).toBe(1);
    expect(writes).toEqual([]);
    expect(log).toContain('is already in flight, from web:2 to web:1, and "previous" would undo it');
    expect(log).toContain('rollback-to: web:2');
  });

  it('replaces the first if a revision is named', async () => {
    const { outputs } = await play({
      scenario: 'classic-healthy',
      inputs: { ...ROLLBACK, 'rollback-to': 'web:2' },
      change: deploySecond,
      begin: back,
    });
    expect(outputs).toMatchObject({ outcome: 'succeeded', 'task-definition-arn': `${ARN}/web:2` });
  });

  it('says that it undoes the first', async () => {
    const { log, outputs } = await play({
      scenario: 'classic-healthy',
      inputs: ROLLBACK,
      change: (world) => {
        deploySecond(world);
        back(world);
        world.clock.advance(20 * 60_000);
      },
    });
    expect(outputs).toMatchObject({ outcome: 'succeeded', 'task-definition-arn': `${ARN}/web:2` });
    expect(log).toContain('"web" was rolled back from web:2 to web:1 before: "previous" returns to web:2.');
  });

  it('changes nothing if ECS is already rolling back', async () => {
    const { outputs, writes } = await play({
      scenario: 'classic-breaker',
      inputs: ROLLBACK,
      begin: deployedByColleague({ does: { kind: 'exits', exitCode: 1 }, secondsAgo: 70 }),
    });
    expect(writes).toEqual([]);
    expect(outputs['changes']).toBe('false');
  });
});

describe('a deployment in flight that cannot be stopped for lack of permission', () => {
  const denied = ({ faults }: World): void => void faults.deny.add('ecs:StopServiceDeployment');

  it('continues, and can be replaced without that permission', async () => {
    const { exitCode, log, writes } = await play({
      scenario: 'classic-healthy',
      inputs: ROLLBACK,
      change: denied,
      begin: startSecond,
    });
    expect(exitCode).toBe(1);
    expect(log).toContain('The deployment of web was not rolled back; it continues in ECS.');
    expect(log).toContain('Not allowed to call ecs:StopServiceDeployment');
    expect(log).toContain('use mode: rollback with rollback-to: web:1, which replaces the deployment in flight');
    expect(writes.map(({ action }) => action)).toEqual(['StopServiceDeployment']);
    const replaced = await play({
      scenario: 'classic-healthy',
      inputs: { ...ROLLBACK, 'rollback-to': 'web:1' },
      change: denied,
      begin: startSecond,
    });
    expect(replaced.outputs).toMatchObject({ outcome: 'succeeded', 'task-definition-arn': `${ARN}/web:1` });
    expect(replaced.writes.map(({ action }) => action)).toEqual(['UpdateService']);
  });

  it('can also be replaced on an Express service', async () => {
    const SHOP = { mode: 'rollback', service: 'shop', cluster: 'default' } as const;
    const begin = ({ home, clock }: World): void => {
      const primaryContainer = { image: ecrImage(home, 'shop', '2.0.0'), containerPort: 8080 };
      updateExpressGatewayService(home, { serviceArn: home.services[0]?.arn, primaryContainer });
      clock.advance(60_000);
    };
    const refused = await play({ scenario: 'express-canary', inputs: SHOP, change: denied, begin });
    expect(refused.log).toContain('use mode: rollback with rollback-to: default-shop:1, which replaces');
    const inputs = { ...SHOP, 'rollback-to': 'default-shop:1' };
    const replaced = await play({ scenario: 'express-canary', inputs, change: denied, begin });
    expect(replaced.log).toContain('the settings of default-shop:1 are live again instead of default-shop:2');
  });

  it('cannot be replaced with CodeDeploy', async () => {
    const { log } = await play({
      scenario: 'codedeploy-healthy',
      inputs: ROLLBACK,
      change: (world) => {
        deploySecondWithCodeDeploy(world);
        world.faults.deny.add('codedeploy:StopDeployment');
      },
      begin: startThird,
    });
    expect(log).toContain('The deployment of web was not rolled back; it continues in CodeDeploy.');
    expect(log).toContain('Not allowed to call codedeploy:StopDeployment');
    expect(log).not.toContain('rollback-to: web:2');
  });
});

describe('several services, one of which has nothing to do', () => {
  /** `api`, which runs its only revision beside `web`. */
  const besideApi = ({ home, clock }: World): void => {
    registerTaskDefinition(home, { ...webDefinition(home, ecrImage(home, 'api', '1.0.0')), family: 'api' });
    const { networkConfiguration } = home.services[0]?.settings ?? {};
    const settings = { cluster: 'prod', desiredCount: 1, launchType: 'FARGATE', networkConfiguration } as const;
    createService(home, { ...settings, serviceName: 'api', taskDefinition: 'api:1' });
    clock.advance(10 * 60_000);
  };

  it.each(['stop', 'rollback', 'continue'])('mode: %s says which one to leave out', async (mode) => {
    const { log, writes } = await play({
      scenario: 'canary',
      inputs: { mode, service: 'web, api', cluster: 'prod' },
      change: (world) => {
        besideApi(world);
        hooked(pauseAt('POST_TEST_TRAFFIC_SHIFT'))(world);
        world.clock.advance(60 * 60_000);
      },
      begin: deployedByColleague({ secondsAgo: 120 }),
    });
    expect(log).toContain('To continue with web, remove api from `service`.');
    expect(writes).toEqual([]);
  });
});

describe('a planned rollback', () => {
  it.each([
    ['in flight', () => undefined, startSecond],
    ['over', deploySecond, () => undefined],
  ])('means the same by its outputs where a deployment is %s', async (_, change, begin) => {
    const { outputs, summary } = await play({
      scenario: 'classic-healthy',
      inputs: { ...WEB, mode: 'plan', 'rollback-to': 'previous' },
      change,
      begin,
    });
    expect(outputs).toMatchObject({
      outcome: 'planned',
      'task-definition-arn': `${ARN}/web:1`,
      'previous-task-definition-arn': `${ARN}/web:2`,
    });
    expect(summary).toContain('`web:2` → `web:1`');
  });
});

describe('a rollback that is not followed', () => {
  it('ends once the stop is requested', async () => {
    const { calls, exitCode, log, outputs, summary } = await play({
      scenario: 'classic-healthy',
      inputs: { ...ROLLBACK, 'wait-for-service-stability': 'false' },
      begin: startSecond,
    });
    expect(exitCode).toBe(0);
    expect(calls.at(-1)).toBe('StopServiceDeployment');
    expect(log).toContain(
      'The rollback of the deployment of web:2 to web was requested but not followed: web:1 will run again.',
    );
    expect(outputs).toMatchObject({
      outcome: 'started',
      'task-definition-arn': `${ARN}/web:1`,
      'previous-task-definition-arn': `${ARN}/web:2`,
    });
    expect(summary).toContain('to follow the rollback, run this action with `mode: watch`');
  });

  it('is not a success if the deployment ended first', async () => {
    const { outputs, log } = await play({
      scenario: 'classic-healthy',
      inputs: { ...ROLLBACK, 'wait-for-service-stability': 'false' },
      change: ({ faults }) => {
        const name = 'ConflictException';
        faults.fail.set('ecs:StopServiceDeployment', { name, message: 'over', httpStatus: 400, times: 1 });
      },
      begin: startSecond,
    });
    expect(outputs['outcome']).toBe('failed');
    expect(log).toContain('The deployment of web:2 to web succeeded before it could be stopped.');
  });
});

describe('a deployment that CodeDeploy has only just started', () => {
  const begin = (world: World): void => {
    deploySecondWithCodeDeploy(world);
    startThird(world);
  };
  const unreadable = ({ faults }: World): void => void faults.deny.add('codedeploy:GetApplicationRevision');

  it.each([
    ['may be read', () => undefined, ' of web:3 (registered by'],
    ['may not be read', unreadable, 'is in flight: d-'],
  ])('is named at the end of the watch where its AppSpec %s', async (_, change, said) => {
    const { log, outputs } = await play({
      scenario: 'codedeploy-healthy',
      inputs: { ...WEB, mode: 'watch' },
      change,
      begin,
    });
    expect(log).toContain(said);
    expect(log).toContain('web runs web:3.');
    expect(outputs).toMatchObject({
      'task-definition-arn': `${ARN}/web:3`,
      'previous-task-definition-arn': `${ARN}/web:2`,
    });
  });

  it('is named if it is stopped before it has a task', async () => {
    const { log, outputs } = await play({ scenario: 'codedeploy-healthy', inputs: { ...WEB, mode: 'stop' }, begin });
    expect(log).toContain('web was rolled back as requested: web:2 is running again instead of web:3.');
    expect(outputs).toMatchObject({
      outcome: 'succeeded',
      'task-definition-arn': `${ARN}/web:2`,
      'previous-task-definition-arn': `${ARN}/web:3`,
    });
  });
});

describe('a rejected revision', () => {
  const register = ({ home }: World, family: string, container: string): void => {
    const definition = webDefinition(home, ecrImage(home, 'web', '1.0.0'));
    const [web] = definition.containerDefinitions ?? [];
    registerTaskDefinition(home, { ...definition, family, containerDefinitions: [{ ...web, name: container }] });
  };

  it.each<[string, string, (world: World) => void]>([
    ['its container fits no more', 'web:3', (world) => register(world, 'web', 'app')],
    [
      'it is of a family of which nothing succeeded here',
      'other:1',
      (world) => {
        register(world, 'other', 'web');
        updateService(world.home, { ...WEB, taskDefinition: 'other:1' });
        updateService(world.home, { ...WEB, taskDefinition: 'web:2' });
        world.clock.advance(20 * 60_000);
      },
    ],
    ['it is INACTIVE', 'web:1', ({ home }) => void deregisterTaskDefinition(home, { taskDefinition: 'web:1' })],
  ])('is no candidate: %s', async (_, to, change) => {
    const { exitCode, log, summary } = await play({
      scenario: 'classic-healthy',
      inputs: { ...ROLLBACK, 'rollback-to': to },
      change: (world) => {
        deploySecond(world);
        change(world);
      },
    });
    expect(exitCode).toBe(1);
    expect(log).not.toContain(`Candidates: ${to}`);
    expect(summary).toContain('What web can roll back to');
    expect(summary).not.toContain(`\n| \`${to}\``);
  });
});
