import { expect, it, onTestFinished } from 'vitest';
import { startGitHub } from '../../emulator/github.ts';
import { EXAMPLE, play, QUICK_START, REGISTRY } from './play.ts';

const SECRET = 'h7Kq2vX9zz';
const URL = `postgres://app:${SECRET}@db:5432/shop`;
const HEAD = 'c0ffee'.padEnd(40, '0');
const LOG_LINES = [`connecting to ${URL}`, `Authorization: Bearer ${SECRET}`, `started with --db-password ${SECRET}`];

type Given = Partial<Parameters<typeof play>[0]>;

/** The task definition of the README with one more container, written as it stands. */
function holding(container: string): Record<string, string> {
  return { 'task-definition.json': EXAMPLE.replace('"containerDefinitions": [', `$&\n${container},`) };
}

it.each<[string, Given]>([
  ['a variable', { inputs: { 'environment-variables': `DB_PASSWORD=${SECRET}\nDATABASE_URL=${URL}` } }],
  ['a variable without "="', { inputs: { 'environment-variables': `DB_PASSWORD ${SECRET}` } }],
  ['broken JSON of variables', { inputs: { 'environment-variables': `[{"name":"DB_PASSWORD","value":"${SECRET}]` } }],
  ['a command', { inputs: { command: `serve --token=${SECRET} --db-password ${SECRET} ${URL}` } }],
  ['a tag and a label', { inputs: { tags: `api-key=${SECRET}`, 'docker-labels': `token=${SECRET}` } }],
  [
    'a text without quotes',
    { files: holding(`{"name": "x", "environment": [{"name": "TOKEN", "value": ${SECRET}}]}`) },
  ],
  [
    'a text in single quotes',
    { files: holding(`{"name": "x", "environment": [{"name": "T", "value": '${SECRET}'}]}`) },
  ],
  ['a backslash', { files: holding(`{"name": "x", "environment": [{"name": "TOKEN", "value": "${SECRET}\\q"}]}`) }],
  ['a missing colon', { files: holding(`{"name": "x", "environment": [{"name": "TOKEN", "value" "${SECRET}"}]}`) }],
  [
    'a setting of an Express service',
    {
      scenario: 'express-canary',
      inputs: {
        service: 'shop',
        image: `${REGISTRY}/shop@sha256:${'5d'.repeat(32)}`,
        command: `serve --token=${SECRET}`,
        'environment-variables': `DB_PASSWORD=${SECRET}`,
      },
    },
  ],
  [
    'the log of a container that fails',
    {
      scenario: 'classic-breaker',
      change: ({ behaviours }) => (behaviours.fallback = { kind: 'exits', exitCode: 1, logLines: LOG_LINES }),
    },
  ],
  [
    'the log of a one-off task',
    {
      inputs: { mode: 'run-task', 'run-task': 'true', 'run-task-subnets': 'subnet-1' },
      change: ({ behaviours }) =>
        behaviours.oneOff.set('web', { kind: 'exits', exitCode: 1, afterSeconds: 5, logLines: LOG_LINES }),
    },
  ],
])('%s shows no secret in log, summary, outputs, report and pull request', async (_, { inputs, files, ...given }) => {
  const { url, github, close } = await startGitHub({ refs: new Set([HEAD]), issues: new Set([7]) });
  onTestFinished(close);
  const template = given.scenario === 'express-canary' ? {} : QUICK_START;
  const { log, summary, outputs, report } = await play({
    scenario: 'classic-healthy',
    ...given,
    inputs: { ...template, ...inputs, 'pull-request-comment': 'true', 'github-token': 'ghs_example' },
    files: { 'event.json': JSON.stringify({ pull_request: { number: 7, head: { sha: HEAD } } }), ...files },
    environment: {
      GITHUB_API_URL: url,
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_EVENT_PATH: 'event.json',
    },
  });
  const [comment] = github.comments;
  const told = { log, summary, outputs: JSON.stringify(outputs), report, comment: comment?.body };
  for (const text of Object.values(told)) expect(text).toBeTruthy();
  expect(Object.entries(told).filter(([, text]) => text?.includes(SECRET))).toEqual([]);
});
