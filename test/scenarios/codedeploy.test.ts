import { describe, expect, it } from 'vitest';
import { stopDeployment } from '../../emulator/code-deploy.ts';
import type { World } from '../../emulator/world.ts';
import { play, told } from './play.ts';
import { actions, APPSPEC, busy, deploy, FILES, GROUP } from './play-codedeploy.ts';

describe('what the reader sees', () => {
  it.each([
    ['codedeploy-healthy', {}, 'succeeded'],
    ['codedeploy-crash', { 'wait-for-minutes': '90' }, 'rolled-back'],
    ['codedeploy-hook-fails', {}, 'rolled-back'],
  ] as const)('%s', async (scenario, inputs, outcome) => {
    const played = await deploy(inputs, { scenario });
    expect(played.outputs['outcome']).toBe(outcome);
    expect(played.exitCode).toBe(outcome === 'succeeded' ? 0 : 1);
    await expect(told(played)).toMatchFileSnapshot(`snapshots/${scenario}.txt`);
    await expect(played.summary).toMatchFileSnapshot(`snapshots/${scenario}.md`);
  });
});

describe('what is sent', () => {
  it('names application, group, description and configuration, and puts the revision into the AppSpec', async () => {
    const appSpec = JSON.stringify({
      VERSION: 0,
      resources: [
        {
          Web: {
            type: 'AWS::ECS::Service',
            properties: { loadbalancerinfo: { containername: 'web', containerport: 8080 } },
          },
        },
        { Other: { Type: 'AWS::Lambda::Function', Properties: {} } },
      ],
    });
    const played = await deploy(
      {
        'codedeploy-appspec': 'spec.json',
        'codedeploy-application': 'AppECS-prod-web',
        'codedeploy-deployment-group': 'DgpECS-prod-web',
        'codedeploy-deployment-description': 'x'.repeat(600),
        'codedeploy-deployment-config': 'CodeDeployDefault.ECSAllAtOnce',
        'wait-for-service-stability': 'false',
      },
      { files: { 'spec.json': appSpec } },
    );
    expect(played.outputs).toMatchObject({
      outcome: 'started',
      'codedeploy-deployment-id': expect.stringMatching(/^d-/),
    });
    expect(played.log).toContain('has 600 characters');
    const sent = played.writes.at(-1)?.params as { revision: { appSpecContent: { content: string } } };
    expect(sent).toMatchObject({
      ...GROUP,
      deploymentConfigName: 'CodeDeployDefault.ECSAllAtOnce',
      description: `${'x'.repeat(511)}…`,
    });
    expect(JSON.parse(sent.revision.appSpecContent.content)).toMatchObject({
      VERSION: 0,
      resources: [{ Web: { properties: { TaskDefinition: played.outputs['task-definition-arn'] } } }, { Other: {} }],
    });
  });

  it('changes the service settings first, and only those that CodeDeploy leaves to UpdateService', async () => {
    const played = await deploy({
      'desired-count': '3',
      'propagate-tags': 'SERVICE',
      'platform-version': '1.4.0',
      'circuit-breaker': 'off',
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(actions(played)).toEqual(['RegisterTaskDefinition', 'UpdateService', 'CreateDeployment']);
    expect(played.writes[1]?.params).toEqual({
      cluster: 'prod',
      service: 'web',
      desiredCount: 3,
      propagateTags: 'SERVICE',
    });
    expect(played.log).toContain('Input "circuit-breaker" is ignored by a CodeDeploy service');
    expect(played.log).toContain('Input "platform-version" is ignored by a CodeDeploy service');
  });

  it('asks AWS little while the old tasks wait to be terminated', async () => {
    const { emulator, outputs, calls } = await deploy();
    expect(outputs['outcome']).toBe('succeeded');
    expect(calls.filter((call) => call === 'ListDeploymentTargets')).toHaveLength(1);
    const end = emulator.requests.at(-1)?.atSeconds ?? 0;
    // The termination wait is five minutes; around its end there is more to see.
    const waiting = emulator.requests.filter(({ atSeconds }) => atSeconds > end - 290 && atSeconds < end - 50);
    expect(waiting.length / 4).toBeLessThanOrEqual(15);
    expect(waiting.length / 4).toBeGreaterThanOrEqual(4);
  });

  it('starts no deployment for settings alone, and none if nothing differs', async () => {
    const live = { service: 'web', cluster: 'prod', 'codedeploy-appspec': 'appspec.yaml' } as const;
    const settings = await play({
      scenario: 'codedeploy-healthy',
      files: FILES,
      inputs: { ...live, 'desired-count': '3' },
    });
    expect(settings.outputs['outcome']).toBe('succeeded');
    expect(actions(settings)).toEqual(['UpdateService']);
    const nothing = await play({ scenario: 'codedeploy-healthy', files: FILES, inputs: live });
    expect(nothing.outputs['outcome']).toBe('unchanged');
    const forced = await play({
      scenario: 'codedeploy-healthy',
      files: FILES,
      inputs: { ...live, 'force-new-deployment': 'true' },
    });
    expect(forced.outputs['outcome']).toBe('succeeded');
    expect(actions(forced)).toEqual(['CreateDeployment']);
    const moved = await play({
      scenario: 'codedeploy-healthy',
      files: {
        'appspec.yaml': APPSPEC.replace(
          '        LoadBalancerInfo',
          '        NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [subnet-0aaa1111] } }\n        LoadBalancerInfo',
        ),
      },
      inputs: live,
    });
    expect(moved.outputs).toMatchObject({ outcome: 'succeeded', changes: 'true' });
    expect(actions(moved)).toEqual(['CreateDeployment']);
  });

  it('runs a one-off task first, or alone and then without an AppSpec', async () => {
    const exitsOnce = ({ behaviours }: World): void => {
      behaviours.fallback = { kind: 'sequence', steps: [{ kind: 'exits', exitCode: 0 }, { kind: 'healthy' }] };
    };
    const first = await deploy({ 'run-task': 'true' }, { change: exitsOnce });
    expect(first.outputs['outcome']).toBe('succeeded');
    expect(actions(first)).toEqual(['RegisterTaskDefinition', 'RunTask', 'CreateDeployment']);
    const alone = await deploy({ mode: 'run-task' }, { files: {}, change: exitsOnce });
    expect(alone.exitCode).toBe(0);
    expect(actions(alone)).toEqual(['RegisterTaskDefinition', 'RunTask']);
  });

  it('writes nothing in mode plan, and registers without an AppSpec in mode register', async () => {
    const plan = await deploy({ mode: 'plan' });
    expect(plan.outputs).toMatchObject({ outcome: 'planned', changes: 'true' });
    expect(plan.writes).toEqual([]);
    const register = await deploy({ mode: 'register' }, { files: {} });
    expect(register.outputs['outcome']).toBe('registered');
    expect(actions(register)).toEqual(['RegisterTaskDefinition']);
  });
});

describe('when the deployment group is busy', () => {
  it.each([[undefined], ['proceed'], ['fail']])('stops before the write (if-in-progress: %s)', async (choice) => {
    const played = await deploy(choice === undefined ? {} : { 'if-in-progress': choice }, { begin: busy });
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.log).toMatch(/deployment group "DgpECS-prod-web" of "web" is busy: deployment d-\w+ is in progress/);
    expect(played.writes).toEqual([]);
  });

  it('waits until it ends, on request', async () => {
    const played = await deploy({ 'if-in-progress': 'wait' }, { begin: busy });
    expect(played.log).toMatch(/Waiting for another deployment of web to end \(d-\w+\)/);
    expect(played.outputs['outcome']).toBe('succeeded');
  });

  it('waits for the rollback of the other deployment too', async () => {
    const played = await deploy(
      { 'if-in-progress': 'wait' },
      {
        begin: (world) => {
          busy(world);
          world.clock.at(20_000, () => {
            stopDeployment(world.home, {
              deploymentId: world.home.codeDeploy.deployments[0]?.id,
              autoRollbackEnabled: true,
            });
          });
        },
      },
    );
    expect(played.outputs['outcome']).toBe('succeeded');
  });

  it('says so if someone else was faster', async () => {
    const played = await deploy(
      {},
      {
        change: ({ faults }) =>
          faults.afterCall.push({
            action: 'ecs:RegisterTaskDefinition',
            delaySeconds: 0,
            run: ({ world }) => busy(world),
          }),
        begin: ({ faults }) => void (faults.latencyMilliseconds = 1000),
      },
    );
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.log).toContain('already has an active Deployment');
    expect(played.log).toContain('concurrency');
  });
});
