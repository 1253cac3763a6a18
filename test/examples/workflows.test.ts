import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseInputs } from '../../src/inputs/parse.ts';

const FOLDER = resolve(import.meta.dirname, '../../examples/workflows');

interface Workflow {
  jobs: Record<string, { steps?: { uses?: string; with?: Record<string, unknown> }[] }>;
}

/** What a step gives to this action; an expression stands for any value that the input takes. */
const VALUES: Record<string, string> = {
  '${{ inputs.stop-type }}': 'abort',
  '${{ inputs.mode }}': 'rollback',
  '${{ github.event.number }}': '17',
  "${{ inputs.rollback-to || 'previous' }}": 'previous',
};

const steps = readdirSync(FOLDER).flatMap((file) => {
  const { jobs } = parse(readFileSync(join(FOLDER, file), 'utf8')) as Workflow;
  const uses = Object.entries(jobs).flatMap(([job, { steps: all = [] }]) => all.map((step) => ({ job, ...step })));
  return uses.filter((step) => step.uses?.startsWith('org/ecs-express-deploy@')).map((step) => ({ file, ...step }));
});

test('the examples use this action', () => {
  expect(steps.length).toBeGreaterThan(5);
});

test.each(steps)('$file, job $job: every input has an effect', ({ with: given = {} }) => {
  const texts = new Map(Object.entries(given).map(([name, value]) => [name, evaluate(String(value))]));
  const { problems, given: known } = parseInputs((name) => texts.get(name) ?? '');
  expect(problems).toEqual([]);
  expect([...texts.keys()].filter((name) => !known.some((one) => one === name))).toEqual([]);
});

function evaluate(text: string): string {
  return VALUES[text] ?? text.replaceAll(/\$\{\{[^}]*\}\}/g, 'web');
}
