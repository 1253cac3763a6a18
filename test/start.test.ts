import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');

/** `npm start -- …`, also where nothing was installed yet. */
function start(folder: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'scripts/start.mjs'), ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

function freshClone(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ecs-express-deploy-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(join(ROOT, 'scripts'), join(folder, 'scripts'), { recursive: true });
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
  ['a speed that is none', ['--speed', 'fast'], /^--speed takes a number above 0, not "fast"\.$/m],
])('%s is told before anything is installed', (_, args, message) => {
  const folder = freshClone();
  const { status, stdout, stderr } = start(folder, ...args);
  expect(status).toBe(1);
  expect(stderr).toMatch(message);
  expect(stderr).toContain('Usage: npm start');
  expect(stdout).toBe('');
  expect(existsSync(join(folder, 'node_modules'))).toBe(false);
});

test('the scenarios are listed before anything is installed', () => {
  const { status, stdout } = start(freshClone(), '--list');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^classic-healthy +service web in cluster prod/m);
});

test('a CodeDeploy scenario has its AppSpec', () => {
  const { status, stdout } = start(ROOT, 'codedeploy-healthy', '--speed', '10000');
  expect(status).toBe(0);
  expect(stdout).toContain('web runs web:2.');
  expect(stdout).toContain('   exit code 0');
});
