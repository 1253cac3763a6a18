import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Problem } from '../../src/model.ts';
import { parseFile } from '../../src/render/document.ts';
import { bytesOf, whereIs } from './reading.ts';

const read = (file: string, text: string) => parseFile({ file, bytes: bytesOf(text) });

describe('what a file may contain', () => {
  test.each([
    ['JSON', 'td.json', '{"family":"web"}'],
    ['JSON with comments', 'td.json', '// why\n{"family": /* here */ "web"}'],
    ['JSON with CRLF', 'td.json', '{\r\n  "family": "web"\r\n}\r\n'],
    ['YAML by its extension', 'td.yml', 'family: web\n'],
    ['YAML by its look', 'td.json', 'family: web\n'],
    ['YAML with a leading comment', 'td.tpl', '# why\nfamily: web\n'],
    ['JSON in a .yml file', 'td.yaml', '{\n\t"family": "web"\n}'],
    ['YAML flow style in a .yml file', 'td.yml', '{family: web}'],
    ['YAML anchors and merge keys', 'td.yml', 'x: &a {family: web}\n<<: *a\n'],
  ])('%s', async (...[, file, text]) => {
    const { template, problems } = await read(file, text);
    expect(problems).toEqual([]);
    expect(template?.value).toMatchObject({ family: 'web' });
  });

  test.each([
    ['UTF-8 with byte order mark', Buffer.from('\uFEFF{"family":"wéb"}', 'utf8')],
    ['UTF-16LE with byte order mark', Buffer.from('\uFEFF{"family":"wéb"}', 'utf16le')],
    ['UTF-16LE without', Buffer.from('{"family":"wéb"}', 'utf16le')],
    ['UTF-16BE with byte order mark', Buffer.from('\uFEFF{"family":"wéb"}', 'utf16le').swap16()],
    ['UTF-16BE without', Buffer.from('{"family":"wéb"}', 'utf16le').swap16()],
  ])('%s', async (_, bytes) => {
    const { template, problems } = await parseFile({ file: 'td.json', bytes });
    expect(problems).toEqual([]);
    expect(template?.value).toEqual({ family: 'wéb' });
    expect(template?.locate(['family'])).toMatchObject({ line: 1, column: 11 });
  });

  test('a key named __proto__ stays a key', async () => {
    const { template } = await read('td.json', '{"__proto__": {"family": "web"}}');
    expect(Object.keys(template?.value as object)).toEqual(['__proto__']);
    expect(template?.value).not.toHaveProperty('family');
  });
});

describe('where things are', () => {
  const json =
    '{\n  "family": "web",\n  "containerDefinitions": [\n    {"name": "app"},\n    {\n      "name": "log"\n    }\n  ]\n}\n';
  const yaml = '# top\nfamily: web\ncontainerDefinitions:\n  - name: app\n  -\n    name: log\n';

  test.each([
    ['JSON value', 'td.json', json, ['family'], '2:13-18'],
    ['JSON item', 'td.json', json, ['containerDefinitions', 0], '4:5-20'],
    ['JSON value in an item', 'td.json', json, ['containerDefinitions', 1, 'name'], '6:15-20'],
    ['JSON object over several lines', 'td.json', json, ['containerDefinitions', 1], '5:5'],
    ['missing property: its parent', 'td.json', json, ['containerDefinitions', 0, 'image'], '4:5-20'],
    ['missing item: its list', 'td.json', json, ['containerDefinitions', 7, 'image'], '3:27'],
    ['missing everything: the document', 'td.json', json, ['cpu'], '1:1'],
    ['YAML value', 'td.yml', yaml, ['family'], '2:9-12'],
    ['YAML value in an item', 'td.yml', yaml, ['containerDefinitions', 1, 'name'], '6:11-14'],
    ['YAML missing property', 'td.yml', yaml, ['containerDefinitions', 0, 'image'], '4:5'],
  ] as const)('%s', async (...[, file, text, path, place]) => {
    const { template } = await read(file, text);
    expect(whereIs(template?.locate(path))).toBe(place);
  });

  test('a wrapped describe response keeps positions, including the tags next to it', async () => {
    const text = '{\n "taskDefinition": {\n  "family": "web"\n },\n "tags": [\n  {"key": "team", "value": "a"}\n ]\n}';
    const { template } = await read('td.json', text);
    expect(template?.value).toEqual({ family: 'web', tags: [{ key: 'team', value: 'a' }] });
    expect(whereIs(template?.locate(['family']))).toBe('3:13-18');
    expect(whereIs(template?.locate(['tags', 0, 'key']))).toBe('6:11-17');
    expect(whereIs(template?.locate(['cpu']))).toBe('2:20');
  });
});

describe('what is wrong with a file', () => {
  test.each<[string, string, string, string]>([
    ['empty', 'td.json', ' \n', 'empty-file 1:1'],
    ['only a list', 'td.json', '[{"name":"app"}]', 'not-an-object 1:1'],
    ['only a word', 'td.yml', 'hello', 'not-an-object 1:1'],
    ['missing comma', 'td.json', '{"family": "web"\n "cpu": "256"}', 'json-syntax 2:2-7'],
    ['missing colon', 'td.json', '{"family" "web"}', 'json-syntax 1:11-16'],
    ['bare key', 'td.json', '{family: "web"}', 'json-syntax 1:2-8'],
    ['no number', 'td.json', '{"priority": NaN}', 'json-syntax 1:14-17'],
    ['single quotes', 'td.json', "{'family': 'web'}", 'json-syntax 1:2-10'],
    ['never closed', 'td.json', '{\n"family": "web"\n', 'json-syntax 3:1'],
    ['open string', 'td.json', '{"family": "web\n}', 'json-syntax 1:12-16'],
    ['more after the end', 'td.json', '{"family": "web"} }', 'json-syntax 1:19-20'],
    ['hash comment', 'td.json', '{\n# why\n"family": "web"}', 'json-syntax 2:1-2'],
    ['trailing commas, all of them', 'td.json', '{"a": [1, ],\n}', 'trailing-comma 1:9-10, trailing-comma 1:12-13'],
    ['comma before a commented bracket', 'td.json', '{"a": 1, // last\n}', 'trailing-comma 1:8-9'],
    [
      'duplicate keys, all of them',
      'td.json',
      '{"a": 1, "a": 2,\n"b": 1, "b": 2}',
      'duplicate-key 1:10-13, duplicate-key 2:9-12',
    ],
    ['duplicate keys in YAML', 'td.yml', 'a: 1\na: 2\n', 'duplicate-key 2:1-2'],
    ['two YAML documents', 'td.yml', 'a: 1\n---\nb: 2\n', 'several-documents 2:1'],
    ['broken YAML indentation', 'td.yml', 'a: web\n  b: awsvpc\n', 'yaml-syntax 2:4-5'],
    ['tabs in YAML', 'td.yml', 'a:\n\tb: 1\n', 'yaml-syntax 2:1-2'],
    ['YAML tag', 'td.yml', 'a: !Ref b\n', 'yaml-tag 1:4-8'],
    ['merge conflict', 'td.json', '{\n<<<<<<< HEAD\n"a": 1\n=======\n"a": 2\n>>>>>>> x\n}', 'merge-conflict 2:1-13'],
    ['merge conflict in YAML', 'td.yml', '<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> x\n', 'merge-conflict 1:1-13'],
    [
      'unquoted placeholders, all of them',
      'td.json',
      '{"a": ${A},\n"b": {{ b }}, "c": [<C>]}',
      'unquoted-placeholder 1:7-11, unquoted-placeholder 2:6-13, unquoted-placeholder 2:21-24',
    ],
    ['placeholder with quotes in a string', 'td.json', '{"a": "x{{ f "y" }}"}', 'unquoted-placeholder 1:9-20'],
    ['unquoted placeholder in YAML', 'td.yml', 'a:\n  - {{ b }}\n', 'unquoted-placeholder 2:5-12'],
  ])('%s', async (...[, file, text, expected]) => {
    const { problems } = await read(file, text);
    expect(told(problems)).toBe(expected);
  });

  test('bytes that are not text', async () => {
    const { problems } = await parseFile({ file: 'td.json', bytes: Uint8Array.of(0x7b, 0x0a, 0x22, 0xc3, 0x28) });
    expect(told(problems)).toBe('encoding 2:3');
  });

  test('nesting that would exhaust the stack', async () => {
    const deep = '['.repeat(60_000) + ']'.repeat(60_000);
    const indented = Array.from({ length: 1_000 }, (_, level) => `${' '.repeat(level)}a:`).join('\n');
    const texts = [deep, `x: ${deep}`, `x: ${deep.slice(0, 60_000)}`, indented];
    for (const [file, text] of [['td.json', deep], ...texts.map((one) => ['td.yml', one])] as [string, string][]) {
      const { problems } = await read(file, text);
      expect(problems).toMatchObject([{ rule: 'too-deep' }]);
    }
  });

  test('aliases that would exhaust the memory', async () => {
    const levels = Array.from(
      { length: 20 },
      (_, index) => `l${index + 1}: &l${index + 1} [${`*l${index},`.repeat(9)}]`,
    );
    const { problems } = await read('td.yml', `l0: &l0 [x]\n${levels.join('\n')}\n`);
    expect(problems).toMatchObject([{ rule: 'yaml-syntax' }]);
  });
});

describe('unquoted ${NAME} set by variables', () => {
  const text = '{"cpu": ${CPU},  "a": [${ON}, ${N}],\n "family": "${FAMILY}", "b": 1}';

  test('is filled in with numbers and booleans, and positions stay right', async () => {
    const variables = new Map([
      ['CPU', '16384000'],
      ['ON', 'true'],
      ['N', '-1.5'],
    ]);
    const { template, problems } = await parseFile({ file: 'td.json', bytes: bytesOf(text), variables });
    expect(problems).toEqual([]);
    expect(template?.value).toEqual({ cpu: 16_384_000, a: [true, -1.5], family: '${FAMILY}', b: 1 });
    expect(whereIs(template?.locate(['cpu']))).toBe('1:9-15');
    expect(whereIs(template?.locate(['a', 1]))).toBe('1:31-35');
    expect(whereIs(template?.locate(['b']))).toBe('2:30-31');
  });

  test('is a mistake if the value is a string', async () => {
    const variables = new Map([
      ['CPU', 'many'],
      ['ON', '1'],
      ['N', '2'],
    ]);
    const { problems } = await parseFile({ file: 'td.json', bytes: bytesOf(text), variables });
    expect(told(problems)).toBe('unquoted-placeholder 1:9-15');
  });

  test('mistakes after it keep their positions', async () => {
    const variables = new Map([['A', '12345678901']]);
    const { problems } = await parseFile({ file: 'td.json', bytes: bytesOf('{"a": ${A}, "b" 1}'), variables });
    expect(told(problems)).toBe('json-syntax 1:17-18');
  });
});

test('this test file is not a template and is rejected without throwing', async () => {
  const { template, problems } = await parseFile({ file: 'x.ts', bytes: readFileSync(import.meta.filename) });
  expect(template).toBeUndefined();
  expect(problems.length).toBeGreaterThan(0);
});

function told(problems: readonly Problem[]): string {
  return problems.map(({ rule, origin }) => `${rule} ${whereIs(origin)}`).join(', ');
}
