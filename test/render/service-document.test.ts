import { expect, test } from 'vitest';
import { parseDocument } from '../../src/render/document.ts';
import { readServiceDocument } from '../../src/render/service-document.ts';

async function read(text: string) {
  const source = { kind: 'input', input: 'service-definition' } as const;
  const { template, problems } = await parseDocument({ text, source }, { holds: 'service definition' });
  if (template === undefined) throw new Error(JSON.stringify(problems));
  return readServiceDocument(template, new Map());
}

test.each([
  ['YAML', 'serviceName: web\ndesiredCount:\nnetworkConfiguration:\n  awsvpcConfiguration:\n    subnets:\n'],
  [
    'braces',
    '{"serviceName": "web", "desiredCount": , "networkConfiguration": {"awsvpcConfiguration": {"subnets": }}}',
  ],
])('a key with nothing behind it is told: %s', async (_, text) => {
  const { document, problems } = await read(text);
  expect(document?.fields).toEqual({ serviceName: 'web', networkConfiguration: { awsvpcConfiguration: {} } });
  expect(problems.map(({ rule, message }) => [rule, /"(\w+)"/.exec(message)?.[1]])).toEqual([
    ['empty-value', 'desiredCount'],
    ['empty-value', 'subnets'],
  ]);
});

test.each(['{"serviceName": "web", "desiredCount": null}', 'serviceName: web\ndesiredCount: ~\ntags: null'])(
  'a written null is meant: %s',
  async (text) => {
    expect(await read(text)).toMatchObject({ document: { fields: { serviceName: 'web' } }, problems: [] });
  },
);

test('a tag is located where it is written, although those of AWS are left out', async () => {
  const { document } = await read('tags:\n  - key: aws:stack\n    value: shop\n  - key: team\n    value: web\n');
  expect(document?.fields['tags']).toEqual([{ key: 'team', value: 'web' }]);
  expect(document?.locate(['tags', 0])).toMatchObject({ line: 4 });
});
