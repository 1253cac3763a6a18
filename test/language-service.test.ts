import type { validate as Validate } from '@actions/languageservice';
import { readFileSync, readdirSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parse } from 'yaml';
import { BLOCKS } from './blocks.ts';

const ROOT = resolve(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

// The package imports JSON as bundlers do, without saying that it is JSON.
const hooks = registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
});
const { validate } = await import('@actions/languageservice');
hooks.deregister();

type Metadata = Awaited<
  ReturnType<NonNullable<NonNullable<Parameters<typeof Validate>[1]>['actionsMetadataProvider']>['fetchActionMetadata']>
>;
const OURS = parse(read('action.yml')) as Metadata;

/** What an editor with GitHub's extension says about a workflow; of the actions it knows ours only. */
async function told(name: string, text: string): Promise<string[]> {
  const document = TextDocument.create(`file:///${name}`, 'yaml', 1, text);
  const provider = {
    fetchActionMetadata: async ({ owner, name: repository }: { owner: string; name: string }) =>
      `${owner}/${repository}` === 'org/ecs-express-deploy' ? OURS : undefined,
  };
  const all = await validate(document, { actionsMetadataProvider: provider });
  return all.flatMap(({ message, range }) =>
    typeof message === 'string' && !message.startsWith('Unable to resolve action')
      ? [`${range.start.line + 1}: ${message}`]
      : [],
  );
}

const FILES = ['.github/workflows', 'examples/workflows'].flatMap((folder) =>
  readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}`),
);
/** Only GitHub knows the outputs of a reusable workflow in another repository. */
const KNOWN = new Map([['examples/workflows/stages.yml', ['35: Context access might be invalid: image']]]);

describe("GitHub's own language service finds no fault in", () => {
  it.each([...FILES, 'action.yml'])('%s', async (path) =>
    expect(await told(path, read(path))).toEqual(KNOWN.get(path) ?? []),
  );

  const steps = BLOCKS.flatMap(({ page, line, language, text }) => {
    const workflow = language === 'yaml' ? inWorkflow(text) : undefined;
    return workflow === undefined ? [] : [{ at: `${page}:${line}`, workflow }];
  });

  it('most blocks of the pages', () => expect(steps.length).toBeGreaterThan(25));

  // A part of a workflow refers to steps that it does not show, and leaves out what is the same everywhere.
  it.each(steps)('$at', async ({ at, workflow }) => {
    const found = await told(at, workflow);
    expect(found.filter((one) => !/Context access|property is missing: runs-on/.test(one))).toEqual([]);
  });
});

it('finds an input that does not exist, and a value that is none', async () => {
  const found = await told('x', inWorkflow('- uses: org/ecs-express-deploy@v1\n  with:\n    servce: web\n') ?? '');
  expect(found).toEqual([expect.stringContaining('servce')]);
  expect(await told('y', 'on: push\njobs:\n  a:\n    run-on: x\n')).not.toEqual([]);
});

/** The block as a whole workflow: itself, or its steps, or the `with` of a step. */
function inWorkflow(text: string): string | undefined {
  const value: unknown = parse(text);
  const head = 'on: push\njobs:\n  job:\n    runs-on: ubuntu-latest\n    steps:\n';
  if (Array.isArray(value)) return `${head}${indented(text, 6)}`;
  if (typeof value !== 'object' || value === null) return undefined;
  if ('jobs' in value) return 'on' in value ? text : `on: push\n${text}`;
  return 'with' in value ? `${head}      - uses: org/ecs-express-deploy@v1\n${indented(text, 8)}` : undefined;
}

function indented(text: string, by: number): string {
  return text.replaceAll(/^/gm, ' '.repeat(by));
}
