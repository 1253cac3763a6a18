import { readFile, writeFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { Document, isScalar, visit } from 'yaml';
import { fill } from '../src/explain/fill.ts';
import type { Pattern, Variant } from '../src/explain/pattern.ts';
import { PATTERN_GROUPS } from '../src/explain/patterns.ts';
import { inWords } from '../test/github/in-words.ts';
import { WORDINGS } from '../test/explain/wordings.ts';
import { reportSchema } from './report-schema.ts';
import { INPUTS, OUTPUTS, type InputName } from '../src/inputs/spec.ts';
import { filledIn, type InputSpec } from '../src/inputs/table/input-spec.ts';
import { BUG, EXIT_CODES, USAGE_ERROR } from '../src/terminal/exit-codes.ts';
import { SCHEMAS } from '../src/terminal/schema/address.ts';
import { toSchema } from '../src/terminal/schema/schemas.ts';
import { checksPage } from './checks-page.ts';
import { permissionsPage, shortPolicy } from './permissions-page.ts';

const OWN_REASON =
  'If the text itself gives the reason (an error of AWS, of the network or of the host), that reason and its fix are told instead.';

/**
 * Writes every generated file; with --check it writes nothing and fails if one is not up to date. `--except FILE` leaves one out.
 */
const files: Record<string, (before: string) => string | Promise<string>> = {
  'docs/report.schema.json': reportSchema,
  'action.yml': actionYml,
  'README.md': readme,
  'docs/inputs.md': inputsPage,
  'docs/checks.md': async () => await checksPage(),
  'docs/permissions.md': permissionsPage,
  'docs/troubleshooting.md': troubleshootingPage,
  'docs/command-line.md': (before) => between(before, 'exit-codes', exitCodeTable()),
  ...Object.fromEntries(SCHEMAS.map((name) => [`schemas/${name}.json`, () => toJson(toSchema(name))])),
};

const { values } = parseArgs({ options: { check: { type: 'boolean' }, except: { type: 'string' } } });
const stale: string[] = [];
for (const [file, generate] of Object.entries(files)) {
  if (file === values.except) continue;
  const before = await readFile(file, 'utf8').catch(() => '');
  const after = await generate(before);
  if (before === after) continue;
  stale.push(file);
  if (values.check) continue;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, after);
}
if (values.check && stale.length > 0) {
  console.error(`Not up to date: ${stale.join(', ')}. Run: npm run generate`);
  process.exitCode = 1;
} else {
  console.log(stale.length === 0 ? 'Generated files are up to date.' : `Wrote ${stale.join(', ')}.`);
}

function actionYml(): string {
  const inputs = Object.fromEntries(
    inputNames().map((name) => {
      const spec: InputSpec = INPUTS[name];
      const value = filledIn(spec);
      return [
        name,
        { description: spec.description, required: false, ...(value === undefined ? {} : { default: value }) },
      ];
    }),
  );
  const outputs = Object.fromEntries(Object.entries(OUTPUTS).map(([name, description]) => [name, { description }]));
  const action = {
    name: 'ECS Express Deploy',
    description:
      'Deploys containers to Amazon ECS (classic and Express), follows the deployment to its end and says why it failed',
    author: 'ecs-express-deploy contributors',
    branding: { icon: 'upload-cloud', color: 'orange' },
    inputs,
    outputs,
    runs: { using: 'node24', main: 'dist/index.js' },
  };
  return `# Generated from src/inputs/table/ by "npm run generate".\n${quoteDefaults(action).toString({ lineWidth: 0 })}`;
}

/** YAML 1.1 parsers read `on` and `off` as booleans, and all parsers read `30` as a number; inputs are strings. */
function quoteDefaults(action: unknown): Document {
  const document = new Document(action);
  visit(document, {
    Pair(_, { key, value }) {
      if (isScalar(key) && key.value === 'default' && isScalar(value)) value.type = 'QUOTE_DOUBLE';
    },
  });
  return document;
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function readme(before: string): string {
  const blocks = { policy: shortPolicy(['deploy']) };
  return Object.entries(blocks).reduce((text, [name, content]) => between(text, name, content), before);
}

function exitCodeTable(): string {
  const byCode = Map.groupBy(Object.entries(EXIT_CODES), ([, code]) => code);
  const outcomes = [...byCode].map(([code, kinds]): [number, string] => [
    code,
    `outcome ${kinds.map(([kind]) => `\`${kind}\``).join(', ')}`,
  ]);
  const all: [number, string][] = [
    ...outcomes,
    [USAGE_ERROR, 'wrong flags; nothing was read or written'],
    [BUG, 'a bug in this program; check the service'],
  ];
  const rows = all.toSorted(([one], [other]) => one - other).map(([code, words]) => `| ${code} | ${words} |`);
  return `| code | meaning |\n| --- | --- |\n${rows.join('\n')}`;
}

function inputsPage(): string {
  return `# Inputs and outputs\n\n<!-- Generated from src/inputs/table/ by "npm run generate". -->\n\n${inputTables(2)}\n\n## Outputs\n\n${outputTable()}\n`;
}

function troubleshootingPage(): string {
  const anchor = (text: string): string =>
    text
      .toLowerCase()
      .replace(/[^a-z0-9 -]/g, '')
      .replaceAll(' ', '-');
  const list = PATTERN_GROUPS.map(({ title }) => `- [${title}](#${anchor(title)})`).join('\n');
  const groups = PATTERN_GROUPS.map(
    ({ title, patterns }) => `## ${title}\n\n${patterns.map(troubleshootingEntry).join('\n\n')}`,
  );
  return `# Troubleshooting: what the messages mean\n\n<!-- Generated from src/explain/ by "npm run generate". -->\n\nThe causes that this action recognizes in stop reasons, events, health checks and container logs. For each: what it means, what else may be behind it (most likely first), a message that leads there, what it rules out, and the fix. Each annotation links to its entry. “Wording seen in” names files that print such a message, as they were at that commit, and issues or pages that show one; an entry may also recognize other spellings. A message that is not here is shown as it is, without an explanation.\n\n${list}\n- [What ends the wait early](#what-ends-the-wait-early)\n\n${groups.join('\n\n')}\n\n${failFastTable()}\n`;
}

/** With `fail-fast`, only what another attempt cannot change ends the wait. */
function failFastTable(): string {
  const rows = PATTERN_GROUPS.flatMap(({ patterns }) => patterns)
    .filter(({ noRetryHelps }) => noRetryHelps === true)
    .map(({ id, title, settles, sources = [], link }) => {
      const when = settles ? 'after 60 s, once IAM knows the role everywhere' : 'at once';
      return `| [${id}](#${id}) | ${title} | ${when} | ${asLink(sources[0] ?? link)} |`;
    });
  return `## What ends the wait early\n\nWith \`fail-fast\`, two tasks that stopped for one of these causes end the wait: starting another task gives the same result. In a container log, only the line of the container runtime counts, and only if it is the whole log: a program that ran may have tried something that it can do without.\n\n| cause | what it says | counts | more |\n| --- | --- | --- | --- |\n${rows.join('\n')}`;
}

function troubleshootingEntry(pattern: Pattern): string {
  const {
    id,
    title,
    plain,
    causes,
    fix,
    link,
    variants = [],
    excludes = [],
    sources = [],
    noRetryHelps,
    passes,
  } = pattern;
  const retry = noRetryHelps ? ' Another attempt fails the same way.' : passes ? ' It often passes by itself.' : '';
  const likely = causes.map((cause) => `- ${words(typeof cause === 'string' ? cause : cause.text)}`).join('\n');
  const own = variants.filter(({ common }) => common !== true);
  const [example] = WORDINGS[id] ?? [];
  return [
    `### ${words(title)}`,
    `<a id="${id}"></a>`,
    `${words(plain)}${retry}`,
    ...(likely === '' ? [] : [likely]),
    ...(example === undefined ? [] : [`Example:\n\n\`\`\`text\n${example.replaceAll(/[\r\n]+/g, ' ')}\n\`\`\``]),
    ...(excludes.length === 0 ? [] : [`Rules out: ${excludes.map((one) => `[${one}](#${one})`).join(', ')}.`]),
    `**Fix:** ${words(fix)} [AWS documentation](${link})`,
    ...(own.length === 0 ? [] : [own.map(variantEntry).join('\n')]),
    ...(own.length === variants.length ? [] : [OWN_REASON]),
    ...(sources.length === 0 ? [] : [`Wording seen in: ${sources.map(sourceLink).join(', ')}`]),
  ].join('\n\n');
}

/** What is said instead where more is known than the message. */
function variantEntry({ where, plain, fix }: Variant): string {
  const told = [plain, fix].flatMap((text) => (text === undefined ? [] : [words(text)])).join(' ');
  return `- If ${words(where)}: ${told}`;
}

function words(text: string): string {
  return asLink(inWords(fill(withNames(text), {})).replaceAll('<', '&lt;'));
}

/** What only a message can fill in stands there by its name; the parts that depend on it are left out. */
function withNames(text: string): string {
  return text.replaceAll(/\[\[[^\]]*\]\]/g, '').replaceAll(/\{(\w+)\}/g, '‹$1›');
}

/** A bare URL becomes a link. */
function asLink(text: string): string {
  return text.replaceAll(/https?:\/\/[^\s)`]*[^\s)`.,;]/g, '<$&>');
}

/** A permanent link to a file is longer than the line: the repository and the path say what it is. */
function sourceLink(url: string): string {
  const file = /^https:\/\/github\.com\/([^/]+\/[^/]+)\/blob\/[^/]+\/(.+)$/.exec(url);
  const thread = /^https:\/\/github\.com\/([^/]+\/[^/]+)\/(?:issues|pull)\/(\d+)$/.exec(url);
  if (file !== null) return `[${file[1]} ${file[2]?.replaceAll('_', '\\_')}](${url})`;
  return thread === null ? asLink(url) : `[${thread[1]}#${thread[2]}](${url})`;
}

function inputTables(level: number): string {
  const groups = [...new Set(inputNames().map((name) => INPUTS[name].group))];
  return groups.map((group) => `${'#'.repeat(level)} ${group}\n\n${inputTable(group)}`).join('\n\n');
}

function inputTable(group: string): string {
  const rows = inputNames()
    .filter((name) => INPUTS[name].group === group)
    .map((name) => {
      const spec: InputSpec = INPUTS[name];
      const value = filledIn(spec);
      return `| \`${name}\` | ${cell(spec.description)}${choices(spec)} | ${value === undefined ? '' : `\`${value}\``} |`;
    });
  return `| input | description | default |\n| --- | --- | --- |\n${rows.join('\n')}`;
}

function choices(spec: InputSpec): string {
  if (spec.type === 'choice') return ` One of ${spec.choices.map((choice) => `\`${choice}\``).join(', ')}.`;
  if (spec.type === 'integer' && spec.max < 100_000) return ` ${spec.min} to ${spec.max}.`;
  return '';
}

function outputTable(): string {
  const rows = Object.entries(OUTPUTS).map(([name, description]) => `| \`${name}\` | ${cell(description)} |`);
  return `| output | description |\n| --- | --- |\n${rows.join('\n')}`;
}

function between(text: string, name: string, content: string): string {
  const begin = `<!-- generated:${name} -->`;
  const end = `<!-- /generated:${name} -->`;
  const start = text.indexOf(begin);
  const stop = text.indexOf(end);
  if (start < 0 || stop < start) return text;
  return `${text.slice(0, start + begin.length)}\n\n${content}\n\n${text.slice(stop)}`;
}

function inputNames(): InputName[] {
  return Object.keys(INPUTS) as InputName[];
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
