import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkDefinition } from '../../src/check/rules.ts';
import type { Path, Problem } from '../../src/model.ts';
import { normalize } from '../../src/render/diff.ts';
import { parseDocument } from '../../src/render/document.ts';
import { render, type Changes } from '../../src/render/render.ts';

interface Expected {
  kind: 'task-definition' | 'service-definition' | 'appspec';
  verdict: 'valid' | 'invalid' | 'template' | 'unknown';
}

/** Files that others wrote; they live beside the repository, for they are not ours to give away. */
const CORPUS = join(import.meta.dirname, '../../../shared/corpus');
const present = existsSync(CORPUS);
const files: [file: string, expected: Expected][] = present
  ? Object.entries(JSON.parse(readFileSync(join(CORPUS, 'expected.json'), 'utf8')) as Record<string, Expected>)
  : [];
const definitions = files.filter(([, { kind }]) => kind === 'task-definition');

/** What may be told of a file that something else must fill in first. */
const OF_TEMPLATES = new Set(['placeholder-left', 'unquoted-placeholder', 'unresolved-variable', 'missing-image']);

/** No placeholders but a language of its own: jsonnet is refused as the JSON that its name says it is. */
const OTHER_LANGUAGE = new Set(['50-ecspresso-jsonnet-windows-hash-comment.json']);

test('the corpus is there, or its absence is told', () => {
  if (!present) console.log(`skipped: corpus not found (${CORPUS})`);
  expect(definitions.length).toBe(present ? 85 : 0);
});

describe.runIf(present)('the verdict on every task definition', () => {
  test.each(definitions)('%s', async (file, { verdict }) => {
    const errors = (await problemsOf(file)).filter(({ severity }) => severity === 'error');
    expect(errors).toSatisfy((told: Problem[]) => isAsExpected(file, verdict, told));
    const lines = textOf(file).split('\n');
    for (const { origin } of errors) {
      if (origin.kind !== 'file') throw new Error(`told at ${origin.kind}`);
      expect(origin.column).toBeLessThanOrEqual((lines[origin.line - 1] ?? '').length + 1);
    }
  });
});

describe.runIf(present)('a template with every image given', () => {
  test.each(definitions.filter(([, { verdict }]) => verdict !== 'invalid'))('%s', async (file) => {
    const problems = await problemsOf(file, { everyImage: 'public.ecr.aws/nginx/nginx:1.27' });
    expect(problems.filter(({ rule }) => rule === 'missing-image')).toEqual([]);
    expect(problems.filter(({ rule, message }) => rule === 'placeholder-left' && message.includes('.image '))).toEqual(
      [],
    );
  });
});

describe.runIf(present)('every value of every JSON file is found where it stands', () => {
  test.each(readdirOf('.json'))('%s', async (file) => {
    const { template } = await read(file);
    if (template === undefined) return;
    const { definition, locate } = render(template, {});
    const lines = textOf(file).split('\n');
    for (const { path, leaf } of leavesOf(definition)) {
      const origin = locate(path);
      if (origin.kind !== 'file') throw new Error(`told at ${origin.kind}`);
      const found = lines[origin.line - 1]?.slice(origin.column - 1, (origin.endColumn ?? 0) - 1) ?? '';
      expect(JSON.parse(found)).toEqual(leaf);
    }
    expect(normalize(normalize(definition))).toEqual(normalize(definition));
  });
});

describe.runIf(present)('where the mistakes stand', () => {
  test.each([
    ['13-', 'json-syntax', 34, 20],
    ['16-', 'trailing-comma', 45, 31],
    ['29-', 'merge-conflict', 2, 1],
    ['30-', 'json-syntax', 5, 21],
    ['57-', 'yaml-syntax', 2, 14],
    ['05-', 'trailing-comma', 132, 21],
    ['21-', 'unquoted-placeholder', 17, 28],
    ['48-', 'unquoted-placeholder', 6, 41],
    ['08-', 'unknown-field', 51, 21],
    ['17-', 'wrong-type', 20, 28],
    ['33-', 'host-port', 13, 16],
    ['54-', 'wrong-type', 17, 9],
    ['65-', 'fargate-size', 25, 10],
  ])('%s %s', async (...[prefix, rule, line, column]) => {
    const file = definitions.find(([name]) => name.startsWith(prefix))?.[0] ?? '';
    const first = (await problemsOf(file)).find((problem) => problem.rule === rule);
    expect(first?.origin).toMatchObject({ kind: 'file', file, line, column });
  });
});

function isAsExpected(file: string, verdict: Expected['verdict'], errors: readonly Problem[]): boolean {
  switch (verdict) {
    case 'valid':
      return errors.length === 0;
    case 'invalid':
      return errors.length > 0;
    case 'template':
      return OTHER_LANGUAGE.has(file) || errors.every(({ rule }) => OF_TEMPLATES.has(rule));
    case 'unknown':
      return true;
  }
}

const bytesOf = (file: string) => readFileSync(join(CORPUS, file));

const read = (file: string) => parseDocument({ file, bytes: bytesOf(file) });

function readdirOf(extension: string): string[] {
  return present ? readdirSync(CORPUS).filter((file) => file.endsWith(extension) && file !== 'expected.json') : [];
}

function textOf(file: string): string {
  const bytes = bytesOf(file);
  return new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-8').decode(bytes);
}

async function problemsOf(file: string, { everyImage }: { everyImage?: string } = {}): Promise<Problem[]> {
  const { template, problems } = await read(file);
  if (template === undefined) return problems;
  const rendered = render(template, everyImage === undefined ? {} : imagesFor(template.value, everyImage));
  return [...problems, ...rendered.problems, ...checkDefinition(rendered)];
}

function imagesFor(value: unknown, image: string): Changes {
  const { containerDefinitions = [] } = value as { containerDefinitions?: { name: string }[] };
  return { images: containerDefinitions.map(({ name }) => ({ container: name, image, input: 'images' })) };
}

function leavesOf(value: unknown, path: Path = []): { path: Path; leaf: unknown }[] {
  if (typeof value !== 'object' || value === null) return [{ path, leaf: value }];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, isList ? Number(key) : key]));
}
