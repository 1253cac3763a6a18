import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startGitHub } from '../../emulator/github.ts';
import type { World } from '../../emulator/world.ts';
import type { InputName } from '../../src/inputs/spec.ts';
import { play, QUICK_START, REGISTRY } from './play.ts';

/** Looks like nothing but itself, so that only the place where it was learned can give it away. */
const canary = (name: string): string => `Kq7${name}zV9wB2`;

const KEY_LINES = [canary('keyone'), canary('keytwo')];
const PRIVATE_KEY = `-----BEGIN PRIVATE KEY-----\n${KEY_LINES.join('\n')}\n-----END PRIVATE KEY-----`;

/** Every place that a secret comes from, and the value in it. */
const SOURCES = {
  file: canary('file'),
  json: `${canary('json')}"<&'/é`,
  input: canary('input'),
  live: canary('live'),
  accessKey: canary('access'),
  session: canary('session'),
  token: canary('token'),
  header: canary('header'),
  body: canary('body'),
  option: canary('option'),
  url: canary('url'),
};
/** Keys that no variable of the environment has. */
const PROFILE = { key: canary('profile'), session: canary('profilesession') };
const ALL = [...Object.values(SOURCES), ...KEY_LINES];

/** Known only where a one-off task has it. */
const OVERRIDE = canary('override');

/** As programs, tools and AWS print a value; the last two show only a part of it. */
const printed = (value: string): string[] => [
  `failed to log in with ${value}`,
  JSON.stringify({ message: `bad value ${value}` }),
  `GET /?t=${encodeURIComponent(value)} 401`,
  `basic ${Buffer.from(`app:${value}`).toString('base64')}`,
  `Error: refused ${value.slice(0, -2)} and so on`,
  `...${value.slice(2)} is wrong`,
];

const DEFINITION = JSON.stringify({
  family: 'web',
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  cpu: '256',
  memory: '512',
  executionRoleArn: 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole',
  containerDefinitions: [
    {
      name: 'web',
      image: 'web',
      portMappings: [{ containerPort: 8080 }],
      environment: [
        { name: 'DB_PASSWORD', value: SOURCES.file },
        { name: 'SIGNING_SECRET', value: SOURCES.json },
        { name: 'TLS_PRIVATE_KEY', value: PRIVATE_KEY },
        { name: 'DATABASE_URL', value: `postgres://app:${SOURCES.url}@db.internal/app` },
      ],
      logConfiguration: {
        logDriver: 'awsfirelens',
        options: { Name: 'datadog', apikey: SOURCES.option },
      },
    },
    {
      name: 'router',
      image: 'public.ecr.aws/aws-observability/aws-for-fluent-bit:3',
      essential: false,
      firelensConfiguration: { type: 'fluentbit' },
    },
  ],
});

const INPUTS: Partial<Record<InputName, string>> = {
  ...QUICK_START,
  'container-name': 'web',
  'task-definition': DEFINITION,
  'environment-variables': `API_TOKEN=${SOURCES.input}`,
  'smoke-test': JSON.stringify({
    url: 'http://localhost:9/health',
    headers: { Authorization: `Bearer ${SOURCES.header}` },
    body: JSON.stringify({ password: SOURCES.body }),
    method: 'POST',
  }),
  'pull-request-comment': 'true',
  'github-deployment': 'true',
  'github-token': SOURCES.token,
};

/** The old revision has a secret of its own, and the new task says all of them aloud, in its log and in what AWS tells. */
function tellAll(kind: 'exits' | 'cannot-prepare', values: readonly string[]) {
  return ({ home, behaviours, faults }: World): void => {
    const [live] = home.services[0]?.taskDefinition.definition.containerDefinitions ?? [];
    live?.environment?.push({ name: 'OLD_SECRET', value: SOURCES.live });
    const lines = values.flatMap(printed);
    faults.deny.add('ecr:*');
    behaviours.fallback =
      kind === 'exits'
        ? { kind, exitCode: 1, logLines: lines, reason: lines.join(' ') }
        : { kind, message: `ResourceInitializationError: ${lines.join(' ')}` };
  };
}

const KEYS = { AWS_SECRET_ACCESS_KEY: SOURCES.accessKey, AWS_SESSION_TOKEN: SOURCES.session };

async function toProfile({ key, session }: typeof PROFILE): Promise<Record<string, string | undefined>> {
  const folder = await mkdtemp(join(tmpdir(), 'ecs-express-deploy-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'credentials');
  const lines = ['aws_access_key_id = AKIDEXAMPLE', `aws_secret_access_key = ${key}`, `aws_session_token = ${session}`];
  await writeFile(file, ['[canary]', ...lines, ''].join('\n'));
  return {
    AWS_PROFILE: 'canary',
    AWS_SHARED_CREDENTIALS_FILE: file,
    AWS_ACCESS_KEY_ID: undefined,
    AWS_SECRET_ACCESS_KEY: undefined,
    DEPLOY_SECRET: SOURCES.accessKey,
    DEPLOY_TOKEN: SOURCES.session,
  };
}

it.each([
  ['a log', 'rolled-back', 'exits', {}],
  ['the reason of AWS', 'rolled-back', 'cannot-prepare', {}],
  ['a log, with the keys of a profile', 'rolled-back', 'exits', {}, PROFILE],
  [
    'a one-off task',
    'failed',
    'exits',
    {
      'run-task': 'true',
      'run-task-container-overrides': JSON.stringify([
        { name: 'web', environment: [{ name: 'ADMIN_PASSWORD', value: OVERRIDE }] },
      ]),
    },
  ],
  ['a plan', 'planned', 'exits', { mode: 'plan' }],
  [
    'a refused input',
    'failed',
    'exits',
    { 'desired-count': `x${SOURCES.input}`, image: `${REGISTRY}/web@sha256:${'5d'.repeat(31)}` },
  ],
] as const)('no secret leaves the step through %s', async (_, outcome, kind, inputs, profile?: typeof PROFILE) => {
  const known = [...ALL, ...('run-task' in inputs ? [OVERRIDE] : []), ...Object.values(profile ?? {})];
  const { url, github, requests, close } = await startGitHub({
    token: SOURCES.token,
    refs: new Set(['c0ffee']),
    issues: new Set([7]),
  });
  onTestFinished(close);
  const { log, summary, report, outputs } = await play({
    scenario: 'classic-healthy',
    change: tellAll(kind, known),
    files: { 'event.json': JSON.stringify({ pull_request: { number: 7, head: { sha: 'c0ffee' } } }) },
    inputs: { ...INPUTS, ...inputs },
    environment: {
      ...(profile === undefined ? KEYS : await toProfile(profile)),
      RUNNER_DEBUG: '1',
      ACTIONS_STEP_DEBUG: 'true',
      GITHUB_API_URL: url,
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_EVENT_PATH: 'event.json',
    },
  });
  const sinks = {
    log: log.replaceAll(/^::add-mask::.*$/gmu, ''),
    summary,
    report,
    outputs: JSON.stringify(outputs),
    github: JSON.stringify([{ ...github, token: undefined }, requests.map(({ body }) => body)]),
  };
  const found = Object.entries(sinks).flatMap(([sink, text]) =>
    known.flatMap((value) =>
      [value, value.slice(0, -2), value.slice(2), Buffer.from(value).toString('base64').slice(0, -4)]
        .filter((part) => text.includes(part))
        .map((part) => `${sink}: ${part}`),
    ),
  );
  expect(found).toEqual([]);
  expect(outputs['outcome']).toBe(outcome);
  expect(`${log}${summary}`).toContain('***');
});
