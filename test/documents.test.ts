import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { systemClock } from '../src/clock.ts';
import { PATTERN_GROUPS } from '../src/explain/patterns.ts';
import { INPUTS, OUTPUTS } from '../src/inputs/spec.ts';
import { toProgram } from '../src/terminal/arguments.ts';
import { addMore } from '../src/terminal/more.ts';
import { splitShellWords } from '../src/inputs/shell-words.ts';
import { BLOCKS, type Block } from './blocks.ts';

const ROOT = resolve(import.meta.dirname, '..');
const named = (language: string): [string, Block][] =>
  BLOCKS.filter((block) => block.language === language).map((block) => [`${block.page}:${block.line}`, block]);

/** Every step of this action in a value, whether it is a whole workflow, some steps, or only `with:`. */
function stepsIn(value: unknown): { with?: Record<string, unknown> }[] {
  if (Array.isArray(value)) return value.flatMap(stepsIn);
  if (typeof value !== 'object' || value === null) return [];
  const record = value as Record<string, unknown>;
  const uses = typeof record['uses'] === 'string' ? record['uses'] : undefined;
  const isOurs = uses?.startsWith('org/ecs-express-deploy@') === true || (uses === undefined && 'with' in record);
  return isOurs ? [record] : Object.values(record).flatMap(stepsIn);
}

describe('every block of YAML', () => {
  it.each(named('yaml'))('%s is YAML, and names inputs that exist', (_, { text }) => {
    const value: unknown = parseYaml(text, { maxAliasCount: 0 });
    for (const step of stepsIn(value))
      expect(Object.keys(INPUTS)).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})));
    for (const [, output] of text.matchAll(/steps\.deploy\.outputs\.([\w-]+)/g))
      expect(Object.keys(OUTPUTS)).toContain(output);
  });
});

describe('every block of JSON', () => {
  it.each(named('json'))('%s is JSON', (_, { text }) => {
    expect(() => JSON.parse(text)).not.toThrow();
  });
});

describe('every block for a shell', () => {
  it.each(named('sh'))('%s is one that bash reads', (_, { text }) => {
    const { status, stderr } = spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });

  const commands = named('sh').flatMap(([where, { text }]) =>
    text
      .replaceAll('\\\n', ' ')
      .split('\n')
      .filter((line) => /^(\w+=\S+ )?(ecs-express-deploy|node \S*cli\.js) /.test(line))
      .map((line): [string, string] => [where, line]),
  );

  it.each(commands)('%s: %s has flags that exist', async (_, line) => {
    let asked = 0;
    const program = toProgram({ version: '1', run: async () => undefined });
    const split = splitShellWords(
      line
        .replace(/^\w+=(\$\([^)]*\)|\S+) /, '')
        .replace(/^node /, '')
        .replace(/ > \S+$/, ''),
    );
    const words = 'words' in split ? split.words.map(({ text }) => text) : [];
    if (/ (--help|completion) ?/.test(line)) return;
    const argv = ['node', ...words];
    await addMore(program, {
      process: { ...process, argv, signal: AbortSignal.abort(), clock: systemClock },
      end: () => undefined,
    });
    for (const command of commandsIn(program)) {
      command.configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
      if (command.commands.length === 0) command.action(() => void (asked += 1));
    }
    await program.parseAsync(argv);
    expect(asked).toBe(1);
  });
});

function commandsIn(command: Command): Command[] {
  return [command, ...command.commands.flatMap(commandsIn)];
}

describe('README', () => {
  const text = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const workflow = BLOCKS.find(({ page, language }) => page === 'README.md' && language === 'yaml')?.text ?? '';

  it('fits on a few screens', () => {
    expect(text.split('\n').length).toBeLessThanOrEqual(251);
    const prose = text.replaceAll(/^```.*?^```$/gms, '').split('\n\n');
    for (const paragraph of prose.filter((one) => !/^[|\d<]/.test(one)))
      expect([paragraph.split(/\s+/).length <= 60, paragraph]).toEqual([true, paragraph]);
    for (const cell of prose.filter((one) => one.startsWith('|')).flatMap((table) => table.split('|')))
      expect(cell.length).toBeLessThanOrEqual(200);
  });

  it('shows one whole workflow, which is an example too', () => {
    expect(workflow.trim().split('\n').length).toBeLessThanOrEqual(40);
    const example = readFileSync(join(ROOT, 'examples/workflows/deploy.yml'), 'utf8');
    expect(example.split('\n').slice(1).join('\n')).toBe(workflow);
  });
});

/** Every page of the repository, also those that are generated. */
const LINKING = [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  'emulator/README.md',
  'examples/README.md',
  'findings/README.md',
];

const anchors = new Map<string, ReadonlySet<string>>();

function anchorsOf(path: string): ReadonlySet<string> {
  const known = anchors.get(path) ?? new Set(toAnchors(readFileSync(path, 'utf8')));
  anchors.set(path, known);
  return known;
}

it.each(LINKING)('%s links to files and headings that exist', (page) => {
  const source = readFileSync(join(ROOT, page), 'utf8').replaceAll(/^```.*?^```$|`[^`\n]*`/gms, '');
  const broken = [...source.matchAll(/(?:\]\(|src(?:set)?="|href=")(?!https?:|mailto:)([^)"\s]+)[)"]/g)].filter(
    ([, to = '']) => {
      const [file = '', anchor] = to.split('#');
      const path = file === '' ? join(ROOT, page) : resolve(ROOT, page, '..', file);
      return !existsSync(path) || (anchor !== undefined && !anchorsOf(path).has(anchor));
    },
  );
  expect(broken.map(([, to]) => to)).toEqual([]);
});

it('every cause that an annotation links to has its entry', () => {
  const ids = PATTERN_GROUPS.flatMap(({ patterns }) => patterns.map(({ id }) => id));
  expect(ids.filter((id) => !anchorsOf(join(ROOT, 'docs/troubleshooting.md')).has(id))).toEqual([]);
});

/** As GitHub makes anchors: lower case, punctuation dropped, spaces to hyphens, and a number for each repetition. */
function toAnchors(text: string): string[] {
  const seen = new Map<string, number>();
  const headings = [...text.replaceAll(/^```.*?^```$/gms, '').matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => {
    const anchor = title
      .replaceAll(/\[(.*?)\]\(.*?\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-');
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  });
  return [...headings, ...[...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id)];
}
