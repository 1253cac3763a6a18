import { expect, test } from 'vitest';
import { parseLayers, stepLayer, type Layer } from '../../src/inputs/layers.ts';
import { readManifest } from '../../src/inputs/manifest.ts';
import type { InputName } from '../../src/inputs/spec.ts';
import { parseDocument } from '../../src/render/document.ts';

const at = (line: number, values: Record<string, unknown>): Layer => ({
  values,
  locate: ([key]) => ({ kind: 'file', file: 'system.yml', line: key === undefined ? line : line + 1, column: 1 }),
});
const step = (given: Partial<Record<InputName, string>>): Layer => stepLayer((name) => given[name] ?? '');

test('the first layer wins, and what none has gets its default', () => {
  const layers = [
    at(1, { cluster: 'own' }),
    at(10, { cluster: 'shared', service: 'web' }),
    step({ cpu: '256', image: 'web:1' }),
  ];
  const { inputs, problems } = parseLayers(layers);
  expect(inputs).toMatchObject({ cluster: 'own', service: ['web'], cpu: '256', mode: 'deploy' });
  expect(problems).toEqual([]);
});

test('lists of names and values are merged by name, whatever their form', () => {
  const { inputs } = parseLayers([
    at(1, { 'environment-variables': { A: 'own', N: 3, B: true } }),
    at(10, {
      'environment-variables': [
        { name: 'A', value: 'shared' },
        { name: 'C', value: 'shared' },
      ],
    }),
    step({ 'environment-variables': 'A=step\nD=step' }),
  ]);
  expect(new Map(inputs['environment-variables'])).toEqual(
    new Map([
      ['A', 'own'],
      ['N', '3'],
      ['B', 'true'],
      ['C', 'shared'],
      ['D', 'step'],
    ]),
  );
});

test('one source of the template or the image replaces the others below it', () => {
  const { inputs } = parseLayers([
    at(1, { 'image-tag': '2' }),
    at(10, { image: 'web:1', 'task-definition-family': 'web' }),
    step({ 'task-definition': 'td.json', 'task-definition-revision': '3', image: 'web:0' }),
  ]);
  expect(inputs['image-tag']).toBe('2');
  expect(inputs.image).toBeUndefined();
  expect(inputs['task-definition-family']).toBe('web');
  expect(inputs['task-definition']).toBeUndefined();
  expect(inputs['task-definition-revision']).toBeUndefined();
});

test('values of YAML are read as the texts that an input would have', () => {
  const { inputs, problems } = parseLayers([
    at(1, {
      service: 'web',
      image: 'web:1',
      'container-name': ['web', 'log'],
      'desired-count': 3,
      'fail-fast': false,
      command: ['node', 'a b.js'],
      'pause-at': ['PRE_SCALE_UP'],
      'run-task': true,
      'run-task-container-overrides': [{ name: 'web', command: ['migrate'] }],
    }),
  ]);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(inputs).toMatchObject({
    'container-name': ['web', 'log'],
    'desired-count': 3,
    'fail-fast': false,
    command: ['node', 'a b.js'],
    'pause-at': ['PRE_SCALE_UP'],
    'run-task-container-overrides': [{ name: 'web', command: ['migrate'] }],
  });
});

test('a problem is pointed at where the input is written, or would be', () => {
  const { problems, relocate } = parseLayers([
    at(1, { image: 'web:1' }),
    at(10, { 'desired-count': 'two' }),
    step({ cpu: '256', 'wait-for-minutes': '0' }),
  ]);
  const placed = problems.map(relocate).map(({ rule, origin }) => [rule, origin]);
  expect(placed).toEqual(
    expect.arrayContaining([
      ['input-format', { kind: 'file', file: 'system.yml', line: 11, column: 1 }],
      ['input-format', { kind: 'input', input: 'wait-for-minutes' }],
      ['no-service', { kind: 'file', file: 'system.yml', line: 1, column: 1 }],
    ]),
  );
});

test('a document inside a document keeps its positions', () => {
  const { inputs } = parseLayers([at(4, { service: 'web', 'task-definition': { family: 'web' } })]);
  const given = inputs['task-definition'];
  if (given === undefined || !('template' in given)) throw new Error('no template');
  expect(given.template.value).toEqual({ family: 'web' });
  expect(given.template.locate(['family'])).toMatchObject({ line: 5 });
});

test.each([
  ['a block', '|\n      {}\n', 4, 1],
  ['a string on the line of its key', '"{}"', 3, 22],
])('a mistake in a document that is %s is on its line', async (_, written, line, column) => {
  const text = `services:\n  web:\n    task-definition: ${written}`;
  const source = { kind: 'file', file: 'system.yml' } as const;
  const { template } = await parseDocument({ text, source }, { holds: 'manifest' });
  const [entry] = template === undefined ? [] : readManifest(template).entries;
  if (entry === undefined) throw new Error('no service');
  const { relocate } = parseLayers([entry.own]);
  const origin = { kind: 'input', input: 'task-definition', line: 1, column: 2, endColumn: 4 } as const;
  const { origin: placed } = relocate({ rule: 'json-syntax', severity: 'error', message: '', fix: '', origin });
  expect(placed).toMatchObject({ file: 'system.yml', line, column });
});
