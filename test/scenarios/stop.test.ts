import { describe, expect, it } from 'vitest';
import { updateExpressGatewayService } from '../../emulator/express.ts';
import { ecrImage } from '../../emulator/scenarios/live-web.ts';
import { stopServiceDeployment } from '../../emulator/service-deployments.ts';
import { deployedByColleague, WEB } from './foreign.ts';
import { play, told } from './play.ts';

const STOP = { ...WEB, mode: 'stop' } as const;

describe('mode: stop', () => {
  it('has the deployment in flight rolled back, and is green when the former revision runs again', async () => {
    const played = await play({ built: true, scenario: 'classic-healthy', inputs: STOP, begin: deployedByColleague() });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.writes).toEqual([
      {
        action: 'StopServiceDeployment',
        params: { serviceDeploymentArn: played.outputs['deployment-arn'], stopType: 'ROLLBACK' },
      },
    ]);
    await expect(told(played)).toMatchFileSnapshot('snapshots/stop-rollback.txt');
    await expect(played.summary).toMatchFileSnapshot('snapshots/stop-rollback.md');
  });

  it('does not wait for what it would only tell', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: STOP,
      begin: (world) => {
        deployedByColleague()(world);
        world.faults.hang.set('ecs:DescribeTaskDefinition', 'before');
      },
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.writes).toMatchObject([{ action: 'StopServiceDeployment' }]);
  });

  it.each(['ecs:ListServiceDeployments', 'ecs:DescribeServiceDeployments'])(
    'blames no permission if %s is never answered',
    async (action) => {
      const played = await play({
        scenario: 'classic-healthy',
        inputs: STOP,
        begin: (world) => {
          deployedByColleague()(world);
          world.faults.hang.set(action, 'before');
        },
      });
      expect(played.log).toMatch(
        new RegExp(`^::error title=deployment-unreadable::.*${action}: nothing came within`, 'm'),
      );
      expect(played.log).not.toContain('Allow ecs:');
      expect(played.writes).toEqual([]);
    },
  );

  it('leaves everything as it is with stop-type: abort', async () => {
    const { outputs, log, writes } = await play({
      scenario: 'classic-healthy',
      inputs: { ...STOP, 'stop-type': 'abort' },
      begin: deployedByColleague(),
    });
    expect(outputs['outcome']).toBe('succeeded');
    expect(log).toContain('was stopped as requested, without a rollback; running now:');
    expect(writes).toMatchObject([{ params: { stopType: 'ABORT' } }]);
  });

  it('writes nothing when nothing is in flight, and lists the newest deployments', async () => {
    const { outputs, log, writes, exitCode } = await play({
      scenario: 'classic-healthy',
      inputs: STOP,
      begin: deployedByColleague({ secondsAgo: 1800 }),
    });
    expect(outputs['outcome']).toBe('failed');
    expect(exitCode).toBe(1);
    expect(log).toMatch(/no deployment of "web" is in flight. The newest: \w+ SUCCESSFUL/);
    expect(writes).toEqual([]);
  });

  it('follows a rollback that is already in progress, and says so', async () => {
    const { outputs, log, writes } = await play({
      scenario: 'classic-healthy',
      inputs: STOP,
      begin: (world) => {
        deployedByColleague()(world);
        const [rollout] = world.home.services[0]?.rollouts ?? [];
        stopServiceDeployment(world.home, { serviceDeploymentArn: rollout?.arn, stopType: 'ROLLBACK' });
      },
    });
    expect(outputs['outcome']).toBe('succeeded');
    expect(log).toMatch(/The deployment \w+ is already rolling back/);
    expect(writes).toEqual([]);
  });

  it('is red if the deployment succeeded first', async () => {
    const { outputs, log, exitCode } = await play({
      scenario: 'classic-healthy',
      inputs: STOP,
      change: ({ faults }) => {
        const name = 'ConflictException';
        faults.fail.set('ecs:StopServiceDeployment', { name, message: 'over', httpStatus: 400, times: 1 });
      },
      begin: deployedByColleague(),
    });
    expect(outputs['outcome']).toBe('failed');
    expect(log).toContain('The deployment of web:2 to web succeeded before it could be stopped.');
    expect(exitCode).toBe(1);
  });

  it('shows the targets of one that succeeded meanwhile', async () => {
    const { report } = await play({
      scenario: 'classic-healthy',
      inputs: STOP,
      change: ({ faults }) => {
        faults.latencyMilliseconds = 1000;
        const name = 'ConflictException';
        faults.fail.set('ecs:StopServiceDeployment', { name, message: 'over', httpStatus: 400, times: 1 });
      },
      begin: deployedByColleague({ secondsAgo: 60 }),
    });
    const [service] = (JSON.parse(report) as { services: { targets: { state: string }[] }[] }).services;
    expect(service?.targets.map(({ state }) => state)).toContain('healthy');
  });

  it('is red if the former revision does not come back', async () => {
    const { outputs, log, exitCode } = await play({
      scenario: 'rollback-failed',
      inputs: STOP,
      begin: deployedByColleague({ does: { kind: 'slow', startSeconds: 120 }, secondsAgo: 60 }),
    });
    expect(outputs['outcome']).toBe('failed');
    expect(log).toContain('failed, and so did its rollback');
    expect(exitCode).toBe(1);
  });

  it('leaves the rollback running when it is cancelled, and says so', async () => {
    const { outputs, log } = await play({
      scenario: 'classic-healthy',
      inputs: STOP,
      begin: deployedByColleague(),
      cancelAt: 'StopServiceDeployment',
    });
    expect(outputs['outcome']).toBe('cancelled');
    expect(log).toContain('that you requested continues in ECS');
  });

  it('stops an Express service, and is not green if only one of several stopped', async () => {
    const express = await play({
      scenario: 'express-canary',
      inputs: { service: 'shop', mode: 'stop' },
      begin: (world) => {
        const [shop] = world.home.services;
        updateExpressGatewayService(world.home, {
          serviceArn: shop?.arn,
          primaryContainer: { image: ecrImage(world.home, 'shop', '2.0.0'), containerPort: 8080 },
        });
        world.clock.advance(60_000);
      },
    });
    expect(express.outputs['outcome']).toBe('succeeded');
    expect(express.log).toContain(
      'shop was rolled back as requested: default-shop:1 is running again instead of default-shop:2.',
    );
    const several = await play({
      scenario: 'classic-healthy',
      inputs: { ...STOP, service: 'web,api' },
      begin: deployedByColleague(),
    });
    expect(several.writes).toEqual([]);
    expect(several.log).toContain('Service "api" does not exist');
  });

  it('says which permission is missing', async () => {
    const { outputs, log, writes } = await play({
      scenario: 'classic-healthy',
      inputs: STOP,
      change: ({ faults }) => void faults.deny.add('ecs:ListServiceDeployments'),
      begin: deployedByColleague(),
    });
    expect(outputs['outcome']).toBe('failed');
    expect(log).toContain('"Action":["ecs:ListServiceDeployments"]');
    expect(log).not.toContain('::warning');
    expect(writes).toEqual([]);
  });
});
