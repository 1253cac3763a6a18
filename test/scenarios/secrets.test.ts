import { describe, expect, it, onTestFinished } from 'vitest';
import type { World } from '../../emulator/world.ts';
import { startGitHub } from '../../emulator/github.ts';
import { EXAMPLE, play, QUICK_START, REGISTRY } from './play.ts';

const SECRET = 'h7Kq2vX9zz';
const ADDRESS = `postgres://app:${SECRET}@db:5432/shop`;
const HEAD = 'c0ffee'.padEnd(40, '0');
const LOG_LINES = [
  `connecting to ${ADDRESS}`,
  `Authorization: Bearer ${SECRET}`,
  `started with --db-password ${SECRET}`,
];

type Given = Partial<Parameters<typeof play>[0]>;

/** The task definition of the README with one more container, written as it stands. */
function holding(container: string): Record<string, string> {
  return { 'task-definition.json': EXAMPLE.replace('"containerDefinitions": [', `$&\n${container},`) };
}

it.each<[string, Given]>([
  ['a variable', { inputs: { 'environment-variables': `DB_PASSWORD=${SECRET}\nDATABASE_URL=${ADDRESS}` } }],
  ['a variable without "="', { inputs: { 'environment-variables': `DB_PASSWORD ${SECRET}` } }],
  ['broken JSON of variables', { inputs: { 'environment-variables': `[{"name":"DB_PASSWORD","value":"${SECRET}]` } }],
  ['a command', { inputs: { command: `serve --token=${SECRET} --db-password ${SECRET} ${ADDRESS}` } }],
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
])('%s shows no secret in any place', async (_, given) => {
  const told = await tell(given);
  expect(Object.entries(told).filter(([, text]) => text.includes(SECRET))).toEqual([]);
});

/** Values that nothing but their source gives away; each source has its own, so that a failure names it. */
const BARE = {
  template: 'canary-template-4711',
  live: 'canary/live+4712',
  input: 'canary "input" 4713',
  firstLine: 'canary-first-line-4714',
  secondLine: 'canary-second-line-4715',
  accessKey: 'CANARYACCESSKEY4716X',
  secretKey: 'canarysecretaccesskey/4717+abcdefghijklmn',
  session: 'canarysessiontoken4718abcdefghijklmnopqrst',
  token: 'ghs_canary4719',
  environment: 'canary-environment-4720',
};
const SPELLINGS = Object.values(BARE).flatMap((value) => [
  value,
  JSON.stringify(value).slice(1, -1),
  encodeURIComponent(value),
  Buffer.from(value).toString('base64'),
]);
const PLANTED = SPELLINGS.join(' , ');
const KEY = [
  '-----BEGIN PRIVATE KEY-----',
  'MIIEvQIBADANBgkqhkiG9w0BAQEF',
  'AASCBKcwggSjAgEAAoIBAQC7',
  '-----END PRIVATE KEY-----',
];

const fails = (action: string) => (world: World) =>
  void world.faults.fail.set(action, { name: 'InvalidParameterException', message: `Refused: ${PLANTED}`, times: 99 });

describe('a value that the step knows appears nowhere, even if AWS or an application repeats it', () => {
  it.each<[string, Given]>([
    [
      'in the log of a container',
      {
        scenario: 'classic-breaker',
        change: ({ behaviours }) => {
          behaviours.fallback = { kind: 'exits', exitCode: 1, logLines: [...SPELLINGS, ...KEY, `Error: ${PLANTED}`] };
        },
      },
    ],
    [
      'in the reason why a task stopped',
      { change: ({ behaviours }) => (behaviours.fallback = { kind: 'cannot-prepare', message: PLANTED }) },
    ],
    [
      'in an event of the service',
      { change: ({ behaviours }) => (behaviours.fallback = { kind: 'no-capacity', event: `was unable: ${PLANTED}` }) },
    ],
    [
      'in the log of a one-off task',
      {
        inputs: { mode: 'run-task', 'run-task': 'true', 'run-task-subnets': 'subnet-1' },
        change: ({ behaviours }) =>
          behaviours.oneOff.set('web', {
            kind: 'exits',
            exitCode: 1,
            afterSeconds: 5,
            logLines: [...SPELLINGS, ...KEY, `Error: ${PLANTED}`],
          }),
      },
    ],
    ['in a refusal to register', { change: fails('ecs:RegisterTaskDefinition') }],
    ['in a refusal to update', { change: fails('ecs:UpdateService') }],
    ['in a refusal to read', { change: fails('ecs:DescribeServices') }],
    ['in a refusal of what is optional', { change: fails('elasticloadbalancing:DescribeTargetHealth') }],
  ])('%s', async (_, given) => {
    const told = await tell({
      ...given,
      files: holding(
        JSON.stringify({
          name: 'proxy',
          image: `${REGISTRY}/proxy@sha256:${'5d'.repeat(32)}`,
          essential: false,
          environment: [
            { name: 'API_SECRET', value: BARE.template },
            { name: 'TLS_PRIVATE_KEY', value: `${BARE.firstLine}\n${BARE.secondLine}` },
          ],
        }),
      ),
      change: (world) => {
        given.change?.(world);
        const [live] = world.home.families.get('web')?.[0]?.definition.containerDefinitions ?? [];
        live?.environment?.push({ name: 'DB_PASSWORD', value: BARE.live });
      },
      inputs: { ...given.inputs, 'environment-variables': `SMTP_PASSWORD=${BARE.input}` },
      environment: {
        AWS_ACCESS_KEY_ID: BARE.accessKey,
        AWS_SECRET_ACCESS_KEY: BARE.secretKey,
        AWS_SESSION_TOKEN: BARE.session,
        DEPLOY_PASSWORD: BARE.environment,
      },
    });
    const found = Object.entries(told).flatMap(([place, text]) =>
      [...SPELLINGS, ...KEY.slice(1, 3)].filter((spelling) => text.includes(spelling)).map((one) => [place, one]),
    );
    expect(found).toEqual([]);
  });
});

/** Every place in which a run says something. */
async function tell({ inputs, files, environment, ...given }: Given): Promise<Record<string, string>> {
  const { url, github, close } = await startGitHub({
    refs: new Set([HEAD]),
    issues: new Set([7]),
    token: BARE.token,
  });
  onTestFinished(close);
  const template = given.scenario === 'express-canary' ? {} : QUICK_START;
  const { log, summary, outputs, report } = await play({
    scenario: 'classic-healthy',
    ...given,
    inputs: {
      ...template,
      ...inputs,
      'pull-request-comment': 'true',
      'github-deployment': 'true',
      'github-token': BARE.token,
    },
    files: { 'event.json': JSON.stringify({ pull_request: { number: 7, head: { sha: HEAD } } }), ...files },
    environment: {
      GITHUB_API_URL: url,
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_EVENT_PATH: 'event.json',
      GITHUB_SHA: HEAD,
      ...environment,
    },
  });
  const [comment] = github.comments;
  for (const text of [log, summary, report, comment?.body]) expect(text).toBeTruthy();
  return {
    log: log.replace(`::add-mask::${BARE.token}`, ''),
    summary,
    outputs: JSON.stringify(outputs),
    report,
    comment: comment?.body ?? '',
    deployments: JSON.stringify(github.deployments),
  };
}
