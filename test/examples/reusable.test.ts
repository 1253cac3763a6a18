import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseInputs } from '../../src/inputs/parse.ts';
import { OUTPUTS } from '../../src/inputs/spec.ts';
import { play } from '../scenarios/play.ts';
import { inAccount } from './index.ts';

type Given = Record<string, string | number>;

interface Called {
  on: {
    workflow_call: {
      inputs: Record<string, { type: 'string' | 'number'; required?: true; default?: string | number }>;
      outputs: Record<string, { value: string }>;
    };
  };
  jobs: {
    deploy: {
      permissions: Given;
      concurrency: { group: string };
      outputs: Record<string, string>;
      steps: { id?: string; env?: Record<string, string>; run?: string; with?: Record<string, string> }[];
    };
  };
}

interface Calling {
  jobs: Record<string, { uses: string; permissions: Given; with: Given }>;
}

const ROOT = resolve(import.meta.dirname, '../..');
const read = (path: string): unknown => parse(inAccount(readFileSync(join(ROOT, path), 'utf8')));

const { on, jobs } = read('.github/workflows/deploy.yml') as Called;
const { inputs, outputs } = on.workflow_call;
const { deploy } = jobs;
const calls = Object.entries((read('examples/workflows/stages.yml') as Calling).jobs);
const DIGEST = `sha256:${'5d'.repeat(32)}`;
const BUILT = `123456789012.dkr.ecr.us-east-1.amazonaws.com/web@${DIGEST}`;

/** The values of a step of the workflow in a call. */
function fill(texts: Record<string, string>, given: Given): Record<string, string> {
  const named = Object.entries(inputs).map(([name, spec]) => [name, given[name] ?? spec.default ?? '']);
  const values = Object.fromEntries(named) as Given;
  const valueOf = (expression: string): string =>
    expression
      .split('||')
      .map((term) => {
        const [, name] = /^inputs\.([\w-]+)$/.exec(term.trim()) ?? [];
        return name === undefined ? BUILT : String(values[name]);
      })
      .find((value) => value !== '') ?? '';
  return Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [
      key,
      text.replaceAll(/\$\{\{([^}]*)\}\}/g, (_, expression: string) => valueOf(expression)),
    ]),
  );
}

/** As GitHub passes it on: an output of another job is that of the build. */
const asCalled = (given: Given): Given =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value).replace(/^\$\{\{.*/, BUILT)]));

describe('the reusable workflow', () => {
  it('names inputs and outputs that its calls, and the action, have', () => {
    for (const [, call] of calls) {
      expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(call.with)));
      const required = Object.keys(inputs).filter((name) => inputs[name]?.required);
      expect(Object.keys(call.with)).toEqual(expect.arrayContaining(required));
      expect(call.permissions).toEqual(deploy.permissions);
    }
    for (const [name, { value }] of Object.entries(outputs)) {
      expect(value).toBe(`\${{ jobs.deploy.outputs.${name} }}`);
      const [, output] = /^\$\{\{ steps\.deploy\.outputs\.([\w-]+) \}\}$/.exec(deploy.outputs[name] ?? '') ?? [];
      expect([...Object.keys(OUTPUTS), 'image']).toContain(output ?? name);
    }
  });

  it.each(calls)('deploys what %s asks for', async (_, call) => {
    const step = deploy.steps.find(({ id }) => id === 'deploy')?.with ?? {};
    const filled = fill(step, asCalled({ ...call.with, cluster: 'prod' }));
    expect(parseInputs((name) => filled[name] ?? '').problems).toEqual([]);
    const { outputs: ended, log, writes } = await play({ scenario: 'classic-healthy', inputs: filled });
    expect(ended['outcome'], log).toBe('succeeded');
    expect(writes[0]).toMatchObject({ params: { containerDefinitions: [{ image: BUILT }] } });
  });

  it('builds the image in the folder that is asked for, and gives its digest', () => {
    expect(build({ repository: BUILT.split('@')[0] ?? '', context: 'my app', dockerfile: 'my file' })).toEqual({
      output: `image=${BUILT}\n`,
      docker: [
        ['login', '--username', 'AWS', '--password-stdin', BUILT.split('/')[0]],
        ['buildx', 'build', '--push', '--tag', `${BUILT.split('@')[0]}:abc-7-2`, '--metadata-file', 'build.json']
          .concat('--file', 'my file')
          .concat('my app'),
      ],
    });
  });

  it('lets no deploy wait for one of the same names in another account', () => {
    const { group } = deploy.concurrency;
    for (const name of ['role-to-assume', 'aws-region', 'cluster', 'service'])
      expect(group).toContain(`\${{ inputs.${name} }}`);
  });

  it('refuses to build for no repository', () => {
    expect(() => build({})).toThrow(/Give repository/);
  });
});

/** Runs the build step as the runner does, with programs that write down what they were asked for. */
function build(given: Given): { output: string; docker: string[][] } {
  const folder = mkdtempSync(join(tmpdir(), 'reusable-'));
  try {
    const said = join(folder, 'docker.txt');
    const metadata = JSON.stringify({ 'containerimage.digest': DIGEST });
    const programs = {
      aws: 'echo secret',
      // A program that ends without reading its input can break the pipe.
      docker: `cat > /dev/null; printf '%s\\0' "$@" >> '${said}'; echo >> '${said}'; echo '${metadata}' > build.json`,
      // jq is on every runner of GitHub.
      jq: `'${process.execPath}' -p 'JSON.parse(require("fs").readFileSync("build.json"))["containerimage.digest"]'`,
    };
    for (const [name, text] of Object.entries(programs))
      writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    const { env = {}, run = '' } = deploy.steps.find(({ id }) => id === 'build') ?? {};
    const { status, stdout } = spawnSync('bash', ['-eo', 'pipefail', '-c', run], {
      cwd: folder,
      env: {
        ...fill(env, given),
        PATH: `${folder}${delimiter}${process.env['PATH']}`,
        GITHUB_OUTPUT: join(folder, 'output'),
        GITHUB_SHA: 'abc',
        GITHUB_RUN_ID: '7',
        GITHUB_RUN_ATTEMPT: '2',
      },
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stdout);
    const docker = readFileSync(said, 'utf8').trim().split('\n');
    return {
      output: readFileSync(join(folder, 'output'), 'utf8'),
      docker: docker.map((line) => line.split('\0').slice(0, -1)),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
