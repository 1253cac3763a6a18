import { describe, expect, it, onTestFinished } from 'vitest';
import { startGitHub } from '../../emulator/github.ts';
import type { GitHub } from '../../emulator/github-repository.ts';
import type { InputName } from '../../src/inputs/spec.ts';
import { deployedByColleague, hooked, pauseAt } from './foreign.ts';
import { FILES, group } from './play-codedeploy.ts';
import { EXAMPLE, playInTurn, QUICK_START, REGISTRY, type play } from './play.ts';

const HEAD = 'c0ffee'.padEnd(40, '0');
const TOKEN = 'ghs_example';
const DEPLOYS = { ...QUICK_START, 'github-deployment': 'true', 'github-token': TOKEN };
const COMMENTS = { ...QUICK_START, 'pull-request-comment': 'true', 'github-token': TOKEN };
const PULL_REQUEST = JSON.stringify({ pull_request: { number: 7, head: { sha: HEAD } } });

type Given = Partial<Record<InputName, string>>;

/** A pull request of acme/shop, and the built action run on it as often as a test likes: several inputs are steps in turn. */
async function openPullRequest(given: Partial<GitHub> = {}) {
  const { url, github, requests, close } = await startGitHub({ refs: new Set([HEAD]), issues: new Set([7]), ...given });
  onTestFinished(close);
  const run = async (scenario: string, inputs: Given | Given[], more: Partial<Parameters<typeof play>[0]> = {}) => {
    const steps = Array.isArray(inputs) ? inputs : [inputs];
    const all = await playInTurn(
      {
        scenario,
        ...more,
        files: { 'event.json': PULL_REQUEST, ...more.files },
        environment: {
          GITHUB_API_URL: url,
          GITHUB_REPOSITORY: 'acme/shop',
          GITHUB_EVENT_NAME: 'pull_request',
          GITHUB_EVENT_PATH: 'event.json',
          GITHUB_SHA: 'a'.repeat(40),
          GITHUB_RUN_ID: '42',
          GITHUB_WORKFLOW: 'Deploy',
          GITHUB_JOB: 'deploy',
          ...more.environment,
        },
      },
      steps,
    );
    const played = all.at(-1);
    if (played === undefined) throw new Error('nothing was played');
    expect(played.log.replaceAll(/^::add-mask::.*$/gmu, '')).not.toContain(TOKEN);
    return {
      ...played,
      warnings: played.log.match(/^::(?:warning|notice) title=(?:github|pull-request)-.*$/gmu) ?? [],
    };
  };
  return { github, requests, run };
}

function states(github: GitHub): string[][] {
  return github.deployments.map(({ statuses }) => statuses.map(({ state }) => state));
}

describe('github-deployment', () => {
  it('records a deployment from its first write to its end', async () => {
    const { github, run } = await openPullRequest();
    const { exitCode, log, warnings } = await run(
      'express-canary',
      {
        service: 'shop',
        image: `${REGISTRY}/shop@sha256:${'5d'.repeat(32)}`,
        'github-deployment': 'true',
        'github-token': TOKEN,
      },
      { built: true },
    );
    expect(exitCode).toBe(0);
    expect(log).toContain(`::add-mask::${TOKEN}`);
    expect(warnings).toEqual([]);
    expect(github.deployments).toMatchObject([{ ref: HEAD, environment: 'shop', production_environment: false }]);
    expect(github.deployments[0]?.statuses).toEqual([
      {
        state: 'in_progress',
        description: 'Deploying to Amazon ECS.',
        log_url: 'https://github.com/acme/shop/actions/runs/42',
        environment_url: '',
      },
      {
        state: 'success',
        description: expect.stringMatching(/^shop runs/u) as string,
        log_url: 'https://github.com/acme/shop/actions/runs/42',
        environment_url: expect.stringMatching(/^https:\/\//u) as string,
      },
    ]);
  });

  it('records a rollback as a failure, and leaves what is live active', async () => {
    const { github, run } = await openPullRequest();
    await run('classic-healthy', { ...DEPLOYS, 'environment-name': 'staging' });
    const { exitCode } = await run('classic-breaker', { ...DEPLOYS, 'environment-name': 'staging' });
    expect(exitCode).toBe(1);
    expect(states(github)).toEqual([
      ['in_progress', 'success'],
      ['in_progress', 'failure'],
    ]);
    expect(github.deployments.map(({ environment }) => environment)).toEqual(['staging', 'staging']);
  });

  it('records an error if nothing was started or the job was cancelled', async () => {
    const { github, run } = await openPullRequest();
    await run('classic-healthy', DEPLOYS, {
      change: ({ faults }) => faults.deny.add('ecs:RegisterTaskDefinition'),
    });
    await run('classic-healthy', DEPLOYS, {
      onLog: (text, kill) => {
        if (text.includes('in progress') && !text.includes('Cancelled')) kill('SIGINT');
      },
    });
    expect(states(github)).toEqual([
      ['in_progress', 'error'],
      ['in_progress', 'error'],
    ]);
  });

  it('records nothing when nothing is deployed', async () => {
    const { requests, run } = await openPullRequest();
    await run('classic-healthy', { ...DEPLOYS, mode: 'plan' });
    await run('classic-healthy', { ...DEPLOYS, mode: 'register' });
    await run('classic-healthy', { ...DEPLOYS, service: 'wbe' });
    expect(requests).toEqual([]);
  });
});

describe('the record of a deployment that was left paused', () => {
  const HOOK = pauseAt('POST_TEST_TRAFFIC_SHIFT');
  const WAITS = { ...DEPLOYS, 'on-pause': 'return' } as const;
  const on = (mode: string) =>
    ({ service: 'web', cluster: 'prod', mode, 'github-deployment': 'true', 'github-token': TOKEN }) as const;

  it("is closed by mode: continue with the deployment's result", async () => {
    const { github, run } = await openPullRequest();
    const inputs = [WAITS, { ...on('continue'), 'on-pause': 'return' }, on('continue')];
    const played = await run('canary', inputs, { change: hooked(HOOK, pauseAt('POST_PRODUCTION_TRAFFIC_SHIFT')) });
    const id = played.outputs['deployment-arn']?.split('/').at(-1);
    expect(played.warnings).toEqual([]);
    expect(states(github)).toEqual([['in_progress', 'in_progress', 'in_progress', 'success']]);
    const [, waits, waitsAgain, ended] = github.deployments[0]?.statuses ?? [];
    expect(waits?.description).toMatch(new RegExp(`^The deployment .* \\(deployment ${id}\\)$`, 'u'));
    expect(waitsAgain?.description).toMatch(new RegExp(`\\(deployment ${id}\\)$`, 'u'));
    expect(ended?.description).toBe('web runs web:2.');
  });

  it.each([
    ['stop', {}],
    ['stop', { 'stop-type': 'abort' }],
    ['rollback', {}],
  ])('is closed by mode: %s %j as a failure, and what ran before stays active', async (mode, more) => {
    const { github, run } = await openPullRequest();
    await run('canary', { ...DEPLOYS, image: `${REGISTRY}/web@sha256:${'4c'.repeat(32)}` });
    const { outputs } = await run('canary', [WAITS, { ...on(mode), ...more }], { change: hooked(HOOK) });
    expect(outputs['outcome']).toBe('succeeded');
    expect(states(github)).toEqual([
      ['in_progress', 'success'],
      ['in_progress', 'in_progress', 'failure'],
    ]);
    expect(github.deployments[1]?.statuses.at(-1)?.description).toMatch(
      /^(?:web was rolled back|The deployment of web:2 to web was stopped) as requested/u,
    );
  });

  it('stays open if the deployment could not be continued', async () => {
    const { github, run } = await openPullRequest();
    const { outputs } = await run('canary', [WAITS, on('continue')], {
      change: (world) => {
        hooked(HOOK)(world);
        world.faults.deny.add('ecs:ContinueServiceDeployment');
      },
    });
    expect(outputs['outcome']).toBe('failed');
    expect(states(github)).toEqual([['in_progress', 'in_progress']]);
  });

  it('belongs to this environment, and is created if there is none', async () => {
    const { github, run } = await openPullRequest();
    await run('canary', { ...WAITS, 'environment-name': 'staging' }, { change: hooked(HOOK) });
    await run('canary', on('continue'), {
      change: hooked(HOOK),
      begin: deployedByColleague({ secondsAgo: 120 }),
    });
    await run('canary', on('stop'), { begin: deployedByColleague({ secondsAgo: 60 }) });
    expect(states(github)).toEqual([
      ['in_progress', 'in_progress'],
      ['in_progress', 'success'],
      ['in_progress', 'failure'],
    ]);
    const begun = github.deployments.map(({ statuses }) => statuses[0]?.description);
    expect(begun.slice(1)).toEqual([
      'A deployment on Amazon ECS is in flight: mode continue.',
      'A deployment on Amazon ECS is in flight: mode stop.',
    ]);
  });

  it('is found for a CodeDeploy deployment too', async () => {
    const { github, run } = await openPullRequest();
    const waits = { actionOnTimeout: 'STOP_DEPLOYMENT', waitTimeInMinutes: 60 } as const;
    await run('codedeploy-healthy', [WAITS, on('continue')], {
      files: FILES,
      change: group({
        blueGreenDeploymentConfiguration: {
          terminateBlueInstancesOnDeploymentSuccess: { action: 'TERMINATE', terminationWaitTimeInMinutes: 5 },
          deploymentReadyOption: waits,
        },
      }),
    });
    expect(states(github)).toEqual([['in_progress', 'in_progress', 'success']]);
    expect(github.deployments[0]?.statuses[1]?.description).toMatch(/ \(deployment d-[A-Z0-9]+\)$/u);
  });
});

describe('pull-request-comment', () => {
  it('shows the plan, then the result, in one comment', async () => {
    const { github, requests, run } = await openPullRequest();
    await run('classic-healthy', { ...COMMENTS, mode: 'plan' });
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toContain('A deploy would change web');
    expect(github.comments[0]?.body).toContain('```diff');
    await run('classic-breaker', COMMENTS);
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toContain('> [!CAUTION]');
    expect(github.comments[0]?.body).not.toContain('A deploy would change');
    expect(requests.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET', 'PATCH']);
  });

  it('shows why the checks failed', async () => {
    const { github, run } = await openPullRequest();
    await run('classic-healthy', { ...COMMENTS, service: 'wbe' });
    expect(github.comments[0]?.body).toContain('Did you mean');
  });

  it('is a separate comment for another service, and for another job', async () => {
    const { github, run } = await openPullRequest();
    const plan = { ...COMMENTS, mode: 'plan' };
    await run('classic-healthy', plan);
    await run('classic-healthy', { ...plan, cluster: 'staging' });
    await run('classic-healthy', plan, { environment: { GITHUB_JOB: 'other' } });
    expect(github.comments).toHaveLength(3);
  });

  it('is one notice if there is no pull request', async () => {
    const { requests, run } = await openPullRequest();
    const { exitCode, warnings } = await run('classic-healthy', COMMENTS, {
      files: { 'event.json': '{ "ref": "refs/heads/main" }' },
    });
    expect(exitCode).toBe(0);
    expect(warnings).toEqual([
      '::notice title=pull-request-comment::This run does not belong to a pull request: there is nothing to comment on.',
    ]);
    expect(requests).toEqual([]);
  });

  it('is one warning if the event of the run is broken', async () => {
    const { run } = await openPullRequest();
    const files = { 'event.json': '{ "pull_request": ' };
    const { outputs, warnings } = await run('classic-healthy', COMMENTS, { files, built: true });
    expect(outputs['outcome']).toBe('succeeded');
    expect(warnings).toEqual([expect.stringContaining('The file in GITHUB_EVENT_PATH is not JSON.')]);
  });

  it('treats texts in a task definition as plain text', async () => {
    const { github, run } = await openPullRequest();
    const hostile = '--> ``` </details> @octocat ::error::gone <script>alert(1)</script>';
    const definition = EXAMPLE.replace('"essential": true', `"essential": true, "user": ${JSON.stringify(hostile)}`);
    await run(
      'classic-healthy',
      { ...COMMENTS, mode: 'plan', 'environment-variables': 'DATABASE=postgres://user:hunter2@db' },
      { files: { 'task-definition.json': definition } },
    );
    const body = github.comments[0]?.body ?? '';
    expect(body).toMatch(/^````diff$/mu);
    expect(body).toContain(hostile);
    expect(body).not.toContain('hunter2');
    expect(body.split('````').at(-1)).not.toContain('octocat');
  });
});

describe('a token without scopes', () => {
  it('costs one warning each that names the scope, but not the deployment', async () => {
    const { github, run } = await openPullRequest({ permissions: new Set() });
    const { exitCode, outputs, warnings } = await run('classic-healthy', { ...COMMENTS, ...DEPLOYS });
    expect(exitCode).toBe(0);
    expect(outputs['outcome']).toBe('succeeded');
    expect(warnings).toEqual([
      expect.stringContaining('Add "deployments: write" to the job\'s permissions.'),
      expect.stringContaining('Add "pull-requests: write" to the job\'s permissions.'),
    ]);
    expect(github.deployments).toEqual([]);
  });

  it('costs one warning too when GitHub is down', async () => {
    const { run } = await openPullRequest({ fault: 503 });
    const { exitCode, outputs, warnings } = await run('classic-healthy', { ...COMMENTS, ...DEPLOYS });
    expect(exitCode).toBe(0);
    expect(outputs['outcome']).toBe('succeeded');
    expect(warnings).toHaveLength(1);
  });
});
