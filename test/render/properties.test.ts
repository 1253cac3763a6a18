import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Path, TaskDefinition } from '../../src/model.ts';
import { normalize } from '../../src/render/diff.ts';
import { parseFile } from '../../src/render/document.ts';
import { render } from '../../src/render/render.ts';
import { bytesOf } from './reading.ts';
import { runs } from '../random.ts';

const hasNull = (value: unknown): boolean =>
  value === null || (typeof value === 'object' && Object.values(value).some(hasNull));

const readOnly =
  /^(?:taskDefinitionArn|revision|status|requiresAttributes|compatibilities|registeredAt|registeredBy|deregisteredAt|deleteRequestedAt|tags|taskDefinition)$/;

const documents = fc
  .dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 }))
  .filter((value) => !Object.keys(value).some((key) => readOnly.test(key)));

const definitions = fc.record(
  {
    family: fc.string(),
    cpu: fc.constantFrom('256', '1 vCPU', '.5 vcpu', 'x'),
    memory: fc.constantFrom('512', '2 GB', ''),
    networkMode: fc.constantFrom('awsvpc', 'bridge'),
    volumes: fc.array(fc.record({ name: fc.string() }), { maxLength: 2 }),
    containerDefinitions: fc.array(
      fc.record(
        {
          name: fc.string(),
          cpu: fc.nat(2),
          essential: fc.boolean(),
          links: fc.array(fc.string(), { maxLength: 2 }),
          environment: fc.array(fc.record({ name: fc.string(), value: fc.string() }), { maxLength: 4 }),
          portMappings: fc.array(
            fc.record({ containerPort: fc.nat(3), hostPort: fc.nat(3), protocol: fc.constantFrom('tcp', 'udp') }),
          ),
        },
        { requiredKeys: [] },
      ),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: [] },
);

test('any bytes are read without throwing, and every mistake is within the file', async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc.string({ unit: 'binary', maxLength: 60 }).map(bytesOf),
    fc
      .array(
        fc.constantFrom(
          '{',
          '}',
          '[',
          ']',
          ',',
          ':',
          '"a"',
          '1',
          '\n',
          ' ',
          '${A}',
          '{{',
          '<x>',
          '//',
          '- ',
          'a: ',
          '&a ',
          '*a',
        ),
        { maxLength: 25 },
      )
      .map((parts) => bytesOf(parts.join(''))),
  );
  await fc.assert(
    fc.asyncProperty(bytes, fc.constantFrom('a.json', 'a.yml'), async (content, file) => {
      const { template, problems } = await parseFile({ file, bytes: content, variables: new Map([['A', '1']]) });
      const lines = content.filter((byte) => byte === 10).length + 1;
      expect(template !== undefined || problems.some(({ severity }) => severity === 'error')).toBe(true);
      for (const { origin } of problems) {
        if (origin.kind !== 'file') throw new Error('not in the file');
        expect(origin.line).toBeLessThanOrEqual(lines);
        expect(origin.column).toBeGreaterThan(0);
      }
    }),
    { numRuns: runs(1_500) },
  );
});

test('rendering without changes only drops nulls', async () => {
  await fc.assert(
    fc.asyncProperty(documents, async (value) => {
      fc.pre(!hasNull(value) && !JSON.stringify(value).includes('${'));
      const { template } = await parseFile({ file: 'a.json', bytes: bytesOf(JSON.stringify(value)) });
      if (template === undefined) throw new Error('not read');
      expect(render(template, {}).definition).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('every path is found, and its position has its value', async () => {
  await fc.assert(
    fc.asyncProperty(documents, fc.constantFrom(0, 2), async (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      const { template } = await parseFile({ file: 'a.json', bytes: bytesOf(text) });
      if (template === undefined) throw new Error('not read');
      const { definition, locate } = render(template, {});
      for (const { path, leaf } of leavesOf(definition)) {
        const origin = locate(path);
        if (origin.kind !== 'file') throw new Error('not in the file');
        const line = text.split('\n')[origin.line - 1] ?? '';
        expect(JSON.parse(line.slice(origin.column - 1, (origin.endColumn ?? 0) - 1))).toEqual(leaf);
      }
    }),
  );
});

test('normalizing is idempotent', () => {
  fc.assert(
    fc.property(definitions, (definition) => {
      const once = normalize(definition as unknown as TaskDefinition);
      expect(normalize(once)).toEqual(once);
    }),
  );
});

function leavesOf(value: unknown, path: Path = []): { path: Path; leaf: unknown }[] {
  if (typeof value !== 'object' || value === null) return [{ path, leaf: value }];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, isList ? Number(key) : key]));
}
