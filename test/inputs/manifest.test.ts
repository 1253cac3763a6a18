import { describe, expect, it, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { exampleOf } from '../../src/inputs/examples.ts';
import { parseLayers } from '../../src/inputs/layers.ts';
import { readManifest } from '../../src/inputs/manifest.ts';
import { INPUTS, type InputName } from '../../src/inputs/spec.ts';
import { wrongValue } from '../../src/inputs/values.ts';
import { parseDocument } from '../../src/render/document.ts';

async function read(text: string) {
  const source = { kind: 'file', file: 'system.yml' } as const;
  const { template, problems } = await parseDocument({ text, source }, { holds: 'manifest' });
  if (template === undefined) throw new Error(JSON.stringify(problems));
  return readManifest(template);
}

/** `line:column rule message fix` of every mistake. */
async function mistakes(text: string): Promise<string[]> {
  const { problems } = await read(text);
  return problems.map(({ rule, origin, message, fix }) => {
    const place = origin.kind === 'file' ? `${origin.line}:${origin.column}` : origin.kind;
    return `${place} ${rule} ${message} ${fix}`;
  });
}

describe('a value of the wrong form is one mistake at its place, with what is there and what is wanted', () => {
  it.each([
    ['image: {a: b}', /^3:12 input-format .*"image" is a map.*a string.*image: \S+/],
    ['image: [a, b]', /^3:12 input-format .*"image" is a list.*a string.*image: \S+/],
    ['image: true', /^3:12 input-format .*"image" is the boolean true.*image: "true"/],
    ['cluster: [prod]', /^3:14 input-format .*"cluster" is a list.*cluster: prod/],
    ['cluster: 012', /^3:14 input-format .*"cluster" is the number 012.*cluster: "012"/],
    ['container-name: [web, 3]', /^3:27 input-format .*item 2 of "container-name" is the number 3.*"3"/],
    ['container-name: [web, {b: c}]', /^3:27 input-format .*item 2 of "container-name" is a map/],
    ['command: {a: b}', /^3:14 input-format .*"command" is a map.*list of words.*command: \[/],
    ['command: [sleep, 1.10]', /^3:22 input-format .*item 2 of "command" is the number 1\.10.*"1\.10"/],
    ['desired-count: [3]', /^3:20 input-format .*"desired-count" is a list.*0 to 5000.*desired-count: 3/],
    ['fail-fast: {a: b}', /^3:16 input-format .*"fail-fast" is a map.*true or false.*fail-fast: true/],
    ['circuit-breaker: [off]', /^3:22 input-format .*"circuit-breaker" is a list.*circuit-breaker: off/],
    [
      'environment-variables: [A=b]',
      /^3:29 input-format .*item 1 of "environment-variables" is a string.*name and value/,
    ],
    ['environment-variables: {A: {b: c}}', /^3:32 input-format .*"A" of "environment-variables" is a map/],
    ['environment-variables: {A: null}', /^3:32 input-format .*"A" of "environment-variables" is empty.*""/],
    ['environment-variables: 3', /^3:28 input-format .*is the number 3.*map of names and values/],
    ['secrets: [{name: A}]', /^3:15 input-format .*item 1 of "secrets" has no "valueFrom"/],
    ['task-definition: [a, b]', /^3:22 input-format .*"task-definition" is a list.*path of a file/],
    ['env-files: {a: b}', /^3:16 input-format .*"env-files" is a map.*list of strings/],
    ['run-task-container-overrides: {name: web}', /^3:35 input-format .*is a map.*takes a list/],
    ['service-managed-ebs-volume: [a]', /^3:33 input-format .*is a list.*takes a map/],
    ['directory: {a: b}', /^3:16 input-format .*"directory" is a map.*directory: \S+/],
    ['schedules: {a: b}', /^3:16 input-format .*"schedules" is a map/],
  ])('%s', async (line, expected) => {
    expect(await mistakes(`services:\n  web:\n    ${line}\n`)).toEqual([expect.stringMatching(expected)]);
  });

  it.each(['cpu: 256', 'image-tag: 1.10', 'schedules: true', 'desired-count: 3', 'environment-variables: {PORT: 80}'])(
    '%s is none',
    async (line) => {
      expect(await mistakes(`services:\n  web:\n    ${line}\n`)).toEqual([]);
    },
  );
});

describe('the example of a fix', () => {
  it.each(Object.keys(INPUTS).filter((name) => name !== 'github-token') as InputName[])('of %s is right', (name) => {
    const values = parseYaml(exampleOf(name)) as Record<string, unknown>;
    expect(wrongValue({ name, value: values[name], spelling: () => undefined })).toBeUndefined();
    const { problems } = parseLayers([{ values }]);
    expect(problems.filter(({ rule }) => rule === 'input-format' || rule === 'secret-value')).toEqual([]);
  });
});

describe('an invisible character', () => {
  it.each([
    ['services:\n  "we\\u200bb":\n', /^2:\d+ manifest-key .*U\+200B \(zero-width space\) after "we"/],
    ['services:\n  "web\\u00a0":\n', /^2:\d+ manifest-key .*U\+00A0 \(no-break space\) after "web"/],
    [
      'services:\n  web:\n    "\\ufeffimage": a\n',
      /^3:\d+ manifest-key .*U\+FEFF \(byte order mark\) at the start.*"image"/,
    ],
    ['"de\\u202efaults": {}\nservices: {web: }\n', /^1:\d+ manifest-key .*U\+202E .*after "de"/],
  ])('in a key is told by its code point', async (text, expected) => {
    expect(await mistakes(text)).toEqual([expect.stringMatching(expected)]);
  });
});

describe('what cannot be set inside', () => {
  it.each([
    ['service-name: api', /^3:\d+ manifest-key .*"service-name".*Remove service-name\..*service: <name>/],
    ['manifest: other.yml', /^3:\d+ manifest-key .*"manifest".*list its services here/],
    ['preview: 3', /^3:\d+ manifest-key .*"preview".*step of its own/],
    ['vars: {A: b}', /^3:\d+ manifest-key .*"vars".*"variables"/],
  ])('%s', async (line, expected) => {
    expect(await mistakes(`services:\n  web:\n    ${line}\n`)).toEqual([expect.stringMatching(expected)]);
  });

  it('service-name in the defaults', async () => {
    const found = await mistakes('defaults:\n  service-name: api\nservices:\n  web:\n');
    expect(found).toEqual([expect.stringMatching(/^2:\d+ manifest-key .*Remove "service-name" from the defaults/)]);
  });
});

test('a misspelled section is read as the one that was meant', async () => {
  const { entries, problems } = await read('default:\n  cluster: prod\nservice:\n  web:\n');
  expect(problems.map(({ rule }) => rule)).toEqual(['manifest-key', 'manifest-key']);
  expect(entries.map(({ service, defaults }) => [service, defaults.values])).toEqual([['web', { cluster: 'prod' }]]);
});
