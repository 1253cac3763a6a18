import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { scenarios } from '../emulator/scenarios/scenarios.ts';
import { startEmulator } from '../emulator/server.ts';
import { createWorld } from '../emulator/world.ts';
import { renderSummaryPage } from './summary-page.ts';

/** `npm start`: the built action deploys the example to an emulator, and each summary becomes a page. */
const ROOT = resolve(import.meta.dirname, '..');
const PAGES = join(ROOT, 'demo');
const DIGEST = `sha256:${'5d'.repeat(32)}`;

interface Show {
  scenario: string;
  title: string;
  inputs: Record<string, string>;
}

const CLASSIC = {
  service: 'web',
  cluster: 'prod',
  'task-definition': 'examples/task-definition.json',
  image: `111122223333.dkr.ecr.us-east-1.amazonaws.com/web@${DIGEST}`,
  variables: 'REGION=us-east-1',
};

const EXPRESS = { service: 'shop', image: `111122223333.dkr.ecr.us-east-1.amazonaws.com/shop@${DIGEST}` };

const SHOWS: Show[] = [
  { scenario: 'classic-healthy', title: 'A healthy rollout of a classic service', inputs: CLASSIC },
  {
    scenario: 'express-canary',
    title: 'An Express service: canary, bake time, full traffic',
    inputs: EXPRESS,
  },
  {
    scenario: 'classic-breaker',
    title: 'A bad image: the circuit breaker rolls back, and the step is red',
    inputs: CLASSIC,
  },
];

const CODE_DEPLOY = { ...CLASSIC, 'codedeploy-appspec': 'examples/appspec.yaml' };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { speed: { type: 'string', default: '20' } },
});

await mkdir(PAGES, { recursive: true });
const wanted = positionals.length === 0 ? SHOWS : positionals.map(showOf);
const pages: string[] = [];
for (const show of wanted) pages.push(await play(show, values.speed));
console.log(
  `\nThe summaries, as GitHub shows them (open them in a browser):\n${pages.map((page) => `  ${page}`).join('\n')}`,
);
console.log('\nOther scenarios: npm start -- --list, then npm start -- <name>');

/** The name exists: start.mjs has checked. */
function showOf(name: string): Show {
  const known = SHOWS.find(({ scenario }) => scenario === name);
  return known ?? { scenario: name, title: scenarios[name]?.title ?? '', inputs: inputsOf(name) };
}

function inputsOf(name: string): Record<string, string> {
  if (name.startsWith('express')) return EXPRESS;
  return name.startsWith('codedeploy') ? CODE_DEPLOY : CLASSIC;
}

async function play({ scenario, title, inputs }: Show, speed: string): Promise<string> {
  console.log(`\n\u001B[1m── ${title} ──\u001B[0m`);
  for (const [name, value] of Object.entries(inputs)) console.log(`   ${name}: ${value}`);
  console.log('');
  const world = createWorld({ account: '111122223333' });
  scenarios[scenario]?.fill(world);
  const emulator = await startEmulator({ world, time: 'virtual' });
  const temporary = await mkdtemp(join(tmpdir(), 'ecs-express-deploy-'));
  const summaryFile = join(temporary, 'summary.md');
  const outputFile = join(temporary, 'output');
  for (const file of [summaryFile, outputFile]) await writeFile(file, '');
  const log = await runAction({ url: emulator.url, inputs, temporary, summaryFile, outputFile, speed });
  await emulator.close();
  const page = join(PAGES, `${scenario}.html`);
  await writeFile(page, await renderSummaryPage({ markdown: await readFile(summaryFile, 'utf8'), title, log }));
  await rm(temporary, { recursive: true });
  return page;
}

async function runAction(run: {
  url: string;
  inputs: Record<string, string>;
  temporary: string;
  summaryFile: string;
  outputFile: string;
  speed: string;
}): Promise<string> {
  const child = spawn(process.execPath, [join(ROOT, 'dist/index.js')], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      ...Object.fromEntries(Object.entries(run.inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: ROOT,
      GITHUB_STEP_SUMMARY: run.summaryFile,
      GITHUB_OUTPUT: run.outputFile,
      RUNNER_TEMP: run.temporary,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'example',
      AWS_ENDPOINT_URL: run.url,
      EMULATOR_URL: run.url,
      EMULATOR_SPEED: run.speed,
      NODE_OPTIONS: `--import ${join(ROOT, 'test/emulator/virtual-clock.mjs')}`,
    },
  });
  let log = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const text = chunk.toString();
    log += text;
    process.stdout.write(asShown(text));
  });
  const code = await new Promise<number | null>((done) => child.on('close', done));
  console.log(`   exit code ${code}`);
  return log;
}

/** GitHub shows annotations as coloured lines. */
function asShown(text: string): string {
  const annotation = /^::(error|warning|notice)[^:]*::(.*)$/gm;
  return text.replaceAll(annotation, (_, kind: string, message: string) => {
    const colour = kind === 'error' ? 31 : kind === 'warning' ? 33 : 34;
    return `\u001B[${colour}m${kind}: ${message.replaceAll('%0A', ' ').replaceAll('%25', '%')}\u001B[0m`;
  });
}
