// `npm start`: reads what is asked for before anything is installed, so that a mistake is told at once; then shows it.
// Plain JavaScript for Node 20, and no package needed.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
/** Generated from emulator/scenarios by `npm run generate`. */
const titles = JSON.parse(readFileSync(join(root, 'scripts', 'scenarios.json'), 'utf8'));
const names = Object.keys(titles);

const USAGE = `Usage: npm start -- [<scenario> …] [options]

Plays deployments of the action on an AWS emulator on this machine. Nothing reaches AWS.
Without a scenario it serves a page in which all of them can be played. With scenarios, and where nobody sits in front of a
terminal, it shows them as lines and writes each job summary as a page.

  --list        the names of the scenarios
  --terminal    lines instead of the page
  --no-open     the page, without opening a browser
  --speed <n>   how much faster than real time: 20 in the terminal, 10 in the page
  --help        this text`;

const asked = readArguments(process.argv.slice(2));
if (asked.help) console.log(USAGE);
else if (asked.list) for (const name of names) console.log(`${name.padEnd(24)} ${titles[name]}`);
else show();

/** The page is for somebody who looks at it: not for CI, and not for a pipe. */
function show() {
  const { speed, terminal, wanted, 'no-open': noOpen } = asked;
  const isWatched = process.stdout.isTTY && !process.env.CI;
  const inTerminal = terminal || wanted.length > 0 || (!isWatched && !noOpen);
  const given = speed === undefined ? [] : ['--speed', speed];
  if (inTerminal) {
    const what =
      wanted.length === 0 ? 'three deployments in half a minute' : 'deployments, most within 15 seconds each';
    console.log(`Plays ${what}, on an AWS emulator on this machine. Nothing reaches AWS.`);
    run(['demo/in-terminal.ts', ...given, ...wanted]);
  } else {
    console.log(
      'Serves a page that plays deployments, most within 15 seconds, on an AWS emulator on this machine. Nothing reaches AWS.',
    );
    run(['demo/in-browser.ts', ...given, ...(noOpen ? ['--no-open'] : [])]);
  }
}

function run(script) {
  const child = spawn(process.execPath, [join(root, 'scripts', 'bootstrap.mjs'), '--without-dev', ...script], {
    stdio: 'inherit',
  });
  // A terminal sends Ctrl+C to every process, anything else to this one only; either way the child says when it is over.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  // npm passes a signal to its shell, which dies of it without passing it on; if npm is killed, its shell lives on.
  const parent = process.ppid;
  const npm = npmAbove(parent);
  setInterval(() => (process.ppid === parent && isAlive(npm)) || child.kill('SIGTERM'), 500).unref();
  child.on('error', (error) => refuse(error.message));
  child.on('close', (status, signal) => (process.exitCode = status ?? (signal === 'SIGINT' ? 130 : 1)));
}

/** The npm that started this program by a shell; undefined where that cannot be seen. */
function npmAbove(shell) {
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  const { stdout } = spawnSync('ps', ['-o', 'ppid=,comm=', '-p', String(shell)], { encoding: 'utf8' });
  const [, pid] = /^\s*(\d+)\s+(?:\S*\/)?-?(?:ba|da|z)?sh\s*$/.exec(stdout ?? '') ?? [];
  return pid === undefined ? undefined : Number(pid);
}

function isAlive(pid) {
  try {
    return pid === undefined || process.kill(pid, 0);
  } catch {
    return false;
  }
}

function readArguments(args) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        speed: { type: 'string' },
        list: { type: 'boolean', default: false },
        terminal: { type: 'boolean', default: false },
        'no-open': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.speed !== undefined && !(Number(values.speed) > 0))
      refuse(`--speed takes a number above 0, not "${values.speed}".`);
    const unknown = positionals.find((name) => !Object.hasOwn(titles, name));
    if (unknown !== undefined) refuse(unknownScenario(unknown));
    return { ...values, wanted: positionals };
  } catch (error) {
    // Node.js goes on about arguments that begin with a hyphen, which no scenario does.
    return refuse(`${error.message.split('. To specify')[0]}.`);
  }
}

function unknownScenario(name) {
  const [nearest] = names.toSorted((a, b) => distance(a, name) - distance(b, name));
  const near = distance(nearest, name) <= Math.max(2, name.length / 3) ? ` Did you mean "${nearest}"?` : '';
  const what = name.trim() === '' ? 'The name of the scenario is empty.' : `There is no scenario "${name}".${near}`;
  return `${what}\nAll of them: npm start -- --list`;
}

/** How many letters to add, drop or change (Levenshtein): the package that src/ takes for it may not be there yet. */
function distance(one, other) {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...one].entries()) {
    const above = row;
    row = [i + 1];
    for (let j = 0; j < other.length; j += 1)
      row.push(Math.min(row[j] + 1, above[j + 1] + 1, above[j] + (letter === other[j] ? 0 : 1)));
  }
  return row.at(-1);
}

function refuse(message) {
  console.error(`${message}\n${USAGE.split('\n')[0]}; --help names them.`);
  process.exit(1);
}
