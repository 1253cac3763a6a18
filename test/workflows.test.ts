import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { INPUTS } from '../src/inputs/spec.ts';

interface Step {
  uses?: string;
  with?: Record<string, string>;
  run?: string;
}

interface Workflow {
  on: { workflow_dispatch: { inputs: Record<string, { options?: string[] }> } };
  jobs: Record<string, { permissions: Record<string, string>; steps: Step[] }>;
}

const read = (path: string): Promise<string> => readFile(resolve(import.meta.dirname, '..', path), 'utf8');
const own = parse(await read('.github/workflows/rollback.yml')) as Workflow;
const copy = parse(await read('examples/workflows/rollback.yml')) as Workflow;

test('the workflow that users copy is ours, with the published action and without a checkout', () => {
  const [job] = Object.values(own.jobs);
  const steps = job?.steps.filter(({ uses }) => uses?.startsWith('actions/checkout') !== true) ?? [];
  const published = steps.map((step) => (step.uses === './' ? { ...step, uses: 'org/ecs-express-deploy@v1' } : step));
  const said = (step: Step): Step =>
    step.run === undefined ? step : { ...step, run: step.run.replace('; docs/rollback.md says how', '') };
  expect(copy).toEqual({
    ...own,
    jobs: { rollback: { ...job, permissions: { 'id-token': 'write' }, steps: published.map(said) } },
  });
});

test('every action of the rollback workflow is pinned', () => {
  const used = Object.values(own.jobs).flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []));
  expect(used.length).toBeGreaterThan(2);
  for (const name of used) expect(name).toMatch(/^\.\/$|@[0-9a-f]{40}$/);
});

test('the rollback workflow gives inputs and modes that exist, and none of them to a shell', () => {
  const steps = Object.values(own.jobs).flatMap((job) => job.steps);
  const given = Object.keys(steps.find(({ uses }) => uses === './')?.with ?? {});
  expect(Object.keys(INPUTS)).toEqual(expect.arrayContaining(given));
  expect(INPUTS.mode.choices).toEqual(
    expect.arrayContaining(own.on.workflow_dispatch.inputs['mode']?.options ?? ['none']),
  );
  for (const { run = '' } of steps) expect(run).not.toContain('${{');
});
