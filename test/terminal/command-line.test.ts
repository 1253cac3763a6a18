import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { JsonReport } from '../../src/report/json.ts';
import { validReport } from '../report/valid-report.ts';
import { environmentOf, QUICK_START, runCommandLine } from './run-command-line.ts';

interface JsonLine {
  service?: string;
  event?: { kind: string; at: string };
  report?: JsonReport;
}

function jsonLines(out: string): JsonLine[] {
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as JsonLine);
}

describe('a deployment from a shell', () => {
  it('prints what happens, how it ended, and the command that undoes it', async () => {
    const { exitCode, out, errors, writes } = await runCommandLine({ built: true, args: ['deploy', ...QUICK_START] });
    expect([exitCode, errors]).toEqual([0, '']);
    expect(writes).toEqual(['RegisterTaskDefinition', 'UpdateService']);
    expect(out).toContain('web runs web:2');
    expect(out).toContain(
      'ecs-express-deploy rollback --service web --cluster prod --rollback-to web:1 --region us-east-1`',
    );
    expect(out).not.toContain('::');
    expect(out).toBe(stripVTControlCharacters(out));
  });

  it('shows in a plan what would change in the task definition, which the action shows in its summary', async () => {
    const { exitCode, out, writes } = await runCommandLine({ args: ['plan', ...QUICK_START] });
    expect([exitCode, writes]).toEqual([0, []]);
    expect(out).toMatch(/^ {2}- +"image": "\S+\/web:1\.0\.0",$/m);
    expect(out).toMatch(/^ {2}\+ +"image": "\S+@sha256:5d5d\S+",$/m);
    expect(out.trimEnd().split('\n').at(-1)).toMatch(/A deploy would change web/);
  });

  it('fails with the code of its outcome, and the cause', async () => {
    const { exitCode, out } = await runCommandLine({ scenario: 'classic-breaker', args: ['deploy', ...QUICK_START] });
    expect(exitCode).toBe(3);
    expect(out).toMatch(/rolled back/);
    expect(out).toMatch(/^ {2}→ /m);
  });

  it('writes the files that it is asked for', async () => {
    const files = ['--summary-file', 'summary.md', '--report-file', 'report.json', '--outputs-file', 'outputs.env'];
    const { written } = await runCommandLine({ args: ['deploy', ...QUICK_START, ...files] });
    expect(written['summary.md']).toContain('web runs web:2');
    expect(validReport(written['report.json'] ?? '').outcome).toBe('succeeded');
    expect(written['outputs.env']).toMatch(/^ECS_OUTCOME=succeeded$/m);
  });

  it('ends as it ended when a file cannot be written', async () => {
    const { exitCode, out } = await runCommandLine({
      args: ['deploy', ...QUICK_START, '--report-file', 'task-definition.json/x'],
    });
    expect([exitCode, out]).toEqual([0, expect.stringContaining('task-definition.json/x could not be written')]);
  });

  it('stops watching on Ctrl+C, says what goes on, and tells the shell', async () => {
    const { exitCode, out } = await runCommandLine({
      scenario: 'canary',
      args: ['deploy', ...QUICK_START],
      environment: { EMULATOR_DEADLINES: 'real' },
      onOutput: (text, kill) => text.includes('deployment: in progress') && kill('SIGINT'),
    });
    expect(exitCode).toBe(130);
    expect(out).toMatch(
      /🚫 .*continues in ECS[\s\S]*`ecs-express-deploy watch --service web --cluster prod --region us-east-1`/,
    );
  });

  it('rolls back when the terminal closes, if on-cancel asks for it', async () => {
    const { exitCode, out, writes } = await runCommandLine({
      scenario: 'canary',
      args: ['deploy', ...QUICK_START, '--on-cancel', 'rollback'],
      environment: { EMULATOR_DEADLINES: 'real' },
      onOutput: (text, kill) => text.includes('deployment: in progress') && kill('SIGHUP'),
    });
    expect([exitCode, out]).toEqual([130, expect.stringContaining('🚫')]);
    expect(writes).toContain('StopServiceDeployment');
  });
});

describe('--json', () => {
  it('prints one event a line, and the report at the end', async () => {
    const { out } = await runCommandLine({ args: ['deploy', ...QUICK_START, '--json'] });
    const lines = jsonLines(out);
    const { report } = lines.at(-1) ?? {};
    expect(validReport(JSON.stringify(report)).outcome).toBe('succeeded');
    const events = lines.slice(0, -1).map(({ event }) => event?.kind);
    expect(events).toEqual(expect.arrayContaining(['started', 'status', 'counts']));
    expect(events).not.toContain(undefined);
  });

  it('reports mistakes in the same form', async () => {
    const { exitCode, out, errors } = await runCommandLine({ args: ['watch', '--json', '--log-lines', 'many'] });
    const [{ report } = {}, ...more] = jsonLines(out);
    expect([exitCode, errors, more]).toEqual([1, '', []]);
    expect(report?.problems.map(({ origin }) => origin.input)).toEqual(
      expect.arrayContaining(['log-lines', 'service']),
    );
  });
});

describe('credentials', () => {
  it('the flag --profile wins over keys in the environment', async () => {
    const { exitCode, out } = await runCommandLine({
      args: ['watch', '--service', 'web', '--cluster', 'prod', '--profile', 'nobody'],
      environment: { AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' },
    });
    expect([exitCode, out]).toEqual([1, expect.stringContaining('"nobody"')]);
    expect(out).not.toContain('credentials-twice');
  });

  it('the flag --region wins over AWS_REGION', async () => {
    const { out } = await runCommandLine({ args: ['watch', '--service', 'web', '--region', 'nowhere'] });
    expect(out).toContain('"nowhere" is not an AWS Region');
  });

  it('fixes speak of a shell, not of a workflow', async () => {
    const { out } = await runCommandLine({
      args: ['watch', '--service', 'web'],
      environment: { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_EC2_METADATA_DISABLED: 'true' },
    });
    expect(out).toContain('aws sso login');
    expect(out).not.toMatch(/workflow|configure-aws-credentials|id-token/);
  });
});

describe('arguments', () => {
  it.each([
    [[], 2],
    [['--help'], 0],
    [['--version'], 0],
    [['deploy', '--help'], 0],
    [['dploy'], 2],
    [['deploy', '--servce', 'web'], 2],
  ])('%j ends with %i', async (args, code) => {
    const { exitCode, writes } = await runCommandLine({ built: true, args });
    expect([exitCode, writes]).toEqual([code, []]);
  });
});

describe('Node.js 20', () => {
  it('lacks functions that the bundle uses, and gets them', async () => {
    const lacking = 'data:text/javascript,delete Promise.withResolvers; delete Map.groupBy;';
    const { NODE_OPTIONS: clock = '' } = environmentOf('');
    const { exitCode, out } = await runCommandLine({
      args: ['deploy', ...QUICK_START],
      environment: { NODE_OPTIONS: `${clock} --import ${lacking.replaceAll(' ', '%20')}` },
    });
    expect([exitCode, out]).toEqual([0, expect.stringContaining('web runs web:2')]);
  });
});

describe('completion', () => {
  it.each(['bash', 'zsh', 'fish'])('has a script for %s', async (shell) => {
    const { exitCode, out } = await runCommandLine({ built: true, args: ['completion', shell] });
    expect([exitCode, out]).toEqual([0, expect.stringContaining('ecs-express-deploy')]);
  });

  it('works in a bash without the package bash-completion, and may be read twice', async () => {
    const { out: script } = await runCommandLine({ built: true, args: ['completion', 'bash'] });
    const cli = `ecs-express-deploy() { "${process.execPath}" "${resolve('dist/cli.js')}" "$@"; }`;
    const read = 'source <(printf %s "$SCRIPT")';
    const tab =
      'COMP_WORDS=(ecs-express-deploy rollb) COMP_CWORD=1; __ecs_express_deploy_complete; echo "${COMPREPLY[@]}"';
    const options = 'compopt() { :; }'; // which only works while somebody presses Tab
    const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', [cli, options, read, read, tab].join('\n')], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], SCRIPT: script },
    });
    expect([stderr, stdout]).toEqual(['', 'rollback\n']);
  });

  it('knows modes, flags and choices', async () => {
    const complete = async (...words: string[]): Promise<string> =>
      (await runCommandLine({ built: true, args: ['complete', '--', ...words] })).out;
    expect(await complete('roll')).toMatch(/^rollback\t/m);
    expect(await complete('deploy', '--image-')).toMatch(/^--image-tag\t/m);
    expect(await complete('deploy', '--on-timeout', '')).toMatch(/^rollback\t/m);
  });
});
