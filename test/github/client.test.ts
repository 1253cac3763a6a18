import { describe, expect, onTestFinished, test } from 'vitest';
import { startGitHub } from '../../emulator/github.ts';
import type { GitHub } from '../../emulator/github-repository.ts';
import type { Outcome, OutcomeKind, Report, ServiceReport } from '../../src/model.ts';
import { inFlightMark, isProduction, toDescription, toEndStatus, toEnvironments } from '../../src/github/deployment.ts';
import { toGitHubRun, toMarker } from '../../src/github/github-run.ts';
import { connectGitHub, type GitHubReporting, type GitHubRequest } from '../../src/github/client.ts';
import { plan, severalServices } from '../report/more-reports.ts';
import { report, rolledBack, serviceReport, success } from '../report/reports.ts';
import { T0 } from '../report/timeline.ts';

const HEAD = 'c0ffee'.padEnd(40, '0');
const WEB = [{ name: 'web', cluster: 'prod' }];
const EVENT = { pull_request: { number: 7, head: { sha: HEAD } } };
const ENVIRONMENT = {
  GITHUB_REPOSITORY: 'acme/shop',
  GITHUB_EVENT_NAME: 'pull_request',
  GITHUB_EVENT_PATH: 'event.json',
  GITHUB_SHA: 'a'.repeat(40),
  GITHUB_RUN_ID: '42',
  GITHUB_WORKFLOW: 'Deploy',
  GITHUB_JOB: 'deploy',
};
const MARKER = toMarker(ENVIRONMENT, [undefined, ['web']]);

interface Asked {
  github?: Partial<GitHub>;
  inputs?: Partial<GitHubRequest['inputs']>;
  environment?: Record<string, string>;
  event?: unknown;
  cancelled?: true | 'on the way';
  under?: string;
}

/** A reporter in front of a stand-in whose deadlines pass at once. */
async function connect(asked: Asked = {}) {
  const emulator = await startGitHub({ refs: new Set([HEAD]), issues: new Set([7]), ...asked.github });
  onTestFinished(() => emulator.close());
  const told: string[] = [];
  const slept: number[] = [];
  const controller = new AbortController();
  if (asked.cancelled === true) controller.abort();
  const reporting = connectGitHub({
    inputs: {
      mode: 'deploy',
      cluster: undefined,
      service: ['web'],
      'service-name': undefined,
      'github-token': 'ghs_example',
      'github-deployment': true,
      'environment-name': undefined,
      'environment-url': undefined,
      'pull-request-comment': true,
      ...asked.inputs,
    },
    environment: { ...ENVIRONMENT, GITHUB_API_URL: `${emulator.url}${asked.under ?? ''}`, ...asked.environment },
    files: {
      read: async () => Buffer.from(JSON.stringify(asked.event ?? EVENT)),
      list: async () => [],
      writeOutput: async () => '',
    },
    clock: {
      sleep: async (milliseconds, signal) => {
        slept.push(milliseconds);
        if (asked.cancelled === 'on the way') controller.abort();
        signal?.throwIfAborted();
        await new Promise((resolve) => setTimeout(resolve, emulator.github.fault === 'silent' ? 20 : 5_000).unref());
      },
    },
    signal: controller.signal,
    tell: (command, about, message) => told.push(`${command} ${about}: ${message}`),
    hide: (text) => text.replaceAll('h7Kq2vX9', '***'),
  });
  return { ...emulator, reporting, told, slept };
}

async function deploy(reporting: GitHubReporting, shown: Report = success()): Promise<void> {
  reporting.begin(WEB);
  await reporting.end(shown);
}

describe('what is sent to GitHub', () => {
  test('a deployment of the head commit, from start to end', async () => {
    const { reporting, github, told } = await connect();
    await deploy(reporting);
    expect(told).toEqual([]);
    expect(github.deployments).toMatchObject([
      {
        ref: HEAD,
        task: 'deploy',
        environment: 'web',
        description: 'web in prod',
        production_environment: false,
        statuses: [
          { state: 'in_progress', log_url: 'https://github.com/acme/shop/actions/runs/42', environment_url: '' },
          { state: 'success', environment_url: 'https://shop.example.com/' },
        ],
      },
    ]);
  });

  test('the end of a deployment in flight on the record that an earlier step left, and on no other', async () => {
    const { reporting, github } = await connect();
    const record = (id: number, description: string, more: Partial<GitHub['deployments'][number]> = {}) => ({
      id,
      ref: HEAD,
      task: 'deploy',
      environment: 'web',
      description: '',
      production_environment: false,
      transient_environment: false,
      statuses: [{ state: 'in_progress', description, log_url: '', environment_url: '' }],
      ...more,
    });
    github.deployments.push(
      record(1, 'It waits. (deployment d-THIS)'),
      record(2, 'It waits. (deployment d-OTHER)'),
      record(3, 'It waits. (deployment d-THIS)', { environment: 'api' }),
      record(4, 'Deploying to Amazon ECS.'),
    );
    reporting.begin([{ name: 'web', cluster: 'prod', inFlight: 'd-THIS' }]);
    await reporting.end(report([serviceReport()], { mode: 'continue' }));
    const ends = github.deployments.map(({ statuses }) => statuses.map(({ state }) => state).join(' '));
    expect(ends).toEqual(['in_progress success', 'in_progress', 'in_progress', 'in_progress']);
  });

  test('nothing about a deployment that did not start', async () => {
    const { reporting, github } = await connect();
    await reporting.end(plan());
    expect(github.deployments).toEqual([]);
    expect(github.comments).toHaveLength(1);
  });

  test('one environment for each service, each with its own end', async () => {
    const { reporting, github } = await connect();
    const shown = severalServices();
    reporting.begin(shown.services.map(({ service, cluster }) => ({ name: service, cluster })));
    await reporting.end(shown);
    const ends = github.deployments.map(({ environment, statuses }) => [environment, statuses.at(-1)?.state]);
    expect(Object.fromEntries(ends)).toMatchObject({ web: 'failure', worker: 'success' });
  });

  test('in one comment, which the next run updates, whatever page it is on', async () => {
    const { reporting, github } = await connect();
    const chatter = (id: number) => ({
      id,
      issue: 7,
      body: `number ${id}`,
      user: { login: 'octocat', type: 'User' as const },
      author_association: 'NONE',
    });
    github.comments.push(...Array.from({ length: 150 }, (_, index) => chatter(index + 1)));
    await deploy(reporting, plan());
    github.comments.push(...Array.from({ length: 150 }, (_, index) => chatter(index + 200)));
    await deploy(reporting, rolledBack());
    const ours = github.comments.filter(({ body }) => body.startsWith(MARKER));
    expect(ours).toHaveLength(1);
    expect(ours[0]?.body).toContain('rolled back');
  });

  test('not in the comment of a stranger who copied the marker', async () => {
    const { reporting, github } = await connect();
    const stranger = { login: 'mallory', type: 'User' as const };
    github.comments.push({
      id: 1,
      issue: 7,
      body: `${MARKER}\nall is well`,
      user: stranger,
      author_association: 'NONE',
    });
    await deploy(reporting);
    expect(github.comments).toMatchObject([{ body: `${MARKER}\nall is well` }, { user: { type: 'Bot' } }]);
  });

  test('on GitHub Enterprise Server too', async () => {
    const { reporting, github, requests } = await connect({ under: '/api/v3/' });
    await deploy(reporting);
    expect(github.deployments).toHaveLength(1);
    expect(requests.every(({ path }) => path.startsWith('/api/v3/repos/acme/shop/'))).toBe(true);
  });

  test('whatever the checks of the commit say, and wherever its branch stands', async () => {
    const { reporting, github } = await connect({ github: { pendingContexts: true, behind: true } });
    await deploy(reporting);
    expect(github.deployments).toHaveLength(1);
  });
});

describe('what goes wrong along the way', () => {
  const NONE = new Set<never>();
  const AFFECTED = 'The deployment itself is not affected.';

  test.each<[string, Asked, string[]]>([
    [
      'a token without scopes',
      { github: { permissions: NONE } },
      ['"deployments: write" to the job\'s permissions', '"pull-requests: write" to the job\'s permissions'],
    ],
    [
      'a private repository',
      { github: { permissions: NONE, private: true } },
      ['HTTP 404, Not Found', '"pull-requests: write"'],
    ],
    ['a token that has ended', { inputs: { 'github-token': 'ghs_other' } }, ['does not accept the token']],
    ['no token', { inputs: { 'github-token': undefined } }, ['Input "github-token" is empty.']],
    ['GitHub down', { github: { fault: 503 } }, [AFFECTED]],
    ['GitHub silent', { github: { fault: 'silent' } }, ['no answer within 10 s']],
    ['no network', { environment: { GITHUB_API_URL: 'http://127.0.0.1:2' } }, ['ECONNREFUSED']],
    ['a commit that GitHub does not have', { github: { refs: new Set() } }, ['No ref found for']],
    ['no run of GitHub Actions', { environment: { GITHUB_REPOSITORY: '' } }, ['Run this in GitHub Actions.']],
    [
      'no pull request',
      { event: { ref: 'refs/heads/main' }, github: { refs: new Set(['a'.repeat(40)]) } },
      ['notice pull-request-comment: This run does not belong'],
    ],
  ])('%s is told once', async (_, asked, expected) => {
    const { reporting, told } = await connect(asked);
    await deploy(reporting);
    expect(told).toHaveLength(expected.length);
    for (const part of expected) expect(told.join('\n')).toContain(part);
    expect(told.join('\n')).not.toMatch(/ghs_/u);
  });

  test('a cancelled run waits two seconds at most', async () => {
    const { reporting, slept } = await connect({ github: { fault: 'silent' }, cancelled: true });
    await deploy(reporting);
    expect(new Set(slept)).toEqual(new Set([2_000]));
  });
});

test('a run that is cancelled while GitHub is silent waits two seconds more', async () => {
  const { reporting, slept, told } = await connect({ github: { fault: 'silent' }, cancelled: 'on the way' });
  await reporting.end(success());
  expect(slept.slice(0, 2)).toEqual([10_000, 2_000]);
  expect(told.join()).toContain('no answer within 2 s');
});

describe('the end of a deployment', () => {
  const kinds: Record<OutcomeKind, string> = {
    succeeded: 'success',
    unchanged: 'success',
    registered: 'success',
    planned: 'success',
    checked: 'success',
    started: 'in_progress',
    'rolled-back': 'failure',
    failed: 'failure',
    stopped: 'failure',
    superseded: 'failure',
    skipped: 'failure',
    deleted: 'success',
    'timed-out': 'failure',
    cancelled: 'error',
  };
  const outcome = (kind: OutcomeKind): Outcome => ({ kind, headline: 'It ended.', causes: [] });

  test.each(Object.entries(kinds))('%s is %s', (kind, state) => {
    const shown = report([serviceReport({ outcome: outcome(kind as OutcomeKind) })]);
    const waits = kind === 'started' ? ' (deployment kZ3xq7Tg1mPnR9sVbY2wA)' : '';
    expect(toEndStatus(shown, WEB)).toMatchObject({ state, description: `It ended.${waits}` });
  });

  test('of one that never started is an error', () => {
    expect(toEndStatus(report([], { outcome: outcome('failed') }), WEB).state).toBe('error');
    const untouched = serviceReport({ outcome: outcome('failed'), timeline: [], deploymentArn: undefined });
    expect(toEndStatus(report([untouched]), WEB).state).toBe('error');
  });

  describe('that was in flight before', () => {
    const inFlight = [{ name: 'web', cluster: 'prod', inFlight: 'kZ3xq7Tg1mPnR9sVbY2wA' }];
    const ended = (status: string): Partial<ServiceReport> => ({
      standing: 'over',
      timeline: [{ at: T0, kind: 'status', status }],
    });
    const denied: Partial<ServiceReport> = {
      timeline: [{ at: T0, kind: 'started', deployment: 'kZ3xq7Tg1mPnR9sVbY2wA' }],
    };

    test.each<[Report['mode'], [OutcomeKind, Partial<ServiceReport>], string]>([
      ['continue', ['succeeded', ended('SUCCESSFUL')], 'success'],
      ['continue', ['rolled-back', ended('ROLLBACK_SUCCESSFUL')], 'failure'],
      ['continue', ['started', ended('IN_PROGRESS')], 'in_progress'],
      ['stop', ['succeeded', ended('ROLLBACK_SUCCESSFUL')], 'failure'],
      ['rollback', ['succeeded', ended('ROLLBACK_SUCCESSFUL')], 'failure'],
      ['rollback', ['started', { standing: 'going-back' }], 'failure'],
      ['stop', ['failed', ended('SUCCESSFUL')], 'success'],
      ['stop', ['failed', ended('ROLLBACK_FAILED')], 'failure'],
      ['stop', ['cancelled', ended('ROLLBACK_IN_PROGRESS')], 'error'],
      ['stop', ['failed', denied], 'error untouched'],
      ['continue', ['failed', denied], 'error untouched'],
    ])('mode %s, %j is %s', (mode, [kind, more], expected) => {
      const shown = report([serviceReport({ outcome: outcome(kind), ...more })], { mode });
      const { state, untouched } = toEndStatus(shown, inFlight);
      expect([state, ...(untouched === true ? ['untouched'] : [])].join(' ')).toBe(expected);
    });

    test('is found by all ids of paused deployments', () => {
      const of = (...ids: (string | undefined)[]): string => inFlightMark(ids.map((id) => ({ inFlight: id })));
      expect(of('b', 'a')).toBe(' (deployments a, b)');
      expect([of(), of('a', undefined), of('a', ''), of(...'abcdef'.split('').map((id) => id.repeat(21)))]).toEqual([
        '',
        '',
        '',
        '',
      ]);
    });
  });

  test('has no URL if it is not a web address, or if there are several', () => {
    expect(toEndStatus(report([serviceReport({ endpoint: 'javascript:alert(1)' })]), WEB)).not.toHaveProperty(
      'endpoint',
    );
    const two = [serviceReport(), serviceReport({ service: 'api', endpoint: 'https://api.example.com' })];
    expect(toEndStatus(report(two), [...WEB, { name: 'api', cluster: 'prod' }])).not.toHaveProperty('endpoint');
  });

  test('has a description that GitHub accepts', () => {
    expect(toDescription('a\n\u001b[31mb')).toBe('a b');
    expect(toDescription('🙂'.repeat(100))).toHaveLength(139);
    expect(toDescription('🙂'.repeat(100)).isWellFormed()).toBe(true);
    expect(toDescription('a'.repeat(200), ' (b)')).toMatch(/^a{135}… \(b\)$/u);
  });
});

test('environments are named after services, or as the user says', () => {
  const twins = [...WEB, { name: 'web', cluster: 'test' }];
  expect(toEnvironments(twins, undefined).map(({ environment }) => environment)).toEqual(['prod/web', 'test/web']);
  expect(toEnvironments(twins, 'staging')).toEqual([{ environment: 'staging', services: twins }]);
  expect(['prod', 'production', 'eu-prod', 'prod/web', 'product', 'web'].filter(isProduction)).toHaveLength(4);
});

interface Read {
  environment?: Record<string, string>;
  payload: unknown;
  expected: object;
}

test.each<[string, Read]>([
  [
    'a push',
    { environment: { GITHUB_EVENT_NAME: 'push' }, payload: { head_commit: {} }, expected: { sha: 'a'.repeat(40) } },
  ],
  ['a pull request', { payload: EVENT, expected: { sha: HEAD, pullRequest: 7 } }],
  [
    'a pull_request_target',
    {
      environment: { GITHUB_EVENT_NAME: 'pull_request_target' },
      payload: EVENT,
      expected: { sha: 'a'.repeat(40), pullRequest: 7 },
    },
  ],
  [
    'a comment on a pull request',
    {
      environment: { GITHUB_EVENT_NAME: 'issue_comment' },
      payload: { issue: { number: 9, pull_request: {} } },
      expected: { pullRequest: 9 },
    },
  ],
  [
    'a second attempt',
    {
      environment: { GITHUB_RUN_ATTEMPT: '2' },
      payload: EVENT,
      expected: { runUrl: 'https://github.com/acme/shop/actions/runs/42/attempts/2' },
    },
  ],
  ['nonsense', { payload: { pull_request: 'x', issue: null }, expected: { owner: 'acme', repo: 'shop' } }],
])('a run is read from %s', (_, { environment, payload, expected }) => {
  expect(toGitHubRun({ ...ENVIRONMENT, ...environment }, payload)).toMatchObject(expected);
});
