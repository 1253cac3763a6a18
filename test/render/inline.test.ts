import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../src/render/document.ts';

const SOURCE = { kind: 'input', input: 'task-definition' } as const;
const read = (text: string, variables: Record<string, string> = {}) =>
  parseDocument({ text, source: SOURCE }, { variables: new Map(Object.entries(variables)) });

describe('a document in an input', () => {
  it.each([
    ['JSON', '{"family": "web", "cpu": "256"}'],
    ['JSON with comments', '// ours\n{\n  "family": "web", // why\n  "cpu": "256"\n}\n'],
    ['YAML', 'family: web\ncpu: "256"\n'],
    ['YAML on one line', '{family: web, cpu: "256"}'],
    ['YAML on one line, with a comma at its end', "{family: web, cpu: '256',}"],
    ['a response of describe-task-definition', '{"taskDefinition": {"family": "web", "cpu": "256"}}'],
  ])('is %s', async (_, text) => {
    const { template, problems } = await read(text);
    expect(problems).toEqual([]);
    expect(template).toMatchObject({
      name: 'the input task-definition',
      kind: 'document',
      value: { family: 'web', cpu: '256' },
    });
    expect(template?.locate(['cpu'])).toMatchObject({ ...SOURCE, line: expect.any(Number) });
  });

  it('gives each value its line and column, blank lines counted', async () => {
    const { template } = await read('\n\nfamily: web\ncontainerDefinitions:\n  - name: app\n');
    expect(template?.locate(['family'])).toEqual({ ...SOURCE, line: 3, column: 9, endColumn: 12 });
    expect(template?.locate(['containerDefinitions', 0, 'name'])).toMatchObject({ line: 5, column: 11 });
  });

  it.each<[rule: string, text: string, line: number]>([
    ['json-syntax', '{\n  "family": "web"\n  "cpu": "256"\n}', 3],
    ['trailing-comma', '{\n  "family": "web",\n}', 2],
    ['duplicate-key', '{\n  "family": "web",\n  "family": "app"\n}', 3],
    ['yaml-syntax', 'family: web\n  cpu: "256"\n', 2],
    ['unquoted-placeholder', '{\n  "cpu": ${CPU}\n}', 2],
    ['not-an-object', '- name: web\n- name: app\n', 1],
    ['other-document', 'services:\n  web:\n    image: nginx\n', 1],
    ['merge-conflict', 'family: web\n<<<<<<< HEAD\ncpu: "256"\n=======\n>>>>>>> x\n', 2],
  ])('reports %s on its line', async (rule, text, line) => {
    const { template, problems } = await read(text);
    expect(template).toBeUndefined();
    expect(problems).toMatchObject([{ rule, origin: { ...SOURCE, line } }]);
    expect(problems[0]?.message).not.toMatch(/\b[Tt](?:he|his) file/);
  });

  it('fills placeholders outside quotes', async () => {
    const { template } = await read('{"cpu": ${CPU}}', { CPU: '256' });
    expect(template?.value).toEqual({ cpu: 256 });
  });
});
