import { expect, test } from 'vitest';
import { checkDefinition } from '../../src/check/rules.ts';
import { parseFile } from '../../src/render/document.ts';
import { render } from '../../src/render/render.ts';

/** What the fix quotes is what the file says: a number that is read and printed again may be another one. */
test.each([
  ['a.yaml', '012345678901'],
  ['a.yaml', '0999'],
  ['a.yaml', '1.10'],
  ['a.yaml', '1e3'],
  ['a.yaml', '0x1F'],
  ['a.yaml', '0o17'],
  ['a.yaml', '12345678901234567890'],
  ['a.yaml', '.inf'],
  ['a.yaml', '-.Inf'],
  ['a.yaml', '+1'],
  ['a.yaml', 'True'],
  ['a.json', '12345678901234567890'],
  ['a.json', '1.10'],
  ['a.json', '1E3'],
  ['a.json', '-0'],
])('%s: %s', async (file, spelt) => {
  const [before, after] = file === 'a.json' ? ['{"family":"a","cpu":', '}'] : ['family: a\ncpu: ', '  # comment\n'];
  const problem = await wrongTypeIn(file, `${before}${spelt}${after}`, 'cpu');
  expect(problem?.message).toContain(spelt);
  expect(problem?.fix).toBe(`Put it in quotes: "${spelt}".`);
});

test('a string stays a string', async () => {
  expect(await wrongTypeIn('a.yaml', 'family: 1_000\ncpu: 1:30\nmemory: 2026-01-01\n', 'family')).toBeUndefined();
});

test('the value of a variable is not shown', async () => {
  const text = 'family: a\ncontainerDefinitions:\n  - name: b\n    environment:\n      - {name: PIN, value: 004711}\n';
  const problem = await wrongTypeIn('a.yaml', text, 'value');
  expect(`${problem?.message} ${problem?.fix}`).not.toMatch(/4711/);
  expect(problem?.fix).toBe('Put it in quotes.');
});

test.each(['environment', 'secrets'])('a value in a list of %s as Compose writes it is not shown', async (field) => {
  const text = `family: a\ncontainerDefinitions:\n  - name: b\n    ${field}: [DB=hunter2, 5]\n`;
  const problem = await wrongTypeIn('a.yaml', text, field);
  expect(problem?.message).toMatch(/must be an object, but is a string/);
  expect(`${problem?.message} ${problem?.fix}`).not.toMatch(/hunter2/);
});

test('a number behind an alias or from a variable is not guessed', async () => {
  const alias = await wrongTypeIn('a.yaml', 'family: &x 010\ncpu: *x\n', 'cpu');
  expect(alias?.fix).toBe('Put it in quotes.');
});

/** What the fix shows can be pasted, into YAML as well. */
test.each([
  ['tags: { team: web }', 'tags', 'Write a list of objects: [{ "key": …, "value": … }].'],
  ['volumes: { name: data }', 'volumes', 'Write a list of objects: [{ "name": … }].'],
  [
    'runtimePlatform: LINUX',
    'runtimePlatform',
    'Write an object: { "cpuArchitecture": …, "operatingSystemFamily": … }.',
  ],
  ['requiresCompatibilities: FARGATE', 'requiresCompatibilities', 'Put it in square brackets: ["FARGATE"].'],
  [
    'containerDefinitions: [{ name: b, dockerLabels: [one] }]',
    'dockerLabels',
    'Write names and values: { "name": "value" }.',
  ],
])('%s', async (text, field, fix) => {
  expect((await wrongTypeIn('a.yaml', `family: a\n${text}\n`, field))?.fix).toBe(fix);
});

async function wrongTypeIn(file: string, text: string, field: string) {
  const { template } = await parseFile({ file, bytes: new TextEncoder().encode(text) });
  if (template === undefined) throw new Error('not read');
  return checkDefinition(render(template, {})).find(
    ({ rule, message }) => rule === 'wrong-type' && message.includes(field),
  );
}
