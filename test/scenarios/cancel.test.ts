import { describe, expect, it } from 'vitest';
import type { InputName } from '../../src/inputs/spec.ts';
import { deployedByColleague, hooked, pauseAt, WEB } from './foreign.ts';
import { FILES } from './play-codedeploy.ts';
import { play, QUICK_START } from './play.ts';

/** Less than the ten seconds that the runner leaves a cancelled step, with room for a slow machine. */
const PATIENCE = 15_000;

interface Phase {
  inputs?: Partial<Record<InputName, string>>;
  scenario?: string;
  hang?: 'before' | 'after';
  writes: string[];
  said: string;
}

describe('a job that is cancelled while AWS does not answer', () => {
  it.each<[string, Phase]>([
    ['ecs:DescribeServices', { writes: [], said: 'nothing was changed.' }],
    ['ecr:BatchGetImage', { writes: [], said: 'nothing was changed.' }],
    [
      'ecs:RegisterTaskDefinition',
      { writes: ['RegisterTaskDefinition'], said: 'It is unknown whether the task definition was registered' },
    ],
    [
      'ecs:UpdateService',
      {
        writes: ['RegisterTaskDefinition', 'UpdateService'],
        said: 'It is unknown whether the update of web took effect',
      },
    ],
    [
      'ecs:RunTask',
      {
        inputs: { 'run-task': 'true', 'run-task-subnets': 'subnet-1' },
        writes: ['RegisterTaskDefinition', 'RunTask'],
        said: 'It is unknown whether the one-off task',
      },
    ],
    [
      'ecs:DescribeServiceDeployments',
      {
        writes: ['RegisterTaskDefinition', 'UpdateService'],
        said: 'Cancelled while following the deployment of web:2 to web',
      },
    ],
    [
      'elasticloadbalancing:DescribeTargetHealth',
      {
        writes: ['RegisterTaskDefinition', 'UpdateService'],
        said: 'Cancelled while following the deployment of web:2 to web',
      },
    ],
    [
      'logs:GetLogEvents',
      { scenario: 'classic-breaker', writes: ['RegisterTaskDefinition', 'UpdateService'], said: 'web' },
    ],
  ])(
    'in %s says what is left, in time',
    async (action, { inputs, scenario = 'classic-healthy', hang = 'before', writes, said }) => {
      const played = await play({
        scenario,
        inputs: { ...QUICK_START, ...inputs },
        change: ({ faults }) => faults.hang.set(action, hang),
        cancelAt: action.split(':')[1] ?? '',
      });
      expect(played.log).toContain(said);
      expect(played.writes.map((write) => write.action)).toEqual(writes);
      expect(played.exitCode).toBe(1);
      expect(played.summary).toContain(said);
      if (action !== 'logs:GetLogEvents') expect(played.outputs['outcome']).toBe('cancelled');
      expect(played.outputs['report']).toBeDefined();
    },
    PATIENCE,
  );

  it.each<[string, Phase]>([
    ['ecs:RegisterTaskDefinition', { writes: ['RegisterTaskDefinition'], said: 'Registered web:2' }],
    [
      'ecs:UpdateService',
      {
        writes: ['RegisterTaskDefinition', 'UpdateService', 'StopServiceDeployment'],
        said: 'was requested',
      },
    ],
    [
      'codedeploy:CreateDeployment',
      {
        scenario: 'codedeploy-healthy',
        writes: ['RegisterTaskDefinition', 'CreateDeployment', 'StopDeployment'],
        said: 'was requested',
      },
    ],
    [
      'ecs:ListTasks',
      { writes: ['RegisterTaskDefinition', 'UpdateService'], said: 'what is running was not verified' },
    ],
  ])(
    'tells what %s did although its answer never came, and rolls back what it started',
    async (action, { scenario, writes, said }) => {
      const played = await play({
        scenario: scenario ?? 'classic-healthy',
        files: FILES,
        inputs: { ...QUICK_START, 'on-cancel': 'rollback' },
        change: ({ faults }) => faults.hang.set(action, 'after'),
        cancelAt: action.split(':')[1] ?? '',
      });
      expect(played.outputs['outcome']).toBe('cancelled');
      expect(played.log).toContain(said);
      expect(played.writes.map((write) => write.action)).toEqual(writes);
    },
    PATIENCE,
  );

  it(
    'does not call a rollback refused that had no answer',
    async () => {
      const played = await play({
        scenario: 'classic-healthy',
        inputs: { ...QUICK_START, 'on-cancel': 'rollback' },
        change: ({ faults }) => faults.hang.set('ecs:StopServiceDeployment', 'after'),
        cancelAt: 'DescribeServiceDeployments',
      });
      expect(played.outputs['outcome']).toBe('cancelled');
      expect(played.log).toContain('a rollback was requested, but ECS has not answered');
    },
    PATIENCE,
  );

  it.each([
    ['stop', 'It is unknown whether the deployment of web was rolled back.'],
    ['continue', 'It is unknown whether the deployment of web was continued.'],
  ])(
    'in mode %s does not deny what it sent',
    async (mode, said) => {
      const played = await play({
        scenario: 'canary',
        inputs: { ...WEB, mode },
        change: hooked(pauseAt('POST_TEST_TRAFFIC_SHIFT')),
        begin: (world) => {
          deployedByColleague({ secondsAgo: 120 })(world);
          world.faults.hang.set('ecs:ContinueServiceDeployment', 'after');
        },
        cancelAt: 'ContinueServiceDeployment',
      });
      expect(played.outputs['outcome']).toBe('cancelled');
      expect(played.log).toContain(said);
    },
    PATIENCE,
  );

  it.each<[Partial<Record<InputName, string>>, string]>([
    [QUICK_START, 'ecr:BatchGetImage'],
    [{ service: 'web', cluster: 'prod', mode: 'rollback' }, 'ecs:DescribeServices'],
    [{ service: 'web', cluster: 'prod', mode: 'watch' }, 'ecs:DescribeServices'],
  ])(
    'tells a cancel during the checks once, with nothing to fix: %j in %s',
    async (inputs, action) => {
      const played = await play({
        scenario: 'classic-healthy',
        inputs,
        change: ({ faults }) => faults.hang.set(action, 'before'),
        cancelAt: action.split(':')[1] ?? '',
      });
      const said = played.log.split('\n').filter((line) => /cancelled during the checks/i.test(line));
      expect(said.filter((line) => line.startsWith('::'))).toHaveLength(1);
      expect(said.filter((line) => !line.startsWith('::'))).toHaveLength(1);
      expect(said.join().match(/nothing was changed/gi)).toHaveLength(2);
      expect(played.log).not.toContain('Not checked');
      expect(played.summary).not.toContain('**Fix:**');
      expect(played.outputs['outcome']).toBe('cancelled');
    },
    PATIENCE,
  );

  it('rolls back what was just started, if requested', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, 'on-cancel': 'rollback' },
      cancelAt: 'UpdateService',
    });
    expect(played.outputs['outcome']).toBe('cancelled');
    expect(played.log).toContain('was requested');
    expect(played.writes.at(-1)?.action).toBe('StopServiceDeployment');
  });

  it('changes nothing while it waits for another deployment to end', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...QUICK_START, 'if-in-progress': 'wait' },
      begin: ({ home }) => {
        const [web] = home.services;
        for (const deployment of web?.deployments ?? []) deployment.rolloutState = 'IN_PROGRESS';
      },
      onLog: (log, kill) => {
        if (log.includes('Waiting for another deployment')) kill('SIGTERM');
      },
    });
    expect(played.outputs['outcome']).toBe('cancelled');
    expect(played.writes).toEqual([]);
    expect(played.log).toContain('nothing was changed.');
  });
});
