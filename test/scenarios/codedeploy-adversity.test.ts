import { describe, expect, it } from 'vitest';
import { actions, deploy } from './play-codedeploy.ts';

describe('throttling, lost responses and permissions', () => {
  it.each([
    ['everything may be read', []],
    ['deployments may not be listed', ['codedeploy:ListDeployments']],
  ])('creates one deployment when the answer was lost and %s', async (_, denied) => {
    const played = await deploy(
      {},
      {
        change: ({ faults }) => {
          faults.dropResponse.set('codedeploy:CreateDeployment', 1);
          for (const action of denied) faults.deny.add(action);
        },
      },
    );
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(actions(played)).toEqual(['RegisterTaskDefinition', 'CreateDeployment']);
  });

  it('creates it again if the call had no effect', async () => {
    const failure = { name: 'InternalFailure', message: 'down', httpStatus: 500, times: 1 };
    const played = await deploy(
      {},
      { change: ({ faults }) => faults.fail.set('codedeploy:CreateDeployment', failure) },
    );
    expect(played.outputs['outcome']).toBe('succeeded');
  });

  it('survives throttling of every call', async () => {
    const calls = ['GetDeploymentGroup', 'CreateDeployment', 'GetDeployment', 'BatchGetDeploymentTargets'];
    const played = await deploy(
      {},
      { change: ({ faults }) => calls.forEach((call) => faults.throttle.set(`codedeploy:${call}`, 2)) },
    );
    expect(played.outputs['outcome']).toBe('succeeded');
  });

  it.each([
    'codedeploy:ListDeployments',
    'codedeploy:ListDeploymentTargets',
    'codedeploy:BatchGetDeploymentTargets',
    'ecs:ListTasks',
  ])('%s is optional', async (action) => {
    const played = await deploy({}, { change: ({ faults }) => void faults.deny.add(action) });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.log.match(/^::warning.*/gm)).toEqual([expect.stringContaining(`"Action":["${action}"]`)]);
  });

  it.each([['codedeploy:GetDeploymentGroup'], ['codedeploy:CreateDeployment'], ['codedeploy:GetDeployment']])(
    'never ends green without %s',
    async (action) => {
      const played = await deploy({}, { change: ({ faults }) => void faults.deny.add(action) });
      expect(played.exitCode).toBe(1);
      expect(played.log).toContain(`Not allowed to call ${action}`);
    },
  );
});
