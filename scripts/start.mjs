// `npm start`: reads what is asked for before anything is installed, so that a mistake is told at once; then shows it.
// Plain JavaScript for Node 20, and no package needed.
//
// Usage: npm start -- [<scenario> …] [--speed <n>] [--list]
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
/** Generated from emulator/scenarios by `npm run generate`. */
const titles = JSON.parse(readFileSync(join(root, 'scripts', 'scenarios.json'), 'utf8'));
const names = Object.keys(titles);

const { list, speed, wanted } = readArguments(process.argv.slice(2));
if (list) {
  for (const name of names) console.log(`${name.padEnd(24)} ${titles[name]}`);
} else {
  const bootstrap = join(root, 'scripts', 'bootstrap.mjs');
  const show = [bootstrap, '--without-dev', 'scripts/demo.ts', '--speed', speed, ...wanted];
  const { status, signal } = spawnSync(process.execPath, show, { stdio: 'inherit' });
  process.exitCode = status ?? (signal === 'SIGINT' ? 130 : 1);
}

function readArguments(args) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { speed: { type: 'string', default: '20' }, list: { type: 'boolean', default: false } },
    });
    if (!(Number(values.speed) > 0)) refuse(`--speed takes a number above 0, not "${values.speed}".`);
    const unknown = positionals.find((name) => !Object.hasOwn(titles, name));
    if (unknown !== undefined) refuse(unknownScenario(unknown));
    return { ...values, wanted: positionals };
  } catch (error) {
    return refuse(error.message);
  }
}

function unknownScenario(name) {
  const [nearest] = names.toSorted((a, b) => distance(a, name) - distance(b, name));
  const near = distance(nearest, name) <= Math.max(2, name.length / 3) ? ` Did you mean "${nearest}"?` : '';
  const what = name.trim() === '' ? 'The name of the scenario is empty.' : `There is no scenario "${name}".${near}`;
  return `${what}\nThere are: ${names.join(', ')}.`;
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
  console.error(`${message}\nUsage: npm start -- [<scenario> …] [--speed <n>] [--list]`);
  process.exit(1);
}
