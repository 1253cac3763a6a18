import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CASES, type Case } from './compare-cases.ts';
import { differences } from './compare-fields.ts';
import { runSteps, type Ran, type Step } from './compare-steps.ts';

/**
 * What the official actions write to AWS and what this one does, field by field, on the same inputs, files and state (an emulator for each).
 * Run by hand, with checkouts of the three:
 *
 *     node bench/compare.ts --render <checkout> --deploy <checkout> --express <checkout> [--only <part of a name>] [--bodies]
 */
const { values } = parseArgs({
  options: {
    render: { type: 'string' },
    deploy: { type: 'string' },
    express: { type: 'string' },
    ours: { type: 'string', default: resolve(import.meta.dirname, '..') },
    only: { type: 'string', default: '' },
    bodies: { type: 'boolean', default: false },
  },
});
const entryOf = (checkout: string | undefined): string => join(resolve(checkout ?? ''), 'dist/index.js');

const chosen = CASES.filter(({ name }) => name.includes(values.only));
refuseWithoutCheckouts();
const waiting = [...chosen];
const told = new Map<string, string>();
const seen = new Map<string, string[]>();
await Promise.all(Array.from({ length: availableParallelism() }, work));
for (const { name } of chosen) console.log(told.get(name) ?? '');
console.log(`\n${chosen.length} combinations. Distinct differences:\n`);
for (const [difference, names] of [...seen].toSorted(([one], [other]) => one.localeCompare(other))) {
  console.log(`${difference}\n    ${names.length} × ${names.slice(0, 6).join(' · ')}${names.length > 6 ? ' …' : ''}`);
}

/** Without a checkout, this action would be compared with itself, or with nothing. */
function refuseWithoutCheckouts(): void {
  const needed = (['render', 'deploy', 'express'] as const).filter((kind) => chosen.some((one) => one[kind]));
  const missing = needed.filter((kind) => values[kind] === undefined || !existsSync(entryOf(values[kind])));
  if (missing.length === 0) return;
  const repositories = {
    render: 'amazon-ecs-render-task-definition',
    deploy: 'amazon-ecs-deploy-task-definition',
    express: 'amazon-ecs-deploy-express-service',
  };
  const lines = missing.map((kind) => {
    const given = values[kind] === undefined ? '' : `: there is no ${entryOf(values[kind])}`;
    return `  --${kind} <checkout of https://github.com/aws-actions/${repositories[kind]}>${given}`;
  });
  console.error(
    `This compares what the official actions do with what this one does. It still needs:\n\n${lines.join('\n')}`,
  );
  process.exit(2);
}

async function work(): Promise<void> {
  for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) told.set(one.name, await compare(one));
}

async function compare(one: Case): Promise<string> {
  const theirs = await runSteps({ ...one, steps: officialSteps(one) });
  const ours = await runSteps({ ...one, steps: [ownStep(one)] });
  const found = differences(theirs.writes, ours.writes);
  for (const { path, words } of found) {
    const key = `${path} ${words.length > 90 ? `${words.slice(0, 90)}…` : words}`;
    seen.set(key, [...(seen.get(key) ?? []), one.name]);
  }
  return [
    `== ${one.name}`,
    `   theirs ${summaryOf(theirs)}`,
    `   ours   ${summaryOf(ours)}`,
    ...found.map(({ path, words }) => `   ${path}: ${words}`),
    ...(values.bodies
      ? [
          `   theirs ${JSON.stringify(theirs.writes, undefined, 1)}`,
          `   ours ${JSON.stringify(ours.writes, undefined, 1)}`,
          ours.log,
        ]
      : []),
  ].join('\n');
}

/** As in a workflow: the rendered file goes into the deploy step. */
function officialSteps({ render = [], deploy, express }: Case): Step[] {
  const steps = render.map((inputs, index): Step => ({
    entry: entryOf(values.render),
    official: true,
    inputs,
    from: index === 0 ? undefined : 'task-definition',
  }));
  if (deploy !== undefined) {
    const from = render.length === 0 ? undefined : 'task-definition';
    steps.push({ entry: entryOf(values.deploy), official: true, inputs: deploy, from });
  }
  if (express !== undefined) steps.push({ entry: entryOf(values.express), official: true, inputs: express });
  return steps;
}

/** The render step is gone: its inputs are next to those of the deploy step. */
function ownStep({ render = [], deploy, express, ours }: Case): Step {
  const inputs = ours ?? Object.assign({}, deploy, ...render, express);
  return { entry: entryOf(values.ours), inputs };
}

function summaryOf({ exitCode, writes, log }: Ran): string {
  const actions = writes.map(({ action }) => action).join(' ') || 'no write';
  const errors = [...log.matchAll(/^::error.*?::(.*)$/gm)].map(([, text]) => text);
  const warnings = [...log.matchAll(/^::warning.*?::(.*)$/gm)].map(([, text]) => text);
  return [
    `exit ${exitCode}: ${actions}`,
    ...errors.map((text) => `      error ${text}`),
    ...warnings.map((text) => `      warning ${text}`),
  ].join('\n');
}
