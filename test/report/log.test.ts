import { expect, test } from 'vitest';
import { formatEvent, formatOutcome, formatProblem } from '../../src/report/log.ts';
import { formatDuration } from '../../src/duration.ts';
import { MUTABLE_TAG, rolledBack } from './reports.ts';
import { after, counts, said, type Said, targetState } from './timeline.ts';

const PAUSE = { id: 'ecs-pause-1', type: 'PAUSE', status: 'AWAITING_ACTION' };

test.each<[Said, string]>([
  [{ kind: 'started', deployment: 'arn:aws:ecs:x:1:service-deployment/prod/web/kZ3x' }, 'deployment kZ3x started'],
  [{ kind: 'status', status: 'ROLLBACK_IN_PROGRESS', reason: 'Alarm.' }, 'deployment: rollback in progress: Alarm.'],
  [{ kind: 'status', status: 'SOMETHING_NEW' }, 'deployment: something new'],
  [{ kind: 'stage', stage: 'POST_TEST_TRAFFIC_SHIFT' }, 'stage: post test traffic shift'],
  [counts('web:43', 'target', [2, 1, 4]), 'new revision web:43: 2 of 4 running, 1 pending'],
  [counts('web:42', 'source', [4, 0, 4]), 'old revision web:42: 4 of 4 running'],
  [{ kind: 'failed-tasks', failed: 1, threshold: 3 }, '✖ 1 task failed (the circuit breaker trips at 3)'],
  [{ kind: 'failed-tasks', failed: 2 }, '✖ 2 tasks failed'],
  [{ kind: 'traffic', production: 5, test: 100 }, 'traffic to the new revision: 5 % production, 100 % test'],
  [{ kind: 'bake', until: after(195) }, 'deployment: baking until 10:05:26 (3 min)'],
  [
    { kind: 'hook', hook: { ...PAUSE, stage: 'BAKE_TIME', expiresAt: after(60), timeoutAction: 'ROLLBACK' } },
    '⏸ deployment: paused at bake time, until 2026-03-02 10:03 UTC; then ECS rolls it back (hook ecs-pause-1); waiting to be continued',
  ],
  [
    { kind: 'hook', hook: PAUSE },
    '⏸ deployment: paused at a lifecycle hook (hook ecs-pause-1); waiting to be continued',
  ],
  [
    { kind: 'hook', hook: { ...PAUSE, id: 'READY_WAIT', type: 'CODE_DEPLOY', timeoutAction: 'STOP' } },
    '⏸ deployment: paused before CodeDeploy reroutes the traffic; then CodeDeploy stops it (hook READY_WAIT); waiting to be continued',
  ],
  [{ kind: 'hook', hook: { ...PAUSE, status: 'TIMED_OUT' } }, '✖ pause (hook ecs-pause-1): timed out'],
  [
    {
      kind: 'hook',
      hook: { id: 'h', type: 'AWS_LAMBDA', status: 'FAILED', target: 'arn:aws:lambda:x:1:function:smoke' },
    },
    '✖ hook h, Lambda function smoke: failed',
  ],
  [said('has reached a steady state.'), 'service event: has reached a steady state.'],
  [
    {
      kind: 'service-event',
      id: '1',
      message:
        'service (web) (port 80) is unhealthy in (target-group arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/web-tg/6d0e) due to (reason Request timed out).',
    },
    'service event: (port 80) is unhealthy in (target-group web-tg) due to (reason Request timed out).',
  ],
  [{ kind: 'target', target: targetState(6) }, '✔ target 10.0.0.7:8080 healthy'],
  [
    {
      kind: 'target',
      target: targetState(6, 'unhealthy', { reason: 'Target.Timeout', description: 'Request timed out' }),
    },
    '✖ target 10.0.0.7:8080 unhealthy: Request timed out',
  ],
  [{ kind: 'resource', resource: 'log group', status: 'PROVISIONING' }, 'log group: provisioning'],
  [{ kind: 'task', task: 'arn:aws:ecs:x:1:task/prod/t1', status: 'RUNNING' }, 'one-off task t1: running'],
  [
    { kind: 'task', task: 't1', status: 'STOPPED', reason: 'Essential container in task exited' },
    'one-off task t1: stopped: Essential container in task exited',
  ],
  [{ kind: 'notice', message: 'Express manages this.' }, 'Express manages this.'],
  [{ kind: 'warning', message: 'No permission.' }, '⚠ No permission.'],
])('an event is one line: %j', (event, text) => {
  expect(formatEvent({ ...event, at: after(15) }, 'web')).toBe(`10:02:26  web  ${text}`);
});

test.each([
  ['  at load (/app/config.js:18:11)', '  at load (/app/config.js:18:11)'],
  ['##[error]gone', '##\u200b[error]gone'],
  ['::add-mask::e', ':\u200b:add-mask::e'],
  ['\u001b[31mred\u001b[0m', 'red'],
  ['', ''],
])('a line of a container keeps its indentation and obeys nothing: %j', (line, shown) => {
  expect(formatEvent({ kind: 'task-log', container: 'migrate', line, at: after(15) }, 'web')).toBe(
    `10:02:26  migrate | ${shown}`,
  );
});

test('a single service is not named on every line', () => {
  expect(formatEvent({ ...said('has started 1 tasks.'), at: after(0) })).toBe(
    '10:02:11  service event: has started 1 tasks.',
  );
});

test('a problem starts with its place', () => {
  expect(formatProblem(MUTABLE_TAG)).toMatch(/^⚠ deploy\/task-definition\.json:41:16: Container .* \(mutable-tag\)$/u);
});

test('the verdict is followed by cause, log lines and fix', () => {
  expect(formatOutcome(rolledBack().outcome)).toMatchInlineSnapshot(`
    "↩️ web was rolled back to web:42: the circuit breaker stopped web:43 after 3 failed tasks.
      deploy/task-definition.json:12:7: Essential container in task exited: \`app\` ended with exit code 1; its log says: Error: environment variable DATABASE_URL is not set
      All 3 tasks of web:43 started, wrote the lines below and ended within 6 seconds.
        | > web@1.5.0 start
        | > node server.js
        |
        | Error: environment variable DATABASE_URL is not set
        |     at loadConfig (/app/config.js:18:11)
        |     at Object.<anonymous> (/app/server.js:4:16)
      → Set \`DATABASE_URL\` in the task definition, or read it from a secret.
      https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
      The circuit breaker tripped at 3 failed tasks."
  `);
});

test.each([
  [0, '0 s'],
  [59_400, '59 s'],
  [59_600, '1 min'],
  [245_000, '4 min 5 s'],
  [3_600_000, '1 h'],
  [11_100_000, '3 h 5 min'],
  [-5, '0 s'],
])('%i ms are %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});
