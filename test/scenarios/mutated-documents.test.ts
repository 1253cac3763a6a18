import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as fc from 'fast-check';
import { parse as parseJsonc } from 'jsonc-parser';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { startEmulator } from '../../emulator/server.ts';
import { scenarios } from '../../emulator/scenarios/scenarios.ts';
import { createWorld } from '../../emulator/world.ts';
import { EXAMPLE, play, QUICK_START } from './play.ts';
import { runInProcess } from './run-in-process.ts';
import { runs } from '../random.ts';

const EXAMPLES = resolve(import.meta.dirname, '../../examples');
const example = async (path: string): Promise<unknown> => parse(await readFile(join(EXAMPLES, path), 'utf8'));

/** Each document, and the inputs of a step that has it. */
const DOCUMENTS = [
  { input: 'task-definition', document: parseJsonc(EXAMPLE) as unknown, inputs: { service: 'web' } },
  { input: 'service-definition', document: await example('fargate-web/service-definition.yaml'), inputs: {} },
  { input: 'service-definition', document: await example('blue-green/service-definition.yaml'), inputs: {} },
  { input: 'service-definition', document: await example('service-connect/service-definition.yaml'), inputs: {} },
  { input: 'service-definition', document: await example('ebs/service-definition.yaml'), inputs: {} },
  { input: 'service-definition', document: await example('express-custom/service-definition.yaml'), inputs: {} },
  { input: 'manifest', document: await example('system/manifest.yml'), inputs: {} },
  { input: 'codedeploy-appspec', document: await example('appspec.yaml'), inputs: { service: 'web' } },
] as const;

/** What a template engine, a typing error or an attacker leaves in the place of a value. */
const WEIRD: unknown[] = [
  null,
  '',
  ' ',
  0,
  -1,
  1.5,
  1e308,
  true,
  [],
  {},
  [null],
  [[]],
  [{}],
  { '': '' },
  { a: { b: [1, { c: null }] } },
  '${NAME}',
  '{{ name }}',
  '__proto__',
  'constructor',
  'arn:aws:ecs:us-east-1:123456789012:service/prod/web',
  'x'.repeat(5_000),
  '::error::no',
  '\u001b[31m\u202e\u0000',
  '<img src=x onerror=alert(1)>',
];
const KEYS = ['__proto__', 'constructor', 'toString', '', 'family', 'services', '::error::', 'a\nb', '0'];

type Node = Record<string | number, unknown>;

/** Every value of a document, as the way to it. */
function pathsOf(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
  return [path, ...[...keys].flatMap((key) => pathsOf((value as Node)[key], [...path, key]))];
}

interface Mutation {
  at: number;
  with: unknown;
  key: string | undefined;
}

/** Puts a value in the place of another one, or beside it under a new key. */
function mutate(document: unknown, { at, with: value, key }: Mutation): unknown {
  const paths = pathsOf(document).slice(1);
  const path = paths[at % paths.length] ?? [];
  const copy = structuredClone(document) as Node;
  const parent = path.slice(0, -1).reduce((node, step) => node[step] as Node, copy);
  Object.defineProperty(parent, key ?? path.at(-1) ?? '', {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
  return copy;
}

const mutations = fc.array(
  fc.record({
    at: fc.nat(),
    with: fc.constantFrom(...WEIRD),
    key: fc.option(fc.constantFrom(...KEYS), { nil: undefined }),
  }),
  { minLength: 1, maxLength: 3 },
);

const COMMAND = /^\s*::|##\[/u;
const OURS = /^::(?:error|warning|notice)(?: [^:]*)?::/u;

it.each(['check', 'plan'])('any mistake in a document is a mistake, and never a crash: mode %s', async (mode) => {
  const world = createWorld({});
  scenarios['classic-healthy']?.fill(world);
  const emulator = await startEmulator({ world, time: 'virtual' });
  try {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...DOCUMENTS), mutations, async ({ input, document, inputs }, changes) => {
        const given = JSON.stringify(changes.reduce(mutate, document));
        const { log, report, exitCode } = await runInProcess({
          url: emulator.url,
          emulator,
          inputs: {
            'task-definition': EXAMPLE,
            variables: 'REGION=us-east-1\nTAG=1\nNAME=web',
            cluster: 'prod',
            ...inputs,
            mode,
            [input]: given,
          },
        });
        const { outcome, problems, headline } = JSON.parse(report) as {
          outcome: string;
          headline: string;
          problems: { severity: string; message: string; fix: string }[];
        };
        const errors = problems.filter(({ severity }) => severity === 'error');
        expect(headline).not.toMatch(/crash|bug/);
        expect(problems.filter(({ message, fix }) => message.trim() === '' || fix.trim() === '')).toEqual([]);
        expect([outcome, errors.length > 0]).toEqual(
          exitCode === 0 ? [mode === 'check' ? 'checked' : 'planned', false] : ['failed', true],
        );
        const commands = log.split(/[\r\n\u0085\u2028\u2029]/u).filter((line) => COMMAND.test(line));
        expect(commands.filter((line) => !OURS.test(line))).toEqual([]);
        expect(log.length).toBeLessThan(200_000);
      }),
      { numRuns: runs(12) },
    );
  } finally {
    await emulator.close();
  }
});

it('a map in the place of a list is told as such, also where the live service is compared', async () => {
  const played = await play({
    scenario: 'classic-healthy',
    inputs: {
      ...QUICK_START,
      'service-definition': '{"volumeConfigurations":{"name":"data"},"tags":{"team":"web"},"loadBalancers":{}}',
    },
  });
  expect(played.writes).toEqual([]);
  const { problems } = JSON.parse(played.report) as { problems: { rule: string; message: string }[] };
  expect(problems.filter(({ rule }) => rule === 'wrong-type').map(({ message }) => message)).toEqual([
    expect.stringContaining('volumeConfigurations'),
    expect.stringContaining('tags'),
    expect.stringContaining('loadBalancers'),
  ]);
});

it('fifty unknown fields of a thousand are told, and the rest counted', async () => {
  const text = JSON.stringify(Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`k${index}`, 1])));
  const { log, report, writes } = await play({
    scenario: 'classic-healthy',
    inputs: { ...QUICK_START, 'task-definition': text },
  });
  const { problems } = JSON.parse(report) as { problems: { rule: string; message: string }[] };
  const unknown = problems.filter(({ rule }) => rule === 'unknown-field');
  expect(unknown).toHaveLength(50);
  expect(unknown.at(-1)?.message).toContain('950');
  expect([log.length < 50_000, writes]).toEqual([true, []]);
});
