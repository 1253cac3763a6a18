import { execFileSync, spawn as spawnProcess, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { expect, onTestFinished, test } from 'vitest';
import type { Offer } from '../demo/messages.ts';

const ROOT = resolve(import.meta.dirname, '..');
const PROGRAM = 'demo/dist/index.js';

/** As from a terminal. */
const OF_COMMAND = { encoding: 'utf8', env: { PATH: process.env['PATH'] } } as const;

/** `npm start -- …` */
function start(folder: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, PROGRAM), ...args], {
    encoding: 'utf8',
    env: { ...process.env, npm_lifecycle_event: 'start' },
  });
  return { status, stdout, stderr };
}

/** The files of git, so without node_modules. */
function freshClone(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ecs-express-deploy-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const part of ['action.yml', 'package.json', 'demo', 'dist', 'examples', 'scripts', 'test/emulator'])
    cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  return folder;
}

test.each([
  [
    'a typo',
    ['codedeploy-helthy'],
    /^There is no scenario "codedeploy-helthy"\. Did you mean "codedeploy-healthy"\?$/m,
  ],
  ['no name at all', ['classic-healthy', 'xyzzy'], /^There is no scenario "xyzzy"\.$/m],
  ['an empty word', [''], /^The name of the scenario is empty\.$/m],
  ['an option that is none', ['--bogus'], /^Unknown option '--bogus'\.$/m],
  ['a speed that is none', ['--speed', 'fast'], /^--speed takes a number above 0, not "fast"\.$/m],
])('%s is told before anything is played', (_, args, message) => {
  const { status, stdout, stderr } = start(ROOT, ...args);
  expect(status).toBe(2);
  expect(stderr).toMatch(message);
  expect(stderr).toContain('Usage: npm start');
  expect(stdout).toBe('');
});

test('the scenarios are listed', () => {
  const { status, stdout } = start(ROOT, '--list');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^classic-healthy +service web in cluster prod/m);
});

test('it is a command of the command line, too', () => {
  const run = (...args: string[]) => execFileSync(process.execPath, [join(ROOT, 'dist/cli.js'), ...args], OF_COMMAND);
  expect(run('--help')).toMatch(/^ +demo +Play deployments on an AWS emulator/m);
  expect(run('help', 'demo')).toContain('ecs-express-deploy demo --help');
  expect(run('demo', '--help')).toContain('Usage: ecs-express-deploy demo [<scenario> …]');
});

test('--help names every option', () => {
  const { status, stdout } = start(ROOT, '--help');
  expect(status).toBe(0);
  for (const option of ['--list', '--terminal', '--no-open', '--speed', '--help']) expect(stdout).toContain(option);
});

test('without a terminal and without packages it shows lines, ends by itself, and a CodeDeploy scenario has its AppSpec', () => {
  const { status, stdout, stderr } = start(freshClone(), 'codedeploy-hook-fails', '--speed', '10000');
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout.split('\n')[0]).toMatch(/emulator.*Nothing reaches AWS/);
  expect(stdout).not.toContain('\u001B');
  expect(stdout).toMatch(/^ {2}file:\/\/\S+\/build\/demo\/codedeploy-hook-fails\.html$/m);
  expect(stdout).toContain('web was rolled back');
  expect(stdout).toContain('   exit code 1');
});

/** Processes below this one, at any depth. */
function descendants(of: number): number[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number));
  return rows.filter(([, parent]) => parent === of).flatMap(([pid = 0]) => [pid, ...descendants(pid)]);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('in a terminal it serves the page, and Ctrl+C ends everything', async () => {
  const { CI: _ci, DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...environment } = process.env;
  const terminal = spawn(process.execPath, [join(ROOT, PROGRAM)], {
    cols: 200,
    cwd: ROOT,
    env: environment,
  });
  const end = new Promise<{ exitCode: number }>((done) => terminal.onExit(done));
  let shown = '';
  const url = await new Promise<string>((found) =>
    terminal.onData((data) => {
      shown += data;
      const [address] = /http:\/\/127\.0\.0\.1:\d+\//.exec(shown) ?? [];
      if (address !== undefined) found(address);
    }),
  );
  expect(shown.split('\n')[0]).toMatch(/emulator.*Nothing reaches AWS/);
  const { token } = (await (await fetch(`${url}shows.json`)).json()) as Offer;
  const play = await fetch(`${url}play?show=canary&speed=5&token=${token}`);
  const reader = play.body?.pipeThrough(new TextDecoderStream()).getReader();
  let told = '';
  while (!told.includes('deployment: pending')) told += (await reader?.read())?.value ?? '';
  const processes = descendants(terminal.pid);
  expect(processes.length).toBeGreaterThanOrEqual(1);
  terminal.write('\u0003');
  expect(await end).toMatchObject({ exitCode: 0 });
  expect(processes.filter(isAlive)).toEqual([]);
});

const IN_A_SHELL = ['sh', '-c', `node ${PROGRAM} --no-open; exit`] as const;
/** npm starts a shell, too, and leaves it alone when it is killed. */
const AS_NPM = `require('node:child_process').spawn('sh', ${JSON.stringify(IN_A_SHELL.slice(1))}, { stdio: 'inherit' })`;

test.each([
  ['the shell that npm started it in is gone', IN_A_SHELL, 'SIGTERM'],
  ['npm is gone', [process.execPath, '-e', AS_NPM], 'SIGKILL'],
] as const)('--no-open serves the page without a terminal, until %s', async (_, [command, ...args], signal) => {
  const env = { ...process.env, npm_lifecycle_event: 'start' };
  const above = spawnProcess(command, args, { cwd: ROOT, env });
  let shown = '';
  const closed = new Promise((done) => above.on('close', done));
  await new Promise<void>((found) =>
    above.stdout.on('data', (chunk: Buffer) => {
      shown += chunk.toString();
      if (shown.includes('http://127.0.0.1:')) found();
    }),
  );
  above.kill(signal);
  // Its output closes when the last process that writes to it has ended.
  await closed;
  expect(shown).toContain('The demo has ended.');
});
