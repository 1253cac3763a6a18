import { expect, it, test } from 'vitest';
import { INPUTS, type InputName } from '../../src/inputs/spec.ts';
import { readSource } from '../source-files.ts';

const NAMES = Object.keys(INPUTS) as InputName[];

/** Of official actions, whose workflows go on to work; docs/migrating.md says so. */
const ONLY_ACCEPTED: readonly InputName[] = ['keep-null-value-keys'];
/** It is there to be compared with another one. */
const ONLY_COMPARED: readonly InputName[] = ['confirm'];

/** What only looks whether the inputs are right does nothing with them; these two hand them on. */
const isCheck = (path: string): boolean =>
  path.startsWith('check/') ||
  (path.startsWith('inputs/') && path !== 'inputs/changes.ts' && path !== 'inputs/run-task.ts');

const READERS = [...readSource()].filter(([path]) => !isCheck(path)).map(([, code]) => code);

/** Whether the code takes the value: `inputs.image`, `inputs['cpu']`, `{ 'wait-for-minutes': minutes } = inputs`, or a list of names. */
function reads(code: string, name: string): boolean {
  const quoted = `'${name}'`;
  const field = /^\w+$/.test(name) ? `(?:${quoted}|\\b${name}\\b(?!-))` : quoted;
  const access = new RegExp(`\\binputs(?:\\.${name}\\b(?!-)|\\[${quoted}\\])`);
  const taken = new RegExp(
    `\\{[^{}]*${field}[^{}]*(?:\\{[^{}]*\\}[^{}]*)*\\}\\s*(?:=\\s*(?:\\w+\\.)*inputs\\b|:\\s*(?:Pick<)?Inputs\\b)`,
  );
  const lists = [...code.matchAll(/\b([A-Z_]+)\.\w+\(\((\w+)\) => inputs\[\2\]/g)].map(([, list]) => list ?? '');
  return (
    access.test(code) ||
    taken.test(code) ||
    lists.some((list) => new RegExp(`const ${list}\\b[^;]*${quoted}`).test(code))
  );
}

const isRead = (name: string, sources: readonly string[]): boolean => sources.some((code) => reads(code, name));

it('every input does something', () => {
  expect(
    NAMES.filter((name) => !isRead(name, READERS) && !ONLY_ACCEPTED.includes(name) && !ONLY_COMPARED.includes(name)),
  ).toEqual([]);
});

it('an input that is only accepted says so', () => {
  for (const name of ONLY_ACCEPTED) {
    expect(isRead(name, READERS)).toBe(false);
    expect(INPUTS[name].description).toMatch(/^Accepted for compatibility/);
  }
});

test.each([
  ['dry-run', `toProblem('input-unused', atInput('dry-run'), words)`],
  ['dry-run', `const IGNORED = ['dry-run'];\nreturn IGNORED.includes(name);`],
  ['dry-run', `answer['dry-run']`],
  ['task', `inputs['task-role-arn'] ?? inputs.task_role`],
  ['task', `const { 'task-role-arn': task } = answer;`],
])('%s is not read by: %s', (name, code) => {
  expect(reads(code, name)).toBe(false);
});

test.each([
  ['dry-run', `asked.inputs['dry-run']`],
  ['dry-run', `const { mode, 'dry-run': dry } = inputs;`],
  ['dry-run', `function plan({ 'dry-run': dry = false }: Pick<Inputs, 'dry-run'>) {`],
  ['dry-run', `const ASKED = ['check', 'dry-run'] as const;\nASKED.find((one) => inputs[one])`],
  ['images', `function images({ images = [], mode }: Inputs) {`],
])('%s is read by: %s', (name, code) => {
  expect(reads(code, name)).toBe(true);
});
