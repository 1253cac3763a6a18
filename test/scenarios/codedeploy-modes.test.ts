import { describe, expect, it } from 'vitest';
import { createDeployment } from '../../emulator/code-deploy.ts';
import { webDefinition, ecrImage } from '../../emulator/scenarios/live-web.ts';
import { registerTaskDefinition } from '../../emulator/task-definitions.ts';
import type { World } from '../../emulator/world.ts';
import { WEB } from './foreign.ts';
import { play } from './play.ts';
import { APPSPEC, GROUP, group } from './play-codedeploy.ts';

const STAYS_READY = group({
  blueGreenDeploymentConfiguration: {
    deploymentReadyOption: { actionOnTimeout: 'STOP_DEPLOYMENT', waitTimeInMinutes: 60 },
    terminateBlueInstancesOnDeploymentSuccess: { action: 'TERMINATE', terminationWaitTimeInMinutes: 60 },
  },
});

/** A colleague deploys `web:2` with CodeDeploy, and some time passes. */
function deployed(secondsAgo: number): (world: World) => void {
  return ({ home, clock }) => {
    registerTaskDefinition(home, webDefinition(home, ecrImage(home, 'web', '2.0.0')));
    createDeployment(home, {
      ...GROUP,
      revision: { appSpecContent: { content: APPSPEC.replace('<TASK_DEFINITION>', 'web:2') } },
    });
    clock.advance(secondsAgo * 1000);
  };
}

describe('a CodeDeploy deployment that someone else started', () => {
  it('is followed', async () => {
    const { outputs, log, writes } = await play({
      scenario: 'codedeploy-healthy',
      inputs: { ...WEB, mode: 'watch' },
      begin: deployed(20),
    });
    expect(outputs['outcome']).toBe('succeeded');
    expect(log).toContain('web runs web:2.');
    expect(outputs['previous-task-definition-arn']).toMatch(/web:1$/);
    expect(writes).toEqual([]);
  });

  it('is reported if it was the last one', async () => {
    const { outputs, log } = await play({
      scenario: 'codedeploy-healthy',
      inputs: { ...WEB, mode: 'watch' },
      begin: deployed(3600),
    });
    expect(outputs['outcome']).toBe('succeeded');
    expect(log).toContain('No deployment of web in prod is in flight; the last one is d-');
  });

  it('is stopped and rolled back', async () => {
    const { outputs, log, writes } = await play({
      scenario: 'codedeploy-healthy',
      inputs: { ...WEB, mode: 'stop' },
      begin: deployed(20),
    });
    expect(writes).toMatchObject([{ action: 'StopDeployment', params: { autoRollbackEnabled: true } }]);
    expect(outputs['outcome']).toBe('succeeded');
    expect(log).toContain('web was rolled back as requested: web:1 is running again instead of web:2.');
  });

  it('is stopped without a rollback', async () => {
    const { outputs, writes } = await play({
      scenario: 'codedeploy-healthy',
      inputs: { ...WEB, mode: 'stop', 'stop-type': 'abort' },
      begin: deployed(20),
    });
    expect(writes).toMatchObject([{ action: 'StopDeployment', params: { autoRollbackEnabled: false } }]);
    expect(outputs['outcome']).toBe('succeeded');
  });

  it('ends the watch at a pause, with on-pause: return', async () => {
    const { outputs, log } = await play({
      scenario: 'codedeploy-healthy',
      inputs: { ...WEB, mode: 'watch', 'on-pause': 'return' },
      change: STAYS_READY,
      begin: deployed(20),
    });
    expect(outputs['outcome']).toBe('started');
    expect(log).toContain('for someone to continue it before CodeDeploy reroutes the traffic, until 2026-11-21 11:0');
  });

  it('continues with mode: continue, first to the new tasks, then without the old ones', async () => {
    const first = await play({
      scenario: 'codedeploy-healthy',
      inputs: { ...WEB, mode: 'continue', 'wait-for-minutes': '1' },
      change: STAYS_READY,
      begin: deployed(120),
    });
    expect(first.writes).toMatchObject([{ params: { deploymentWaitType: 'READY_WAIT' } }]);
    const second = await play({
      scenario: 'codedeploy-healthy',
      inputs: { ...WEB, mode: 'continue' },
      begin: deployed(450),
    });
    expect(second.writes).toMatchObject([{ params: { deploymentWaitType: 'TERMINATION_WAIT' } }]);
    expect(second.outputs['outcome']).toBe('succeeded');
  });

  it.each([
    ['continue', deployed(20), 'is not waiting: its status is InProgress'],
    ['stop', deployed(3600), 'no deployment of "web" is in flight. The newest: d-'],
    ['continue', () => undefined, 'has no deployment'],
  ] as const)('is left alone by mode: %s if there is nothing to do', async (mode, begin, message) => {
    const { log, writes, exitCode } = await play({
      scenario: 'codedeploy-healthy',
      inputs: { ...WEB, mode },
      begin,
    });
    expect(log).toContain(message);
    expect(writes).toEqual([]);
    expect(exitCode).toBe(1);
  });
});
