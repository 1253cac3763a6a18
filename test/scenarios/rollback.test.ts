import { describe, expect, it } from 'vitest';
import { ecrImage, webDefinition } from '../../emulator/scenarios/live-web.ts';
import { stopServiceDeployment } from '../../emulator/service-deployments.ts';
import { createService, updateService } from '../../emulator/services.ts';
import { deregisterTaskDefinition, registerTaskDefinition } from '../../emulator/task-definitions.ts';
import type { World } from '../../emulator/world.ts';
import { play, told, type Played } from './play.ts';
import {
  deployOwnDefinitions,
  deploySecond,
  deploySecondImage,
  deploySecondWithCodeDeploy,
  registerSecond,
  startThird,
} from './rollback-history.ts';

type Options = Partial<Parameters<typeof play>[0]>;

const WEB = { mode: 'rollback', service: 'web', cluster: 'prod' } as const;
const SHOP = { service: 'shop', cluster: 'default' } as const;
const ARN = 'arn:aws:ecs:us-east-1:123456789012:task-definition';

/** Rolls `web` back, which has run `web:1` and now runs `web:2`. */
async function rollBack(inputs: Options['inputs'] = {}, options: Options = {}): Promise<Played> {
  return await play({ scenario: 'classic-healthy', change: deploySecond, ...options, inputs: { ...WEB, ...inputs } });
}

/** A deployment of `web:2` that started a moment ago. */
function startSecond(world: World): void {
  updateService(world.home, { cluster: 'prod', service: 'web', taskDefinition: registerSecond(world) });
}

describe('a finished deployment', () => {
  it('rolls back a classic service with only the revision', async () => {
    const played = await rollBack({}, { built: true });
    expect(played.exitCode).toBe(0);
    expect(played.writes).toEqual([
      { action: 'UpdateService', params: { cluster: 'prod', service: 'web', taskDefinition: `${ARN}/web:1` } },
    ]);
    await expect(told(played)).toMatchFileSnapshot('snapshots/rollback.txt');
    await expect(played.summary).toMatchFileSnapshot('snapshots/rollback.md');
  });

  it.each(['blue-green', 'linear', 'canary'])('goes back with the strategy %s', async (scenario) => {
    const { outputs, writes, log } = await rollBack({}, { scenario });
    expect(outputs).toMatchObject({ outcome: 'succeeded', 'task-definition-arn': `${ARN}/web:1` });
    expect(writes.map(({ action }) => action)).toEqual(['UpdateService']);
    expect(log).toContain('traffic to the new revision: 100 % production');
  });

  it('rolls back with CodeDeploy and its former AppSpec, without a checkout', async () => {
    const { outputs, writes } = await rollBack(
      {},
      { scenario: 'codedeploy-healthy', change: deploySecondWithCodeDeploy },
    );
    expect(outputs).toMatchObject({ outcome: 'succeeded', 'task-definition-arn': `${ARN}/web:1` });
    const [write, ...more] = writes;
    expect(more).toEqual([]);
    expect(write?.action).toBe('CreateDeployment');
    expect(JSON.stringify(write?.params)).toContain('smoke-test');
  });

  it('rolls back with CodeDeploy if its history cannot be read', async () => {
    const { outputs, log, writes } = await rollBack(
      {},
      {
        scenario: 'codedeploy-healthy',
        change: (world) => {
          deploySecondWithCodeDeploy(world);
          world.faults.deny.add('codedeploy:GetApplicationRevision');
        },
      },
    );
    expect(outputs['outcome']).toBe('succeeded');
    expect(log).toContain('codedeploy:GetApplicationRevision');
    expect(log).toContain('Using web:1, the next older ACTIVE revision');
    expect(JSON.stringify(writes)).toContain('subnet-0aaa1111');
  });

  it('rolls back an Express service through the settings of the earlier revision', async () => {
    const played = await rollBack(SHOP, { scenario: 'express-canary', change: deploySecondImage });
    expect(played.exitCode).toBe(0);
    expect(played.writes).toEqual([
      {
        action: 'UpdateExpressGatewayService',
        params: {
          serviceArn: played.outputs['service-arn'],
          primaryContainer: expect.objectContaining({
            image: expect.stringMatching(/shop:1\.0\.0$/),
            containerPort: 8080,
            environment: [],
          }),
        },
      },
    ]);
    expect(played.log).toContain('the settings of default-shop:1 are live again instead of default-shop:2');
    expect(played.summary).toContain('To undo this rollback, run');
    expect(played.summary).toContain('`rollback-to: default-shop:2`');
  });

  it("rolls back an Express service to its owner's task definition", async () => {
    const { outputs, writes } = await rollBack(SHOP, { scenario: 'express-canary', change: deployOwnDefinitions });
    expect(outputs['outcome']).toBe('succeeded');
    expect(writes).toEqual([
      {
        action: 'UpdateExpressGatewayService',
        params: { serviceArn: outputs['service-arn'], taskDefinitionArn: `${ARN}/store:1` },
      },
    ]);
  });

  it.each([['1'], ['web:1'], [`${ARN}/web:1`], ['previous']])('goes back to %s', async (to) => {
    const { outputs } = await rollBack({ 'rollback-to': to });
    expect(outputs).toMatchObject({
      outcome: 'succeeded',
      'task-definition-arn': `${ARN}/web:1`,
      'previous-task-definition-arn': `${ARN}/web:2`,
    });
  });

  it('skips a revision that failed, and says that the last deployment was already rolled back', async () => {
    const { outputs, log, summary } = await rollBack(
      {},
      {
        change: (world) => {
          deploySecond(world);
          const image = ecrImage(world.home, 'web', '3.0.0');
          world.behaviours.byImage.set(image, { kind: 'exits', exitCode: 1 });
          registerTaskDefinition(world.home, webDefinition(world.home, image));
          updateService(world.home, { cluster: 'prod', service: 'web', taskDefinition: 'web:3' });
          world.clock.advance(20 * 60_000);
        },
      },
    );
    expect(outputs['task-definition-arn']).toBe(`${ARN}/web:1`);
    expect(log).toContain('(web:3) was already rolled back; this goes one step further, from web:2 to web:1');
    expect(summary).toMatch(/`web:3` \|.*\| ❌ 1 failed/);
  });

  it('uses the next older revision if the history cannot be read, and says so', async () => {
    const { outputs, log, writes } = await rollBack(
      {},
      {
        change: (world) => {
          deploySecond(world);
          world.faults.deny.add('ecs:ListServiceDeployments');
        },
      },
    );
    expect(outputs).toMatchObject({ outcome: 'succeeded', 'task-definition-arn': `${ARN}/web:1` });
    expect(log).toContain(
      'Not allowed to call ecs:ListServiceDeployments. Using web:1, the next older ACTIVE revision',
    );
    expect(writes).toHaveLength(1);
  });

  it('finds the last success behind a hundred failed deployments', async () => {
    const { calls, outputs, summary } = await rollBack(
      {},
      {
        change: (world) => {
          deploySecond(world);
          const image = ecrImage(world.home, 'web', '3.0.0');
          registerTaskDefinition(world.home, webDefinition(world.home, image));
          for (let attempt = 0; attempt < 105; attempt += 1) {
            const again = { taskDefinition: 'web:3', forceNewDeployment: true };
            updateService(world.home, { cluster: 'prod', service: 'web', ...again });
            world.clock.advance(8_000);
          }
          world.clock.advance(15 * 60_000);
        },
      },
    );
    expect(outputs).toMatchObject({ outcome: 'succeeded', 'task-definition-arn': `${ARN}/web:2` });
    expect(
      calls.slice(0, calls.indexOf('UpdateService')).filter((call) => call === 'ListServiceDeployments'),
    ).toHaveLength(3);
    expect(summary).toContain('✅ 1 succeeded, 🛑 104 stopped');
  });

  it('is red if the earlier revision no longer starts', async () => {
    const { exitCode, outputs, log } = await rollBack(
      {},
      {
        begin: ({ behaviours, home }) =>
          behaviours.byImage.set(ecrImage(home, 'web', '1.0.0'), { kind: 'exits', exitCode: 1 }),
      },
    );
    expect(exitCode).toBe(1);
    expect(outputs['outcome']).toBe('rolled-back');
    expect(log).toContain(
      'The rollback of web to web:1 did not succeed: it was itself rolled back, and web:2 is running again.',
    );
  });

  it('rolls back several services, each to its own revision', async () => {
    const { outputs, writes } = await rollBack(
      { service: 'web, api' },
      {
        change: (world) => {
          const { home } = world;
          const image = ecrImage(home, 'api', '1.0.0');
          for (const tag of ['1.0.0', '2.0.0']) {
            const definition = webDefinition(home, image.replace('1.0.0', tag));
            registerTaskDefinition(home, { ...definition, family: 'api' });
          }
          const [web] = home.services;
          const { networkConfiguration } = web?.settings ?? {};
          const settings = { cluster: 'prod', desiredCount: 1, launchType: 'FARGATE', networkConfiguration } as const;
          createService(home, { ...settings, serviceName: 'api', taskDefinition: 'api:1' });
          world.clock.advance(10 * 60_000);
          updateService(home, { cluster: 'prod', service: 'api', taskDefinition: 'api:2' });
          deploySecond(world);
        },
      },
    );
    expect(outputs['outcome']).toBe('succeeded');
    expect(JSON.parse(outputs['task-definition-arn'] ?? '')).toEqual({ web: `${ARN}/web:1`, api: `${ARN}/api:1` });
    expect(writes).toHaveLength(2);
  });

  it('says what else differed when the revision ran, and leaves it alone', async () => {
    const { log, outputs } = await rollBack(
      {},
      {
        change: (world) => {
          deploySecond(world);
          const awsvpcConfiguration = { subnets: ['subnet-0fff9999'], securityGroups: ['sg-0ccc3333'] };
          updateService(world.home, { cluster: 'prod', service: 'web', networkConfiguration: { awsvpcConfiguration } });
          world.clock.advance(20 * 60_000);
        },
      },
    );
    expect(outputs['outcome']).toBe('succeeded');
    expect(log).toContain('"web" had other settings when it ran web:1 (network), and these stay as they are now');
  });
});

describe('a deployment in flight', () => {
  it('is stopped with rollback', async () => {
    const played = await rollBack({}, { change: () => undefined, begin: startSecond });
    expect(played.exitCode).toBe(0);
    expect(played.writes).toEqual([
      {
        action: 'StopServiceDeployment',
        params: { serviceDeploymentArn: played.outputs['deployment-arn'], stopType: 'ROLLBACK' },
      },
    ]);
    expect(played.log).toContain('web was rolled back as requested: web:1 is running again instead of web:2.');
    expect(played.outputs['outcome']).toBe('succeeded');
  });

  it('is stopped and rolled back in CodeDeploy', async () => {
    const played = await rollBack(
      {},
      {
        scenario: 'codedeploy-healthy',
        change: deploySecondWithCodeDeploy,
        begin: startThird,
      },
    );
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.writes).toEqual([
      {
        action: 'StopDeployment',
        params: { deploymentId: played.outputs['codedeploy-deployment-id'], autoRollbackEnabled: true },
      },
    ]);
  });

  it('is rolled back by answering its pause', async () => {
    const lifecycleStages = ['POST_TEST_TRAFFIC_SHIFT' as const];
    const deploymentConfiguration = { lifecycleHooks: [{ targetType: 'PAUSE' as const, lifecycleStages }] };
    const { outputs, writes } = await rollBack(
      {},
      {
        scenario: 'blue-green',
        change: (world) => {
          updateService(world.home, { cluster: 'prod', service: 'web', deploymentConfiguration });
          startSecond(world);
          world.clock.advance(5 * 60_000);
        },
      },
    );
    expect(outputs['outcome']).toBe('succeeded');
    expect(writes.map(({ action }) => action)).toEqual(['ContinueServiceDeployment']);
  });

  it('is replaced if a revision is named', async () => {
    const { outputs, log, writes } = await rollBack(
      { 'rollback-to': '1' },
      { change: () => undefined, begin: startSecond },
    );
    expect(outputs['outcome']).toBe('succeeded');
    expect(log).toContain('A deployment of "web" (web:2) is in progress; the deployment of web:1 replaces it');
    expect(writes.map(({ action }) => action)).toEqual(['UpdateService']);
  });

  it('is replaced by what DescribeServices showed before it if service deployments cannot be read', async () => {
    const { outputs, log, writes } = await rollBack(
      {},
      {
        change: ({ faults }) => void faults.deny.add('ecs:ListServiceDeployments'),
        begin: startSecond,
      },
    );
    expect(outputs).toMatchObject({ outcome: 'succeeded', 'task-definition-arn': `${ARN}/web:1` });
    expect(log).toContain('the deployment of web:1 replaces it');
    expect(log).not.toContain('nothing proves');
    expect(writes.map(({ action }) => action)).toEqual(['UpdateService']);
  });

  it('returns to what ran before someone stopped it', async () => {
    const { outputs } = await rollBack(
      {},
      {
        change: (world) => {
          startSecond(world);
          world.clock.advance(10_000);
          const arn = world.home.services[0]?.rollouts[0]?.arn;
          stopServiceDeployment(world.home, { serviceDeploymentArn: arn, stopType: 'ABORT' });
          world.clock.advance(60_000);
        },
      },
    );
    expect(outputs).toMatchObject({ outcome: 'succeeded', 'task-definition-arn': `${ARN}/web:1` });
  });
});

describe('the plan of a rollback', () => {
  it('shows the difference and writes nothing', async () => {
    const played = await rollBack({ mode: 'plan', 'rollback-to': 'previous' });
    expect(played.outputs).toMatchObject({
      outcome: 'planned',
      changes: 'true',
      'task-definition-arn': `${ARN}/web:1`,
    });
    expect(played.writes).toEqual([]);
    await expect(played.summary).toMatchFileSnapshot('snapshots/rollback-plan.md');
  });

  it('mentions a deployment that would be stopped', async () => {
    const played = await rollBack(
      { mode: 'plan', 'rollback-to': 'previous' },
      { change: () => undefined, begin: startSecond },
    );
    expect(played.log).toContain(
      'A rollback would stop the deployment of web:2 to web that is in flight; web:1 would run again',
    );
    expect(played.writes).toEqual([]);
  });
});

describe('a mistake costs nothing', () => {
  const deregister = (name: string) => (world: World) => {
    deploySecond(world);
    deregisterTaskDefinition(world.home, { taskDefinition: name });
  };

  it.each<[title: string, options: Options, words: string]>([
    ['no candidate', { change: () => undefined }, 'There is nothing to roll back to: "web" runs web:1'],
    ['an INACTIVE revision', { change: deregister('web:1') }, 'web:1, the rollback target of "web", is INACTIVE'],
    [
      'a revision that is missing',
      { inputs: { 'rollback-to': '99' } },
      'web:99, the rollback target of "web", does not exist',
    ],
    ['what is live', { inputs: { 'rollback-to': 'web:2' } }, 'web:2 is already live on "web"'],
    ['another family', { inputs: { 'rollback-to': 'api:1' } }, 'no revision of api succeeded on it'],
    [
      'another account',
      { inputs: { 'rollback-to': `${ARN.replace('123456789012', '999999999999')}/web:1` } },
      'belongs to another account than the service "web" (123456789012, us-east-1)',
    ],
    [
      'another Region',
      { inputs: { 'rollback-to': `${ARN.replace('us-east-1', 'eu-west-1')}/web:1` } },
      'belongs to another region',
    ],
    ['no revision', { inputs: { 'rollback-to': 'web' } }, 'Input "rollback-to" is "web", which names no revision'],
    ['a missing service', { inputs: { service: 'wbe' } }, 'Service "wbe" does not exist in cluster "prod"'],
    ['no service', { inputs: { service: '' } }, 'Input "service" is empty'],
    [
      'a number for several services',
      { inputs: { service: 'web, wbe', 'rollback-to': '1' } },
      'is a revision number for one service',
    ],
    [
      'what the deployment in flight goes to',
      { inputs: { 'rollback-to': '2' }, change: () => undefined, begin: startSecond },
      'web:2 is the target of the deployment of "web" in flight',
    ],
    [
      'another container than the load balancer needs',
      {
        inputs: { 'rollback-to': '3' },
        change: (world) => {
          deploySecond(world);
          const [container] = webDefinition(world.home, 'busybox:1').containerDefinitions ?? [];
          const renamed = {
            ...webDefinition(world.home, 'busybox:1'),
            containerDefinitions: [{ ...container, name: 'app' }],
          };
          registerTaskDefinition(world.home, renamed);
        },
      },
      'The load balancer of the service sends traffic to container "web"',
    ],
  ])('%s', async (_, options, words) => {
    const { exitCode, outputs, log, writes } = await rollBack(options.inputs, options);
    expect(exitCode).toBe(1);
    expect(outputs['outcome']).toBe('failed');
    expect(log).toContain(words);
    expect(writes).toEqual([]);
  });

  it('lists the candidates in the message and in the summary', async () => {
    const { log, summary } = await rollBack({ 'rollback-to': '99' });
    expect(log).toContain('Candidates: web:1 (succeeded 2026-11-21).');
    expect(summary).toContain('What web can roll back to');
    expect(summary).toMatch(/`web:1` \|.*✅ 1 succeeded \| `web:1\.0\.0`/);
  });

  it('names CodeDeploy’s busy group if a revision is named', async () => {
    const { log, writes } = await rollBack(
      { 'rollback-to': '1' },
      { scenario: 'codedeploy-healthy', change: deploySecondWithCodeDeploy, begin: startThird },
    );
    expect(log).toMatch(/The CodeDeploy deployment d-\w+ of "web" is in progress, and CodeDeploy runs one at a time/);
    expect(writes).toEqual([]);
  });

  it('warns about inputs that a rollback does not use', async () => {
    const { log, outputs } = await rollBack({ image: 'web:9', 'run-task': 'true', 'desired-count': '4' });
    for (const input of ['image', 'run-task', 'desired-count'])
      expect(log).toContain(`Input "${input}" is ignored in mode "rollback"`);
    expect(outputs['task-definition-arn']).toBe(`${ARN}/web:1`);
  });
});
