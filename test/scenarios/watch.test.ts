import { describe, expect, it } from 'vitest';
import type { Behaviour } from '../../emulator/behaviours.ts';
import { updateExpressGatewayService } from '../../emulator/express.ts';
import { ecrImage } from '../../emulator/scenarios/live-web.ts';
import { updateService } from '../../emulator/services.ts';
import { deployedByColleague, WEB } from './foreign.ts';
import { play, told } from './play.ts';

const CRASH: Behaviour = { kind: 'exits', exitCode: 1, logLines: ['Error: PORT is not set'] };
const WATCH = { ...WEB, mode: 'watch' } as const;

describe('mode: watch', () => {
  it('follows the deployment that a colleague started, and writes nothing', async () => {
    const played = await play({
      built: true,
      scenario: 'classic-healthy',
      inputs: WATCH,
      begin: deployedByColleague(),
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.exitCode).toBe(0);
    expect(played.writes).toEqual([]);
    await expect(told(played)).toMatchFileSnapshot('snapshots/watch-foreign.txt');
    await expect(played.summary).toMatchFileSnapshot('snapshots/watch-foreign.md');
  });

  it('reports why the deployment of a colleague was rolled back', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: WATCH,
      begin: deployedByColleague({ does: CRASH }),
    });
    expect(played.outputs['outcome']).toBe('rolled-back');
    expect(played.log).toContain('container web exited with code 1');
    expect(played.log).toContain('Error: PORT is not set');
    expect(played.writes).toEqual([]);
    await expect(played.summary).toMatchFileSnapshot('snapshots/watch-rolled-back.md');
  });

  it.each([
    ['the list of deployments', { listServiceDeployments: 8 }],
    ['service and list', { describeServices: 4, listServiceDeployments: 4 }],
  ])('does not take the last deployment for one that %s do not show yet', async (_, stale) => {
    const { exitCode, outputs } = await play({
      scenario: 'classic-breaker',
      inputs: WATCH,
      change: ({ faults }) => void Object.assign(faults.staleSeconds, stale),
      begin: deployedByColleague({ does: CRASH, secondsAgo: 1 }),
    });
    expect(outputs['outcome']).toBe('rolled-back');
    expect(exitCode).toBe(1);
  });

  it('says that someone replaced the deployment', async () => {
    const { outputs } = await play({
      scenario: 'classic-healthy',
      inputs: WATCH,
      begin: (world) => {
        deployedByColleague()(world);
        world.clock.at(5_000, () => updateService(world.home, { ...WEB, taskDefinition: 'web:1' }));
      },
    });
    expect(outputs['outcome']).toBe('superseded');
  });

  it('reports the last one if nothing is in flight: green if it succeeded and still runs', async () => {
    const { outputs, log, summary } = await play({
      scenario: 'classic-healthy',
      inputs: WATCH,
      begin: deployedByColleague({ secondsAgo: 1800 }),
    });
    expect(outputs['outcome']).toBe('succeeded');
    expect(log).toContain('No deployment of web in prod is in flight; the last one is');
    expect(summary).toContain('1 min 6 s');
  });

  it('reports the last one with its cause if it was rolled back', async () => {
    const { outputs, log, exitCode } = await play({
      scenario: 'classic-healthy',
      inputs: WATCH,
      begin: deployedByColleague({ does: CRASH, secondsAgo: 1200 }),
    });
    expect(outputs['outcome']).toBe('rolled-back');
    expect(exitCode).toBe(1);
    expect(log).toContain('container web exited with code 1');
  });

  it('never rolls back what it did not start', async () => {
    const off = { deploymentCircuitBreaker: { enable: false, rollback: false } };
    const stuck = await play({
      scenario: 'classic-healthy',
      inputs: { ...WATCH, 'wait-for-minutes': '3', 'on-timeout': 'rollback' },
      begin: (world) => {
        updateService(world.home, { ...WEB, deploymentConfiguration: off });
        deployedByColleague({ does: CRASH })(world);
      },
    });
    expect(stuck.outputs['outcome']).toBe('timed-out');
    expect(stuck.log).toContain('Input "on-timeout" is ignored in mode "watch"');
    expect(stuck.writes).toEqual([]);
    const hopeless = await play({
      scenario: 'image-missing',
      inputs: WATCH,
      begin: deployedByColleague({ does: { kind: 'cannot-pull', cause: 'not-found' } }),
    });
    expect(hopeless.outputs['outcome']).toBe('rolled-back');
    expect(hopeless.writes).toEqual([]);
    const cancelled = await play({
      scenario: 'classic-healthy',
      inputs: WATCH,
      begin: deployedByColleague(),
      onLog: (log, kill) => {
        if (log.includes('in progress')) kill('SIGINT');
      },
    });
    expect(cancelled.outputs['outcome']).toBe('cancelled');
    expect(cancelled.writes).toEqual([]);
  });

  it('follows the PRIMARY deployment if service deployments cannot be read', async () => {
    const blind = (does?: Behaviour, secondsAgo?: number) =>
      play({
        scenario: 'classic-healthy',
        inputs: WATCH,
        change: ({ faults }) => void faults.deny.add('ecs:ListServiceDeployments'),
        begin: deployedByColleague({ does, ...(secondsAgo === undefined ? {} : { secondsAgo }) }),
      });
    const healthy = await blind();
    expect(healthy.outputs['outcome']).toBe('succeeded');
    expect(healthy.log).toMatch(/^::warning title=Missing permissions::.*ecs:ListServiceDeployments/m);
    expect((await blind(CRASH)).outputs['outcome']).toBe('rolled-back');
    const over = await blind(CRASH, 1200);
    expect(over.outputs['outcome']).toBe('rolled-back');
    expect(over.exitCode).toBe(1);
    expect((await blind(undefined, 1200)).outputs['outcome']).toBe('succeeded');
  });

  it('follows an Express service', async () => {
    const { outputs, exitCode } = await play({
      scenario: 'express-canary',
      inputs: { service: 'shop', mode: 'watch' },
      begin: (world) => {
        const [shop] = world.home.services;
        updateExpressGatewayService(world.home, {
          serviceArn: shop?.arn,
          primaryContainer: { image: ecrImage(world.home, 'shop', '2.0.0'), containerPort: 8080 },
        });
        world.clock.advance(60_000);
      },
    });
    expect(outputs['outcome']).toBe('succeeded');
    expect(outputs['endpoint']).toMatch(/^https:/);
    expect(exitCode).toBe(0);
  });

  it.each([
    [{ mode: 'watch' }, 'Input "service" is empty'],
    [{ mode: 'watch', service: 'wbe', cluster: 'prod' }, 'Did you mean "web"?'],
    [{ mode: 'watch', service: 'shop', 'service-type': 'express', cluster: 'prod' }, 'does not exist'],
  ])('is red without a service: %j', async (inputs, message) => {
    const { log, exitCode } = await play({ scenario: 'classic-healthy', inputs });
    expect(log).toContain(message);
    expect(exitCode).toBe(1);
  });
});
