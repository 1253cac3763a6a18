import { expect, test } from 'vitest';
import { checkDefinition } from '../../src/check/rules.ts';
import type { Problem } from '../../src/model.ts';
import { fewOfEach } from '../../src/problem.ts';
import { parseFile } from '../../src/render/document.ts';
import { render } from '../../src/render/render.ts';

const many = <T>(count: number, item: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => item(index));
const containers = (count: number, rest: (index: number) => object = () => ({})): string =>
  JSON.stringify({
    family: 'web',
    containerDefinitions: many(count, (index) => ({ name: `c${index}`, image: 'web', memory: 8, ...rest(index) })),
  });
const oneWith = (rest: object, definition: object = {}): string =>
  JSON.stringify({
    family: 'web',
    containerDefinitions: [{ name: 'c', image: 'web', memory: 8, ...rest }],
    ...definition,
  });

/** Documents of up to 1 MiB that took minutes: each value was compared with each, or each level was written out again. */
const LARGE: readonly (readonly [name: string, file: string, text: string, rule: string])[] = [
  ['a chain of 5,000 containers', 'td.json', containers(5_000, chained), 'definition-too-large'],
  [
    '12,000 volumes and 8,000 mounts of others',
    'td.json',
    oneWith({ mountPoints: many(8_000, mount) }, { volumes: many(12_000, (index) => ({ name: `v${index}` })) }),
    'volume-unknown',
  ],
  [
    '30,000 labels that are numbers',
    'td.json',
    oneWith({ dockerLabels: Object.fromEntries(many(30_000, (index) => [`l${index}`, index])) }),
    'wrong-type',
  ],
  [
    '500,000 placeholders that never end',
    'td.json',
    oneWith({ environment: [{ name: 'A', value: '${'.repeat(500_000) }] }),
    'definition-too-large',
  ],
  ['lists as keys of YAML', 'td.yaml', `family: web\n${'? '.repeat(400)}`, 'yaml-syntax'],
  ['a mebibyte of quotes', 'td.yaml', '"'.repeat(2 ** 20), 'file-unreadable'],
];

function chained(index: number): object {
  return index === 0 ? {} : { dependsOn: [{ containerName: `c${index - 1}`, condition: 'START' }] };
}

function mount(index: number): object {
  return { sourceVolume: `w${index}`, containerPath: '/x' };
}

test.each(LARGE)('%s are judged, and fifty problems of a rule are told at most', async (_, file, text, rule) => {
  const told = fewOfEach(await problemsOf(file, text));
  expect(told.map((problem) => problem.rule)).toContain(rule);
  for (const group of Map.groupBy(told, (problem) => problem.rule).values())
    expect(group.length).toBeLessThanOrEqual(50);
});

async function problemsOf(file: string, text: string): Promise<Problem[]> {
  const { template, problems } = await parseFile({ file, bytes: new TextEncoder().encode(text) });
  if (template === undefined) return problems;
  const { definition, locate } = render(template, {});
  return [...problems, ...checkDefinition({ definition, locate })];
}

test('a manifest of a hundred large services is read', async () => {
  const service = (index: number): string => `  s${index}:\n${'    "name": "a value" # why\n'.repeat(75)}`;
  const text = `services:\n${many(100, service).join('')}`;
  const { problems } = await parseFile({ file: 'm.yaml', bytes: new TextEncoder().encode(text), holds: 'manifest' });
  expect(new Set(problems.map(({ rule }) => rule))).toEqual(new Set(['duplicate-key']));
});

test('of a thousand problems alike, the last one told says how many more there are', () => {
  const problem: Problem = {
    rule: 'unknown-field',
    severity: 'error',
    message: 'No.',
    fix: 'Remove it.',
    origin: { kind: 'file', file: 'a.json', line: 1, column: 1 },
  };
  const other: Problem = { ...problem, origin: { kind: 'file', file: 'b.json', line: 1, column: 1 } };
  const told = fewOfEach([...many(1_000, () => ({ ...problem })), other]);
  expect(told).toHaveLength(51);
  expect(told.slice(-2).map(({ message }) => message)).toEqual(['No. 950 more like this are not shown.', 'No.']);
});
