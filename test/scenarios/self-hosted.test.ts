import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { EXAMPLE, play, QUICK_START, type Played } from './play.ts';

/** What a runner of one's own lacks, or has otherwise than GitHub's. Proxies are in proxy.test.ts. */

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'ecs-express-deploy-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

const deploy = async (environment: Record<string, string | undefined>): Promise<Played> =>
  await play({ scenario: 'classic-healthy', built: true, inputs: QUICK_START, environment });
const warnings = ({ log }: Played): string[] => log.split('\n').filter((line) => line.startsWith('::warning'));
const errorOf = ({ log }: Played): string => log.split('\n').find((line) => line.startsWith('::error')) ?? '';

describe('what the runner gives', () => {
  it('needs no RUNNER_TEMP: files go to the temporary folder of the system', async () => {
    const temporary = folder();
    const played = await deploy({ RUNNER_TEMP: undefined, TMPDIR: temporary });
    expect(played.exitCode).toBe(0);
    expect(warnings(played)).toEqual([]);
    expect(readdirSync(temporary).toSorted()).toEqual(['ecs-express-deploy-report.json', 'task-definition-web.json']);
    expect(played.outputs['report']).toBe(join(temporary, 'ecs-express-deploy-report.json'));
  });

  it('deploys all the same where nothing can be written to RUNNER_TEMP, and there is no home', async () => {
    const played = await deploy({ RUNNER_TEMP: '/nowhere/at/all', HOME: '/nowhere' });
    expect(played.outputs).toMatchObject({ outcome: 'succeeded', changes: 'true' });
    expect(played.exitCode).toBe(0);
    expect(played.outputs).not.toHaveProperty('report');
    expect(played.summary).toContain('web:2');
    expect(warnings(played)).toContainEqual(expect.stringContaining('The JSON report could not be written'));
  });

  it('may be a default that the runner did not evaluate, which is as good as none', async () => {
    const inputs = { ...QUICK_START, 'github-token': '${{ github.token }}' };
    const played = await play({ scenario: 'classic-healthy', built: true, inputs });
    expect([played.exitCode, warnings(played)]).toEqual([0, []]);
  });

  it('may be the Node.js 20 of a job’s image, as with act and Gitea', async () => {
    const lacking = 'data:text/javascript,delete Promise.withResolvers; delete Map.groupBy;';
    const clock = pathToFileURL(join(import.meta.dirname, '../emulator/virtual-clock.mjs')).href;
    const played = await deploy({ NODE_OPTIONS: `--import ${clock} --import ${lacking.replaceAll(' ', '%20')}` });
    expect([played.exitCode, played.outputs['outcome']]).toEqual([0, 'succeeded']);
  });

  it.each([
    ['no home', undefined],
    ['a home that does not exist', '/nowhere/at/all'],
    ['a home that is no folder', '/dev/null'],
  ])('needs nothing in the home folder: %s', async (_, HOME) => {
    const played = await deploy({ HOME });
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(warnings(played)).toEqual([]);
  });

  it('is green without a file for the summary, and says that there is none', async () => {
    const played = await deploy({ GITHUB_STEP_SUMMARY: undefined });
    expect(played.exitCode).toBe(0);
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(warnings(played)).toEqual([expect.stringContaining('summary')]);
  });
});

describe('GitHub Enterprise Server', () => {
  const HERE = {
    GITHUB_SERVER_URL: 'https://github.example.com',
    GITHUB_ACTION_REPOSITORY: 'tools/ecs-express-deploy',
    GITHUB_ACTION_REF: 'v1',
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_RUN_ID: '42',
    GITHUB_SHA: 'b'.repeat(40),
  };

  it('is where links lead to', async () => {
    const played = await play({ scenario: 'classic-breaker', inputs: QUICK_START, environment: HERE });
    const docs = 'https://github.example.com/tools/ecs-express-deploy/blob/v1/docs';
    expect(errorOf(played)).toContain(`${docs}/troubleshooting.md#`);
    expect(played.log + played.summary).not.toMatch(/https:\/\/github\.com\/(?!features)/);
  });

  it('is where a tagged revision was deployed from', async () => {
    const inputs = { ...QUICK_START, 'provenance-tags': 'true' };
    const { writes } = await play({ scenario: 'classic-healthy', inputs, environment: HERE });
    const told = JSON.stringify(writes.find(({ action }) => action === 'RegisterTaskDefinition'));
    expect(told).toContain('https://github.example.com/acme/shop/actions/runs/42');
  });
});

describe('paths and files as Windows writes them', () => {
  it('suggests the path with slashes where backslashes name nothing', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      files: { 'deploy/task-definition.json': EXAMPLE },
      inputs: { ...QUICK_START, 'task-definition': String.raw`deploy\task-definition.json` },
    });
    expect(errorOf(played)).toMatch(/^::error title=file-missing::/);
    expect(errorOf(played)).toContain('Did you mean "deploy/task-definition.json"?');
    expect(played.writes).toEqual([]);
  });

  it('does so for a folder too', async () => {
    const played = await play({
      scenario: 'classic-healthy',
      files: { 'deploy/web/prod/metadata.env': 'ECS_SERVICE=web\r\n' },
      inputs: { directory: String.raw`deploy\web\prod`, 'image-tag': '1.4.2' },
    });
    expect(errorOf(played)).toContain('Did you mean "deploy/web/prod"?');
  });

  it('annotates a file by the path that the repository has', async () => {
    const name = String.raw`deploy\task-definition.json`;
    const played = await play({
      scenario: 'classic-healthy',
      files: { [name]: EXAMPLE.replace('"cpu": "256"', '"cpu": "257"') },
      inputs: { ...QUICK_START, 'task-definition': name },
    });
    expect(errorOf(played)).toMatch(/file=deploy\/task-definition\.json,line=\d+/);
  });

  it('takes files with CRLF, and names their lines', async () => {
    const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
    const played = await play({
      scenario: 'classic-healthy',
      files: {
        'task-definition.json': crlf(EXAMPLE),
        'system.yml': crlf(
          'services:\n  web:\n    cluster: prod\n    task-definition: task-definition.json\n    image: ${IMAGE}\n    variables:\n      REGION: us-east-1\n',
        ),
      },
      inputs: { manifest: 'system.yml', variables: `IMAGE=${QUICK_START.image ?? ''}\r\nREGION=us-east-1\r\n` },
    });
    expect(errorOf(played)).toBe('');
    expect(played.outputs['outcome']).toBe('succeeded');
    expect(JSON.stringify(played.writes)).not.toContain(String.raw`\r`);

    const wrong = crlf(EXAMPLE.replace('"cpu": "256"', '"cpu": "257"'));
    const line = wrong.split('\r\n').findIndex((one) => one.includes('257')) + 1;
    const refused = await play({
      scenario: 'classic-healthy',
      files: { 'task-definition.json': wrong },
      inputs: QUICK_START,
    });
    expect(errorOf(refused)).toContain(`line=${line},`);
  });
});

it('reads an absolute path, wherever the step was started', async () => {
  const elsewhere = folder();
  writeFileSync(join(elsewhere, 'task-definition.json'), EXAMPLE);
  const inputs = { ...QUICK_START, 'task-definition': join(elsewhere, 'task-definition.json') };
  const played = await play({ scenario: 'classic-healthy', inputs });
  expect(played.outputs['outcome']).toBe('succeeded');
});
