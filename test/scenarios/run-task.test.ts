import { describe, expect, it } from 'vitest';
import type { Behaviour } from '../../emulator/behaviours.ts';
import { stopTaskByUser } from '../../emulator/run-task.ts';
import { ecrImage, webDefinition } from '../../emulator/scenarios/live-web.ts';
import { addService, updateService } from '../../emulator/services.ts';
import { registerTaskDefinition } from '../../emulator/task-definitions.ts';
import type { World } from '../../emulator/world.ts';
import type { InputName } from '../../src/inputs/spec.ts';
import { EXAMPLE, play, QUICK_START, told } from './play.ts';

const MIGRATE = {
  ...QUICK_START,
  'run-task': 'true',
  'run-task-container-overrides': '[{ "name": "web", "command": ["node", "migrate.js"] }]',
} as const;
const LINES = ['Applying 0042_add_orders', '  in 1 transaction', '##[error]not obeyed', '::error::nor this'];
const WORKS: Behaviour = { kind: 'works', exitCode: 0, secondsPerLine: 5, logLines: LINES };
const SIDECAR = EXAMPLE.replace(
  /"containerDefinitions": \[/,
  '"containerDefinitions": [{ "name": "agent", "image": "agent:1.0.0", "essential": false },',
);

const oneOff =
  (behaviour: Behaviour, name = 'web') =>
  ({ behaviours }: World): void =>
    void behaviours.oneOff.set(name, behaviour);

/** Service `api` beside `web`, with a revision of this family. */
const besideWeb =
  (family: string) =>
  ({ home, clock }: World): void => {
    const definition = webDefinition(home, ecrImage(home, 'web', '1.0.0'));
    if (family !== 'web') registerTaskDefinition(home, { ...definition, family });
    const network = home.services[0]?.settings.networkConfiguration;
    addService(home, { cluster: 'prod', serviceName: 'api', taskDefinition: family, networkConfiguration: network });
    clock.advance(60_000);
  };

const actions = (played: { writes: { action: string }[] }): string[] => played.writes.map(({ action }) => action);

describe('migrations before a deploy', () => {
  it('runs them on the new revision, in the network of the service, before the service is touched', async () => {
    const played = await play({ scenario: 'classic-healthy', inputs: MIGRATE, change: oneOff(WORKS) });
    expect(played.exitCode).toBe(0);
    expect(actions(played)).toEqual(['RegisterTaskDefinition', 'RunTask', 'UpdateService']);
    expect(played.writes[1]?.params).toEqual({
      cluster: 'prod',
      taskDefinition: played.outputs['task-definition-arn'],
      launchType: 'FARGATE',
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: ['subnet-0aaa1111', 'subnet-0bbb2222'],
          securityGroups: ['sg-0ccc3333'],
          assignPublicIp: 'DISABLED',
        },
      },
      overrides: { containerOverrides: [{ name: 'web', command: ['node', 'migrate.js'] }] },
      startedBy: 'GitHub-Actions',
      clientToken: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(played.outputs).toMatchObject({
      outcome: 'succeeded',
      'run-task-arn': expect.stringMatching(/^\["arn:aws:ecs:us-east-1:123456789012:task\/prod\/[0-9a-f]{32}"\]$/),
    });
  });

  it('shows their output while they run, and obeys none of it', async () => {
    const { log, summary } = await play({ scenario: 'classic-healthy', inputs: MIGRATE, change: oneOff(WORKS) });
    expect(log.match(/^\d\d:\d\d:\d\d {2}web \| .*$/gm)).toEqual([
      '10:00:25  web | Applying 0042_add_orders',
      '10:00:30  web |   in 1 transaction',
      '10:00:35  web | ##\u200b[error]not obeyed',
      '10:00:40  web | :\u200b:error::nor this',
    ]);
    expect(log.indexOf('Applying 0042')).toBeLessThan(log.indexOf('one-off task 99e5e073087c: deprovisioning'));
    expect(log.indexOf('0042')).toBeLessThan(log.indexOf('Deploying web:2'));
    expect(summary).toContain('**One-off task** ✅ succeeded');
  });

  it('leaves the service untouched if they fail', async () => {
    const played = await play({
      built: true,
      scenario: 'classic-healthy',
      inputs: MIGRATE,
      change: oneOff({ ...WORKS, exitCode: 3 }),
    });
    expect(played.exitCode).toBe(1);
    expect(played.outputs['outcome']).toBe('failed');
    expect(actions(played)).toEqual(['RegisterTaskDefinition', 'RunTask']);
    const withoutToken = told(played).replace(/"clientToken": "[^"]*"/, '"clientToken": "…"');
    await expect(withoutToken).toMatchFileSnapshot('snapshots/one-off-task-fails.txt');
    await expect(played.summary).toMatchFileSnapshot('snapshots/one-off-task-fails.md');
  });

  it.each<[string, Behaviour, RegExp[]]>([
    ['out of memory', { kind: 'oom' }, [/web: exit code 137/, /OutOfMemoryError/, /Raise `memory`/]],
    [
      'image not there',
      { kind: 'cannot-pull', cause: 'network' },
      [/never started/, /CannotPullContainerError/, /NAT/],
    ],
    [
      'secret not there',
      { kind: 'secret-missing', secretArn: 'arn:aws:secretsmanager:x' },
      [/never started/, /secret/],
    ],
    ['cannot start', { kind: 'cannot-start', message: 'exec: "./run": not found' }, [/never started/, /CannotStart/]],
    ['no capacity', { kind: 'no-capacity' }, [/was not started/, /Capacity is unavailable/, /no capacity/]],
  ])('says why: %s', async (_, behaviour, texts) => {
    const played = await play({ scenario: 'classic-healthy', inputs: MIGRATE, change: oneOff(behaviour) });
    expect(played.exitCode).toBe(1);
    expect(played.outputs['outcome']).toBe('failed');
    expect(actions(played)).toEqual(['RegisterTaskDefinition', 'RunTask']);
    for (const text of texts) {
      expect(played.log).toMatch(text);
      expect(played.summary).toMatch(text);
    }
    expect(played.log).toContain('web keeps web:1.');
  });

  it.each<[string, [main: number, sidecar: number], string]>([
    ['decides', [4, 0], 'failed'],
    ['does not decide as a sidecar', [0, 4], 'succeeded'],
  ])('the exit code of a container %s', async (_, [main, sidecar], outcome) => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...MIGRATE, 'container-name': 'web' },
      files: { 'task-definition.json': SIDECAR },
      change: ({ behaviours }) => {
        behaviours.oneOff.set('web', { kind: 'exits', exitCode: main, afterSeconds: 20 });
        behaviours.oneOff.set('agent', { kind: 'exits', exitCode: sidecar, afterSeconds: 5 });
      },
    });
    expect(played.outputs['outcome']).toBe(outcome);
    expect(played.summary).toContain(`| \`agent\` | no | exit code ${sidecar} |`);
  });

  it('continues at once if told not to wait', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...MIGRATE, 'wait-for-task-stopped': 'false' },
      change: oneOff({ ...WORKS, exitCode: 3 }),
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(actions(played)).toContain('UpdateService');
    expect(played.summary).toContain('started, not followed');
  });

  it('runs on the live revision if nothing is registered', async () => {
    const { image, variables, ...rest } = MIGRATE;
    expect([image, variables]).toHaveLength(2);
    const inputs = { ...rest, 'task-definition': '', 'task-definition-family': 'web' };
    const played = await play({ scenario: 'classic-healthy', inputs, change: oneOff(WORKS) });
    expect(actions(played)).toEqual(['RunTask']);
    expect(played.outputs).toMatchObject({
      outcome: 'unchanged',
      'task-definition-arn': expect.stringMatching(/web:1$/),
    });
  });

  it('replaces what someone else deployed in the meantime, and says so', async () => {
    const { image, variables, ...rest } = MIGRATE;
    expect([image, variables]).toHaveLength(2);
    const live = { ...rest, 'task-definition': '', 'task-definition-family': 'web' };
    for (const [inputs, revision] of [
      [MIGRATE, 'web:2'],
      [live, 'web:1'],
    ] as const) {
      const played = await play({
        scenario: 'classic-healthy',
        inputs,
        change: oneOff(WORKS),
        begin: ({ clock, home }) =>
          clock.at(30_000, () => {
            registerTaskDefinition(home, webDefinition(home, ecrImage(home, 'web', '9.0.0')));
            updateService(home, { cluster: 'prod', service: 'web', taskDefinition: 'web' });
          }),
      });
      expect(played.log).toMatch(/Someone else deployed web:\d to web while the one-off task ran/);
      expect(played.outputs['outcome']).toBe('succeeded');
      expect(played.outputs['task-definition-arn']).toContain(`/${revision}`);
      expect(played.emulator.world.home.services[0]?.taskDefinition.arn).toContain(`/${revision}`);
    }
  });
});

describe('mode run-task', () => {
  it('creates no service, so one that does not exist is an error, and never green', async () => {
    const played = await play({
      scenario: 'express-canary',
      inputs: { mode: 'run-task', service: 'nope', 'service-type': 'express', image: 'web:1.4.2' },
    });
    expect(played.exitCode).toBe(1);
    expect(played.log).toContain('service-missing');
    expect(played.writes).toEqual([]);
  });

  const ALONE = { ...MIGRATE, mode: 'run-task', 'run-task': 'false' } as const;

  it('registers, runs and touches no service', async () => {
    const played = await play({ scenario: 'classic-healthy', inputs: ALONE, change: oneOff(WORKS) });
    expect(played.exitCode).toBe(0);
    expect(played.outputs).toMatchObject({
      outcome: 'succeeded',
      'task-definition-arn': expect.stringMatching(/web:2$/),
    });
    expect(actions(played)).toEqual(['RegisterTaskDefinition', 'RunTask']);
  });

  it('uses an existing revision', async () => {
    const { 'task-definition': _, image, variables, ...rest } = ALONE;
    expect([image, variables]).toHaveLength(2);
    for (const inputs of [
      rest,
      { ...rest, 'task-definition-arn': 'web:1' },
      { ...rest, 'task-definition-family': 'web' },
    ]) {
      const played = await play({ scenario: 'classic-healthy', inputs, change: oneOff(WORKS) });
      expect(actions(played)).toEqual(['RunTask']);
      expect(played.outputs['task-definition-arn']).toMatch(/:task-definition\/web:1$/);
      expect(played.writes[0]?.params).toMatchObject({ taskDefinition: played.outputs['task-definition-arn'] });
    }
  });

  it('needs no service if the inputs set the network', async () => {
    const { service, ...rest } = ALONE;
    expect(service).toBe('web');
    const inputs = {
      ...rest,
      'run-task-subnets': 'subnet-1,subnet-2',
      'run-task-tags': 'team=blue',
      'run-task-assign-public-IP': 'ENABLED',
    };
    const played = await play({ scenario: 'classic-healthy', inputs, change: oneOff(WORKS) });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.writes[1]?.params).toMatchObject({
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1', 'subnet-2'], assignPublicIp: 'ENABLED' } },
      tags: [{ key: 'team', value: 'blue' }],
    });
  });

  it('ends when the time is up, and leaves the task running unless told otherwise', async () => {
    const slow = { ...ALONE, 'wait-for-minutes': '2' };
    const left = await play({ scenario: 'classic-healthy', inputs: slow });
    expect(left.outputs['outcome']).toBe('timed-out');
    expect(left.log).toContain('did not finish within 2 min (running); it keeps running in ECS');
    expect(actions(left)).not.toContain('StopTask');
    const stopped = await play({ scenario: 'classic-healthy', inputs: { ...slow, 'on-timeout': 'rollback' } });
    expect(stopped.outputs['outcome']).toBe('timed-out');
    expect(stopped.writes.at(-1)).toMatchObject({
      action: 'StopTask',
      params: { cluster: 'prod', task: JSON.parse(stopped.outputs['run-task-arn'] ?? '[]')[0] as string },
    });
  });

  it('stops the task when the job is cancelled', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: MIGRATE,
      onLog: (text, kill) => {
        if (text.includes('one-off task') && text.includes(': running') && !text.includes('Cancelled')) kill('SIGINT');
      },
    });
    expect(played.exitCode).toBe(1);
    expect(played.outputs['outcome']).toBe('cancelled');
    expect(played.log).toContain('it was stopped');
    expect(actions(played)).toEqual(['RegisterTaskDefinition', 'RunTask', 'StopTask']);
  });

  it('says so if someone else stopped the task', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: ALONE,
      begin: ({ clock, home }) =>
        clock.at(40_000, () => {
          const task = home.tasks.find(({ oneOff: asked }) => asked !== undefined);
          stopTaskByUser(home, { cluster: 'prod', task: task?.arn ?? '' });
        }),
    });
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.log).toContain('was stopped before it finished');
    expect(played.log).toContain('StopTask');
  });
});

describe('adversity', () => {
  it('starts one task if the response was lost', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: MIGRATE,
      change: (world) => {
        oneOff(WORKS)(world);
        world.faults.dropResponse.set('ecs:RunTask', 2);
        world.faults.throttle.set('ecs:RunTask', 1);
        world.faults.throttle.set('ecs:DescribeTasks', 3);
      },
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    const tokens = played.writes.flatMap(({ action, params }) =>
      action === 'RunTask' ? [(params as { clientToken: string }).clientToken] : [],
    );
    expect(tokens.length).toBeGreaterThan(1);
    expect(new Set(tokens).size).toBe(1);
    expect(played.emulator.world.home.tasks.filter(({ oneOff: asked }) => asked !== undefined)).toHaveLength(1);
  });

  it('continues without the log if it cannot be read, and says what to allow', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: MIGRATE,
      change: (world) => {
        oneOff(WORKS)(world);
        world.faults.deny.add('logs:GetLogEvents');
      },
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.log.match(/^::warning.*/gm)).toEqual([expect.stringContaining('"Action":["logs:GetLogEvents"]')]);
  });

  it('says where the rest is of a log that never ends, and ends with its last lines', async () => {
    const logLines = [
      Array.from({ length: 40_000 }, (_, index) => `row ${index}`).join('\n'),
      'it broke',
      'in the end',
    ];
    const behaviour: Behaviour = { kind: 'works', exitCode: 3, secondsPerLine: 5, logLines };
    const played = await play({ scenario: 'classic-healthy', inputs: MIGRATE, change: oneOff(behaviour) });
    const lines = played.log.split('\n').filter((line) => line.includes('  web | '));
    expect(lines[0]).toContain('row 0');
    expect(lines.at(-1)).toMatch(
      /… This log shows the first 1 MB\. All of it is in CloudWatch Logs \(\/ecs\/web, .+\)\.$/,
    );
    expect(lines.length).toBeGreaterThan(20_000);
    expect(Buffer.byteLength(played.log)).toBeLessThan(1_100_000);
    expect(played.summary).toContain('it broke\n> in the end');
  });

  it.each([['ecs:RunTask'], ['ecs:DescribeTasks']])('%s is needed, and the statement is printed', async (action) => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: MIGRATE,
      change: (world) => {
        oneOff(WORKS)(world);
        world.faults.deny.add(action);
      },
    });
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.log).toContain(`"Action":"${action}"`);
    expect(actions(played)).not.toContain('UpdateService');
  });
});

describe('before any write', () => {
  it.each<[string, Partial<Record<InputName, string>>, RegExp]>([
    [
      'an unknown container',
      { 'run-task-container-overrides': '[{"name":"wbe"}]' },
      /"wbe", which the task definition/,
    ],
    ['an override without a name', { 'run-task-container-overrides': '[{"command":["x"]}]' }, /does not name its/],
    [
      'an unknown key',
      { 'run-task-container-overrides': '[{"name":"web","comand":["x"]}]' },
      /"comand".*Did you mean "command".*\(unknown-field\)/,
    ],
    [
      'a wrong type',
      { 'run-task-container-overrides': '[{"name":"web","environment":[{"name":"A","value":1}]}]' },
      /environment\[0\]\.value must be a string.*quotes.*\(wrong-type\)/,
    ],
    ['broken JSON', { 'run-task-container-overrides': '[{"name":"web",]' }, /not valid JSON .* at line 1, column 16/],
    ['half a volume', { 'run-task-managed-ebs-volume-name': 'data' }, /belong together/],
    [
      'an unknown volume',
      {
        'run-task-managed-ebs-volume-name': 'data',
        'run-task-managed-ebs-volume': '{"roleArn":"arn:aws:iam::1:role/x"}',
      },
      /no volume "data" with "configuredAtLaunch"/,
    ],
    [
      'a key that volumes do not have',
      { 'run-task-managed-ebs-volume-name': 'data', 'run-task-managed-ebs-volume': '{"roleArn":"arn","sizeInGB":5}' },
      /"sizeInGB".*Did you mean "sizeInGiB".*\(unknown-field\)/,
    ],
    ['no subnets', { service: '' }, /needs subnets/],
  ])('%s is a problem', async (_, inputs, message) => {
    const played = await play({ scenario: 'classic-healthy', inputs: { ...MIGRATE, ...inputs } });
    expect(played.outputs['outcome']).toBe('failed');
    expect(played.log).toMatch(message);
    expect(played.writes).toEqual([]);
  });

  const ALONE = { cluster: 'prod', mode: 'run-task', service: 'web,api' } as const;

  it('several services that run several revisions are a problem, because the task runs one', async () => {
    const inputs = { ...ALONE, 'wait-for-minutes': '5' };
    const played = await play({ scenario: 'classic-healthy', inputs, change: besideWeb('api') });
    expect(played.exitCode).toBe(1);
    expect(played.log).toContain('the services run several: web runs web:1, api runs api:1.');
    expect(played.log).toContain('Name one service, or set task-definition');
    expect(played.writes).toEqual([]);
  });

  it.each<[string, Partial<Record<InputName, string>>, string]>([
    ['that run the same one are none', {}, 'web'],
    ['beside a template are none', { 'task-definition-family': 'web' }, 'api'],
  ])('several services %s', async (_, inputs, family) => {
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { ...ALONE, ...inputs },
      change: (world) => {
        besideWeb(family)(world);
        oneOff(WORKS)(world);
      },
    });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(played.writes).toMatchObject([
      { action: 'RunTask', params: { taskDefinition: expect.stringMatching(/\/web:1$/) as string } },
    ]);
  });

  it('subnets that a task of bridge mode cannot use are a problem', async () => {
    const definition = { family: 'job', containerDefinitions: [{ name: 'job', image: 'job:1.0.0', memory: 128 }] };
    const played = await play({
      scenario: 'classic-healthy',
      inputs: { mode: 'run-task', 'task-definition': 'job.json', 'run-task-subnets': 'subnet-1', cluster: 'prod' },
      files: { 'job.json': JSON.stringify(definition) },
    });
    expect(played.log).toContain('has no network of its own');
    expect(played.writes).toEqual([]);
  });

  it.each<[string, Record<string, string>, boolean, string]>([
    ['cannot be read', {}, true, 'access-denied'],
    ['does not exist', { service: 'wbe' }, false, 'service-missing'],
  ])(
    'a service that %s is the only error: that it lends no subnets follows from it',
    async (_, inputs, denied, rule) => {
      for (const mode of ['run-task', 'deploy']) {
        const played = await play({
          scenario: 'classic-healthy',
          inputs: { ...MIGRATE, mode, ...inputs },
          change: ({ faults }) => void (denied && faults.deny.add('ecs:DescribeServices')),
        });
        const errors = played.log.split('\n').filter((line) => line.startsWith('::error'));
        expect(errors).toEqual([expect.stringContaining(`title=${rule}`)]);
        expect(played.writes).toEqual([]);
      }
    },
  );

  it('task inputs without a task are a warning', async () => {
    const { 'run-task': _, ...inputs } = MIGRATE;
    const played = await play({ scenario: 'classic-healthy', inputs: { ...inputs, mode: 'plan' } });
    expect(played.log).toContain('"run-task-container-overrides" is ignored when no one-off task runs');
    expect(played.writes).toEqual([]);
  });

  it('a plan says that the task would run', async () => {
    const played = await play({ scenario: 'classic-healthy', inputs: { ...MIGRATE, mode: 'plan' } });
    expect(played.log).toContain('register a revision, run the one-off task, deploy it');
    expect(played.writes).toEqual([]);
  });
});
