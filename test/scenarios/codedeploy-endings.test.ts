import { describe, expect, it } from 'vitest';
import { REGISTRY } from './play.ts';
import { actions, deploy, group } from './play-codedeploy.ts';

describe('how it ends', () => {
  const rollback = { enabled: true, events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'] } as {
    enabled: boolean;
    events: ('DEPLOYMENT_FAILURE' | 'DEPLOYMENT_STOP_ON_ALARM')[];
  };

  it("adds the group's wait times to the wait", async () => {
    const blueGreen = {
      deploymentReadyOption: { actionOnTimeout: 'CONTINUE_DEPLOYMENT' as const, waitTimeInMinutes: 5 },
      terminateBlueInstancesOnDeploymentSuccess: { action: 'TERMINATE' as const, terminationWaitTimeInMinutes: 20 },
    };
    const played = await deploy(
      { 'wait-for-minutes': '10' },
      {
        change: group({ blueGreenDeploymentConfiguration: blueGreen }),
        environment: { AWS_CREDENTIAL_EXPIRATION: '2026-11-21T10:34:00Z' },
      },
    );
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.log).toContain('ready: the traffic is about to be rerouted');
    expect(played.log).toMatch(/baking until \S+ \((?:20 min|19 min \d+ s)\)/);
    // Ten minutes, five until the traffic is rerouted, twenty until the old tasks end.
    expect(played.log).toContain('The AWS session ends in 34 min, but the wait may take 35 min.');
  });

  it('fails without a rollback if the group has none', async () => {
    const played = await deploy(
      { 'wait-for-minutes': '90' },
      {
        scenario: 'codedeploy-crash',
        change: group({ autoRollbackConfiguration: { enabled: false } }),
      },
    );
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.log).toContain('failed and was not rolled back');
    expect(played.log).toContain('DATABASE_URL is not set');
  });

  it('names the alarm that stopped it', async () => {
    const played = await deploy(
      {},
      {
        change: group({
          autoRollbackConfiguration: rollback,
          alarmConfiguration: { enabled: true, alarms: [{ name: 'web-5xx' }] },
        }),
        begin: ({ clock, home }) => clock.at(60_000, () => home.alarms.set('web-5xx', 'ALARM')),
      },
    );
    expect(played.outputs['outcome']).toBe('rolled-back');
    expect(played.log).toContain('An alarm of the deployment group (web-5xx)');
  });

  it('says that someone stopped it', async () => {
    const played = await deploy(
      {},
      {
        begin: ({ clock, home }) =>
          clock.at(60_000, () => {
            const [own] = home.codeDeploy.deployments;
            Object.assign(own ?? {}, {
              status: 'Stopped',
              completedAt: clock.date(),
              error: { code: 'MANUAL_STOP', message: 'The deployment was stopped by user.' },
            });
          }),
      },
    );
    expect(played.outputs['outcome']).toBe('stopped');
    expect(played.log).toContain('Someone stopped the deployment of web:2 to web');
  });

  it('is red when nobody reroutes the traffic in time', async () => {
    const deploymentReadyOption = { actionOnTimeout: 'STOP_DEPLOYMENT' as const, waitTimeInMinutes: 10 };
    const played = await deploy(
      {},
      {
        change: group({ blueGreenDeploymentConfiguration: { deploymentReadyOption } }),
      },
    );
    expect(played.outputs['outcome']).toBe('rolled-back');
    expect(played.log).toContain('the traffic must be rerouted in CodeDeploy within 10 min, or it stops');
    expect(played.log).toContain('CONTINUE_DEPLOYMENT');
  });

  it('never mistakes an unknown future status for success', async () => {
    const played = await deploy(
      {},
      { change: ({ faults }) => void faults.statusAs.set('Succeeded', 'SucceededPartly') },
    );
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.log).toContain('a status that this version does not know: SucceededPartly');
  });

  it('does not believe a success if the service runs something else', async () => {
    const played = await deploy(
      {},
      {
        begin: ({ clock, home }) =>
          clock.at(30_000, () =>
            Object.assign(home.codeDeploy.deployments[0] ?? {}, { status: 'Succeeded', completedAt: clock.date() }),
          ),
      },
    );
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.log).toContain(
      'CodeDeploy reports the deployment of web:2 to web as successful, but what is running is not what you asked for',
    );
    expect(played.log).toContain('task-definition/web:1, not');
  });
});

describe('what it started, it owns', () => {
  const CRASH = { 'wait-for-minutes': '3' } as const;

  it('leaves the deployment running when the time is up, and says so', async () => {
    const played = await deploy(CRASH, { scenario: 'codedeploy-crash' });
    expect(played.outputs['outcome']).toBe('timed-out');
    expect(played.log).toContain('did not finish within 8 min; it continues in CodeDeploy');
    expect(actions(played)).not.toContain('StopDeployment');
  });

  it('stops and rolls back its own deployment on request', async () => {
    const played = await deploy({ ...CRASH, 'on-timeout': 'rollback' }, { scenario: 'codedeploy-crash' });
    expect(played.outputs['outcome']).toBe('timed-out');
    expect(played.log).toContain('it was rolled back, and web:1 is running again');
    expect(played.writes.at(-1)).toEqual({
      action: 'StopDeployment',
      params: { deploymentId: played.outputs['codedeploy-deployment-id'], autoRollbackEnabled: true },
    });
  });

  it('says so if it lacks the permission to stop it', async () => {
    const played = await deploy(
      { ...CRASH, 'on-timeout': 'rollback' },
      {
        scenario: 'codedeploy-crash',
        change: ({ faults }) => void faults.deny.add('codedeploy:StopDeployment'),
      },
    );
    expect(played.outputs['outcome']).toBe('timed-out');
    expect(played.log).toContain('could not be rolled back and continues in CodeDeploy');
    expect(played.log).toContain('codedeploy:StopDeployment');
  });

  it.each([
    ['rollback', 'was requested', 'StopDeployment'],
    ['leave', 'it continues in CodeDeploy', 'CreateDeployment'],
  ])('on-cancel: %s', async (choice, said, last) => {
    let sent = false;
    const played = await deploy(
      { 'on-cancel': choice },
      {
        onLog: (text, kill) => {
          if (sent || !text.includes('stage: install')) return;
          sent = true;
          kill('SIGINT');
        },
      },
    );
    expect(played.outputs['outcome']).toBe('cancelled');
    expect(played.log).toContain(said);
    expect(actions(played).at(-1)).toBe(last);
  });

  it('does not wait an hour for a missing image', async () => {
    const played = await deploy(
      { image: `${REGISTRY}/web:missing` },
      {
        change: ({ behaviours, faults }) => {
          behaviours.byImage.set(`${REGISTRY}/web:missing`, { kind: 'cannot-pull', cause: 'not-found' });
          faults.deny.add('ecr:DescribeImages').add('ecr:BatchGetImage');
        },
      },
    );
    expect(played.outputs['outcome']).toBe('rolled-back');
    expect(played.log).toContain('retrying will not help; it was rolled back, and web:1 is running again');
    expect(actions(played).at(-1)).toBe('StopDeployment');
  });
});
