import { existsSync, realpathSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { withBareSdk } from './bare-sdk.ts';
import { measureFirstTry } from './first-try.ts';
import { measureLateness } from './lateness.ts';
import { measureLoaded } from './loaded.ts';
import { measureMany } from './many.ts';
import { measureMemory } from './memory.ts';
import { showFirstTry, showLateness, showLoaded, showMany, showMemory, showStart, showTrips } from './show.ts';
import { measureRoundTrips } from './round-trips.ts';
import { measureStart } from './start.ts';
import { UPDATE_EXPRESS, type Candidate } from './step.ts';
import { showVerdicts } from './verdicts.ts';

/**
 * What a step costs, compared with amazon-ecs-deploy-task-definition and amazon-ecs-deploy-express-service if checkouts are given.
 * Run by hand, with Node.js 24:
 *
 *     node bench/bench.ts [--official <checkout>] [--express <checkout>] [--ours dist] [--runs 21] [--rollouts 128] [--seed 1] [--services 1,25,100] [--before <commit>] [--json <file>]
 *
 * With --before, `npm start` in a fresh clone is compared with that commit; that needs a connection to the npm registry.
 */
const { values } = parseArgs({
  options: {
    official: { type: 'string' },
    express: { type: 'string' },
    ours: { type: 'string', default: resolve(import.meta.dirname, '../dist') },
    runs: { type: 'string', default: '21' },
    rollouts: { type: 'string', default: '128' },
    seed: { type: 'string', default: '1' },
    services: { type: 'string', default: '1,25,100' },
    before: { type: 'string' },
    json: { type: 'string' },
  },
});
const [runs, rollouts, seed] = [values.runs, values.rollouts, values.seed].map(toCount) as [number, number, number];
const ours = toCandidate('ours', values.ours);
const official =
  values.official === undefined ? [] : [{ ...toCandidate('official', join(values.official, 'dist')), official: true }];
const express =
  values.express === undefined
    ? []
    : [{ ...toCandidate('express', join(values.express, 'dist')), inputs: UPDATE_EXPRESS }];
const bare: Candidate = { name: 'bare Node.js', entry: join(import.meta.dirname, 'bare-node.cjs') };

const machine = {
  node: process.version,
  date: new Date().toISOString().slice(0, 10),
  processors: availableParallelism(),
  load: loadavg()[0] ?? 0,
};
console.log(
  `Node.js ${machine.node}, ${machine.processors} processors, load ${machine.load.toFixed(1)}, ${runs} runs\n`,
);

const { start, memory } = await withBareSdk(async (sdk) => {
  const first = await measureStart([ours, ...official, ...express, sdk, bare], runs);
  console.log(showStart(first));
  const sending = [ours, ...official, sdk, bare];
  return { start: first, memory: await measureMemory({ sending, waiting: [ours, ...official] }, runs) };
});
console.log(showMemory(memory));
const trips = await measureRoundTrips([ours, ...official], Math.ceil(runs / 2));
console.log(showTrips(trips));
const loaded = await Promise.all([ours, ...official].map((candidate) => measureLoaded(candidate)));
console.log(showLoaded(loaded));
const lateness = await measureLateness(ours.entry, rollouts, seed);
console.log(showLateness(lateness));
const many = await measureMany(ours.entry, values.services.split(',').map(toCount));
console.log(showMany(many));
const firstTry = await measureFirstTry(['HEAD', ...(values.before === undefined ? [] : [values.before])], 3);
console.log(showFirstTry(firstTry));
console.log(showVerdicts({ start, memory, trips, lateness, many, firstTry }));

if (values.json !== undefined) {
  await writeFile(
    values.json,
    `${JSON.stringify({ machine, start, memory, trips, loaded, lateness, many, firstTry }, undefined, 2)}\n`,
  );
}

function toCount(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new Error(`"${text}" is not a number of runs, rollouts, services or a seed: 1 or more.`);
}

function toCandidate(name: string, folder: string): Candidate {
  const entry = join(resolve(folder), 'index.js');
  if (existsSync(entry)) return { name, entry: realpathSync(entry) };
  throw new Error(`${entry} does not exist: build it with "npm run build", or pass its folder.`);
}
