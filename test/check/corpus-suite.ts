import { describe, expect, test } from 'vitest';
import { checkDefinition } from '../../src/check/rules.ts';
import type { Path, Problem } from '../../src/model.ts';
import { normalize } from '../../src/render/diff.ts';
import { parseFile } from '../../src/render/document.ts';
import { render, type Changes } from '../../src/render/render.ts';
import { bytesOf, filesOf, type Corpus, type Expected } from '../corpus.ts';

/** What may be said about a file that something else must fill in first. */
const OF_TEMPLATES = new Set(['placeholder-left', 'unquoted-placeholder', 'unresolved-variable', 'missing-image']);

/** No placeholders but a language of its own: jsonnet is refused as the JSON that its name says it is. */
const OTHER_LANGUAGE = /jsonnet/;

/** The tests that every corpus passes, whoever wrote its files. */
export function describeCorpus(corpus: Corpus): void {
  const definitions = filesOf(corpus, 'task-definition');

  describe('the verdict on every task definition', () => {
    test.each(definitions)('%s', async (file, { verdict }) => {
      const errors = (await problemsOf(corpus, file)).filter(({ severity }) => severity === 'error');
      expect(errors).toSatisfy((told: Problem[]) => isAsExpected(file, verdict, told));
      const lines = textOf(corpus, file).split('\n');
      for (const { origin } of errors) {
        if (origin.kind !== 'file') throw new Error(`told at ${origin.kind}`);
        expect(origin.column).toBeLessThanOrEqual((lines[origin.line - 1] ?? '').length + 1);
      }
    });
  });

  describe('a template with every image given', () => {
    test.each(definitions.filter(([, { verdict }]) => verdict !== 'invalid'))('%s', async (file) => {
      const problems = await problemsOf(corpus, file, { everyImage: 'public.ecr.aws/nginx/nginx:1.27' });
      expect(problems.filter(({ rule }) => rule === 'missing-image')).toEqual([]);
      expect(
        problems.filter(({ rule, message }) => rule === 'placeholder-left' && message.includes('.image ')),
      ).toEqual([]);
    });
  });

  describe('every value of every JSON file is located', () => {
    test.each(Object.keys(corpus.expected).filter((file) => file.endsWith('.json')))('%s', async (file) => {
      const { template } = await read(corpus, file);
      if (template === undefined) return;
      const { definition, locate } = render(template, {});
      const lines = textOf(corpus, file).split('\n');
      for (const { path, leaf } of leavesOf(definition)) {
        const origin = locate(path);
        if (origin.kind !== 'file') throw new Error(`told at ${origin.kind}`);
        const found = lines[origin.line - 1]?.slice(origin.column - 1, (origin.endColumn ?? 0) - 1) ?? '';
        expect(JSON.parse(found)).toEqual(leaf);
      }
      expect(normalize(normalize(definition))).toEqual(normalize(definition));
    });
  });
}

/** Everything that is said about a file, read and rendered as a run does. */
export async function problemsOf(
  corpus: Corpus,
  file: string,
  { everyImage }: { everyImage?: string } = {},
): Promise<Problem[]> {
  const { template, problems } = await read(corpus, file);
  if (template === undefined) return problems;
  const rendered = render(template, everyImage === undefined ? {} : imagesFor(template.value, everyImage));
  return [...problems, ...rendered.problems, ...checkDefinition(rendered)];
}

function isAsExpected(file: string, verdict: Expected['verdict'], errors: readonly Problem[]): boolean {
  switch (verdict) {
    case 'valid':
      return errors.length === 0;
    case 'invalid':
      return errors.length > 0;
    case 'template':
      return OTHER_LANGUAGE.test(file) || errors.every(({ rule }) => OF_TEMPLATES.has(rule));
    case 'unknown':
      return true;
  }
}

function read(corpus: Corpus, file: string) {
  return parseFile({ file, bytes: bytesOf(corpus, file) });
}

function textOf(corpus: Corpus, file: string): string {
  const bytes = bytesOf(corpus, file);
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
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
