// Runs a script of this project on a fresh clone: installs the packages when they are missing or out of date, finds
// Node 24 (what the action runs on) and runs the script with it. Plain JavaScript for Node 20, and no package needed.
//
// Usage: node scripts/bootstrap.mjs <script> [arguments]
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const windows = process.platform === 'win32';

const hasNode24 = Number(process.versions.node.split('.')[0]) >= 24;

const [script, ...args] = process.argv.slice(2);
if (script === undefined) fail('Usage: node scripts/bootstrap.mjs <script> [arguments]');
/** What runs now: npm, then the script. */
let child;
let interrupted;
// A terminal sends Ctrl+C to every process, anything else to this one only; either way the child says when it is over.
process.on('SIGINT', () => pass('SIGINT', process.stdin.isTTY));
process.on('SIGTERM', () => pass('SIGTERM', false));
if (!isInstalled()) await install();
const node = findNode24();
child = spawn(node, [resolve(root, script), ...args], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` },
});
child.on('error', (error) => fail(error.message));
child.on('close', (status, signal) => (process.exitCode = status ?? (signal === 'SIGINT' ? 130 : 1)));

/** Whether node_modules matches package-lock.json; npm leaves a copy of what it installed there. */
function isInstalled() {
  const installedFile = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version, integrity, optional, devOptional }]) => {
    const found = installed[path];
    if (path === '') return true;
    if (found === undefined) return optional === true || devOptional === true;
    return found.version === version && found.integrity === integrity;
  });
}

function pass(signal, hasIt) {
  interrupted = signal;
  if (!hasIt) child?.kill(signal);
}

async function install() {
  console.log('Installing packages (npm ci) …');
  child = spawn(windows ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: windows,
  });
  child.on('error', (error) => fail(`npm could not be started: ${error.message}. It comes with Node.js.`));
  const [status] = await once(child, 'close');
  if (interrupted !== undefined) process.exit(interrupted === 'SIGINT' ? 130 : 1);
  if (status !== 0) fail('npm ci failed, see above. It needs a connection to the npm registry.');
}

function findNode24() {
  if (hasNode24) return process.execPath;
  const name = `node-${windows ? 'win' : process.platform}-${process.arch}`;
  const bundled = join(root, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node');
  if (existsSync(bundled) && spawnSync(bundled, ['--version']).status === 0) return bundled;
  fail(
    [
      `This needs Node.js 24, which the action runs on; this is Node.js ${process.versions.node}, and npm has no Node.js 24 for ${process.platform} ${process.arch} among the packages of this project.`,
      'Install Node.js 24 (nvm install 24, brew install node@24, or the installer from nodejs.org) and run the command with it.',
    ].join('\n'),
  );
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
