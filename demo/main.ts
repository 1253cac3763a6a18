import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { closest, distance } from 'fastest-levenshtein';
import { scenarios } from '../emulator/scenarios/scenarios.ts';
import { showInBrowser } from './in-browser.ts';
import { showInTerminal } from './in-terminal.ts';

/** `npm start` and `ecs-express-deploy demo` run what is built of this (demo/dist/), so that a fresh clone needs no packages. */
const COMMAND = process.env['npm_lifecycle_event'] === 'start' ? 'npm start --' : 'ecs-express-deploy demo';
const USAGE = `Usage: ${COMMAND} [<scenario> …] [options]

Plays deployments of the action on an AWS emulator on this machine. Nothing reaches AWS.
Without a scenario it serves a page in which all of them can be played. With scenarios, and where nobody sits in front of a
terminal, it shows them as lines and writes each job summary as a page.

  --list        the names of the scenarios
  --terminal    lines instead of the page
  --no-open     the page, without opening a browser
  --speed <n>   how much faster than real time: 20 in the terminal, 10 in the page
  --help        this text`;

type Asked = ReturnType<typeof readArguments>;

const asked = readArguments(process.argv.slice(2));
if (asked.help) console.log(USAGE);
else if (asked.list) for (const { name, title } of Object.values(scenarios)) console.log(`${name.padEnd(24)} ${title}`);
else await show(asked);

/** The page is for somebody who looks at it: not for CI, and not for a pipe. */
async function show({ speed, terminal, names, 'no-open': noOpen }: Asked): Promise<void> {
  endWithNpm();
  const isWatched = process.stdout.isTTY && !process.env['CI'];
  if (terminal || names.length > 0 || (!isWatched && !noOpen)) {
    const what = names.length === 0 ? 'three deployments in half a minute' : 'deployments, most within 15 seconds each';
    console.log(`Plays ${what}, on an AWS emulator on this machine. Nothing reaches AWS.`);
    await showInTerminal({ names, speed, command: COMMAND });
  } else {
    console.log(
      'Serves a page that plays deployments, most within 15 seconds, on an AWS emulator on this machine. Nothing reaches AWS.',
    );
    await showInBrowser({ speed, open: !noOpen });
  }
}

/** npm passes a signal to its shell, which dies of it without passing it on; if npm is killed, its shell lives on. */
function endWithNpm(): void {
  const shell = process.ppid;
  const npm = npmAbove(shell);
  setInterval(() => {
    if (process.ppid !== shell || !isAlive(npm)) process.kill(process.pid, 'SIGTERM');
  }, 500).unref();
}

/** The npm that started this program by a shell; undefined where that cannot be seen. */
function npmAbove(shell: number): number | undefined {
  if (process.env['npm_lifecycle_event'] === undefined) return undefined;
  const { stdout } = spawnSync('ps', ['-o', 'ppid=,comm=', '-p', String(shell)], { encoding: 'utf8' });
  const [, pid] = /^\s*(\d+)\s+(?:\S*\/)?-?(?:ba|da|z)?sh\s*$/.exec(stdout ?? '') ?? [];
  return pid === undefined ? undefined : Number(pid);
}

function isAlive(pid: number | undefined): boolean {
  try {
    return pid === undefined || process.kill(pid, 0);
  } catch {
    return false;
  }
}

function readArguments(args: string[]) {
  const { values, positionals: names } = parsed(args);
  if (values.speed !== undefined && !(Number(values.speed) > 0))
    refuse(`--speed takes a number above 0, not "${values.speed}".`);
  const unknown = names.find((name) => !Object.hasOwn(scenarios, name));
  if (unknown !== undefined) refuse(unknownScenario(unknown));
  return { ...values, names };
}

function parsed(args: string[]) {
  try {
    return parseArgs({
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
  } catch (error) {
    // Node.js goes on about arguments that begin with a hyphen, which no scenario does.
    return refuse(`${(error as Error).message.split('. To specify')[0]}.`);
  }
}

function unknownScenario(name: string): string {
  const nearest = closest(name, Object.keys(scenarios));
  const isNear = distance(nearest, name) <= Math.max(2, name.length / 3);
  const what = name.trim() === '' ? 'The name of the scenario is empty.' : `There is no scenario "${name}".`;
  return `${what}${isNear ? ` Did you mean "${nearest}"?` : ''}\nAll of them: ${COMMAND} --list`;
}

function refuse(message: string): never {
  console.error(`${message}\n${USAGE.split('\n')[0]}; --help names them.`);
  process.exit(2);
}
