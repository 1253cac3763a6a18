import type { Task } from '@aws-sdk/client-ecs';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { parseFile } from '../../src/render/document.ts';
import { render } from '../../src/render/render.ts';
import type { Blamed } from '../../src/watch/diagnose/origin.ts';
import { awsError, diagnoseCase, REVISION, taskId, WEB, type Case } from './case.ts';

const exitOne = (name = 'web'): Partial<Task> => ({
  stopCode: 'EssentialContainerExited',
  stoppedReason: 'Essential container in task exited',
  startedAt: new Date(),
  containers: [{ name, exitCode: 1, runtimeId: 'runtime-1' }],
});
const STREAM = `ecs/web/${taskId(0)}`;

async function firstDetails(given: Case): Promise<string[]> {
  const { causes } = await diagnoseCase({ tasks: [exitOne()], ...given });
  return causes[0]?.details ?? [];
}

describe('the log of the failing container', () => {
  it('is read from the stream named in the definition, newest lines last', async () => {
    const lines = Array.from({ length: 50 }, (_, index) => `line ${index}`);
    expect(await firstDetails({ logs: { [STREAM]: lines }, logLines: 3 })).toEqual([
      'Last 3 lines of the log of container web, task aaaaaaaaaaaa:',
      'line 47',
      'line 48',
      'line 49',
    ]);
  });

  it('is not read if no lines were requested', async () => {
    const { calls } = await diagnoseCase({ tasks: [exitOne()], logLines: 0 });
    expect(calls).not.toContain('lastLines');
  });

  it.each<[string, Case, RegExp]>([
    [
      'the stream is missing',
      { logs: {} },
      /^Container web wrote nothing to its log: the stream ecs\/web\/a+0 does not exist in \/ecs\/web\.$/,
    ],
    [
      'the group is missing',
      { errors: { lastLines: awsError('ResourceNotFoundException', 'The specified log group does not exist.') } },
      /the log group \/ecs\/web does not exist/,
    ],
    ['it is empty', { logs: { [STREAM]: [] } }, /is empty \(\/ecs\/web, ecs\/web/],
    [
      'the driver is another',
      { containers: [{ ...WEB, logConfiguration: { logDriver: 'splunk' } }] },
      /container web went to splunk/,
    ],
    [
      'FireLens took it',
      { containers: [{ ...WEB, logConfiguration: { logDriver: 'awsfirelens', options: { Name: 'datadog' } } }] },
      /FireLens \(awsfirelens\) to datadog/,
    ],
    ['nobody kept it', { containers: [{ name: 'web' }] }, /no logConfiguration/],
    ['logs throw', { errors: { lastLines: new Error('socket hang up') } }, /cannot be read: Error/],
  ])('is told in one line when %s', async (_, given, line) => {
    const details = await firstDetails(given);
    expect(details).toHaveLength(1);
    expect(details[0]).toMatch(line);
  });

  it('is found by the runtime id if awslogs has no prefix', async () => {
    const containers = [
      { ...WEB, logConfiguration: { logDriver: 'awslogs' as const, options: { 'awslogs-group': '/ecs/web' } } },
    ];
    expect(await firstDetails({ containers, logs: { 'runtime-1': ['hello'] } })).toContain('hello');
  });

  it('is read for three causes at most', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const containers = names.map((name) => ({ ...WEB, name }));
    const { calls, causes } = await diagnoseCase({ tasks: names.map((name) => exitOne(name)), containers });
    expect(causes).toHaveLength(5);
    expect(calls.filter((call) => call === 'lastLines')).toHaveLength(3);
    expect(calls.filter((call) => call === 'describeTaskDefinition')).toHaveLength(1);
  });

  it('stays data: long lines are cut, foreign commands and control characters are kept for the report to tame', async () => {
    const [, long = '', foreign] = await firstDetails({
      logs: { [STREAM]: ['x'.repeat(200_000), '::error::\u001b[31mnot ours\r\n'] },
    });
    expect(long.length).toBeLessThan(2_100);
    expect(foreign).toBe('::error::\u001b[31mnot ours');
  });
});

describe('what cannot be read', () => {
  it.each<keyof NonNullable<Case['errors']>>([
    'listTasks',
    'describeTasks',
    'describeTaskDefinition',
    'lastLines',
    'describeTargetGroup',
  ])('%s: no warning of its own, and the rest is told', async (call) => {
    const { warnings, causes } = await diagnoseCase({
      tasks: [exitOne()],
      targets: [{ description: 'Request timed out' }],
      errors: { [call]: awsError('AccessDeniedException') },
    });
    expect(warnings).toEqual([]);
    expect(causes.length).toBeGreaterThan(0);
  });

  it('ecr:DescribeImages: no warning of its own', async () => {
    const tasks = [
      {
        stoppedReason: 'CannotPullContainerError: 403 Forbidden',
        containers: [{ name: 'web', image: '111122223333.dkr.ecr.us-east-1.amazonaws.com/web:2' }],
      },
    ];
    const { warnings, causes } = await diagnoseCase({
      tasks,
      errors: { imageDigest: awsError('AccessDeniedException') },
    });
    expect(warnings).toEqual([]);
    expect(causes[0]?.fix).toBeTruthy();
  });

  it('is given up after 20 s, and what is known is reported', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const diagnosing = diagnoseCase({ tasks: [exitOne()], hangs: ['lastLines'] });
    await vi.advanceTimersByTimeAsync(20_000);
    const { warnings, causes } = await diagnosing;
    expect(warnings).toEqual([expect.stringContaining('AWS took too long to answer')]);
    expect(causes[0]?.message).toContain('exited with code 1');
  });

  it('does not end the run, whatever is returned', async () => {
    const { warnings } = await diagnoseCase({ tasks: [{ containers: null as never }], errors: {} });
    expect(warnings).toEqual([expect.stringContaining('TypeError')]);
  });

  it('copes with a text of 200 KB', async () => {
    const { causes } = await diagnoseCase({
      tasks: [{ stoppedReason: `CannotPullContainerError: ${'x'.repeat(200_000)}` }],
    });
    expect(causes[0]?.message.length).toBeLessThan(1_600);
  });
});

describe('the line of the template', () => {
  const TEMPLATE = `{
  "family": "web",
  "executionRoleArn": "arn:aws:iam::1:role/exec",
  "containerDefinitions": [
    {
      "name": "web",
      "image": "registry.example.com/web:2",
      "command": ["nmp", "start"],
      "secrets": [
        { "name": "DB", "valueFrom": "arn:aws:secretsmanager:us-east-1:1:secret:db-AbCdEf:password::" }
      ],
      "logConfiguration": {
        "logDriver": "awslogs",
        "options": { "awslogs-group": "/ecs/web" }
      }
    }
  ]
}`;

  async function readBlamed(): Promise<Blamed> {
    const { template } = await parseFile({
      file: 'task.json',
      bytes: new TextEncoder().encode(TEMPLATE),
      variables: new Map(),
    });
    if (template === undefined) throw new Error('no template');
    return render(template, { express: false });
  }

  it.each(['Error: connect ECONNREFUSED 10.0.12.7:5432', 'FATAL: password authentication failed for user "web"'])(
    'none is to blame for what a program says of others: %s',
    async (line) => {
      const { causes } = await diagnoseCase({
        tasks: [exitOne()],
        blamed: await readBlamed(),
        logs: { 'runtime-1': [line] },
      });
      expect(causes[0]?.logLine).toBe(line);
      expect(causes[0]?.origin).toBeUndefined();
    },
  );

  it.each([
    ['CannotPullContainerError: failed to resolve ref registry.example.com/web:2: not found', 7],
    ['CannotStartContainerError: exec: "nmp": executable file not found in $PATH', 8],
    [
      "ResourceInitializationError: The task can't retrieve the secret with ARN 'arn:aws:secretsmanager:us-east-1:1:secret:db-AbCdEf' from Secrets Manager.",
      10,
    ],
    ['ResourceInitializationError: failed to initialize logging driver: The specified log group does not exist.', 14],
  ])('%s', async (stoppedReason, line) => {
    const blamed = await readBlamed();
    const tasks = [{ stoppedReason, containers: [{ name: 'web', image: 'registry.example.com/web:2' }] }];
    const { causes, calls } = await diagnoseCase({ tasks, blamed });
    expect(causes[0]?.origin).toMatchObject({ kind: 'file', file: 'task.json', line });
    expect(calls).not.toContain('describeTaskDefinition');
    expect(REVISION).toContain('web:2');
  });
});
