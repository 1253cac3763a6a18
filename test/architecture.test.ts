import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, posix, resolve } from 'node:path';
import * as codeDeploy from '@aws-sdk/client-codedeploy';
import * as ecs from '@aws-sdk/client-ecs';
import { expect, test } from 'vitest';
import { PERMISSIONS } from '../src/aws/permissions.ts';

/** Who may import whom, and who may look at the clock or the environment. */

const ROOT = resolve(import.meta.dirname, '..');
const STEPS = ['inputs', 'plan', 'render', 'check', 'write', 'watch', 'verify', 'explain', 'report'];
/** What modes share stands beside these, in src/modes/. */
const FAMILIES = ['deploy', 'rollback', 'attach', 'check'];
const HOSTS = ['src/main.ts', 'src/action.ts', 'src/cli.ts'];
/** What every step may use besides its own folder and src/aws/. */
const SHARED = [
  'src/model.ts',
  'src/errors.ts',
  'src/world.ts',
  'src/cancel.ts',
  'src/deadline.ts',
  'src/duration.ts',
  'src/off-limits.ts',
  'src/patience.ts',
  'src/phrases.ts',
  'src/problem.ts',
  'src/release.ts',
  'src/rules.ts',
  'src/invisible.ts',
  'src/visible.ts',
];
const SHARED_FOLDERS = ['src/explain/', 'src/secrets/'];

/** What the words of ECS and CodeDeploy mean; a new status is a line there, and nothing else compares words. */
const VOCABULARY = [
  'src/aws/service.ts',
  'src/aws/task-status.ts',
  'src/aws/codedeploy-status.ts',
  'src/aws/capacity-provider.ts',
];

/** Words that say where something stands: those of the SDK, and those that it types as plain text. */
const STATUSES = new Set<string>([
  ...[
    ecs.ServiceDeploymentStatus,
    ecs.DeploymentRolloutState,
    ecs.ServiceDeploymentLifecycleStage,
    ecs.DeploymentLifecycleHookStatus,
    ecs.ServiceDeploymentRollbackMonitorsStatus,
    ecs.ManagedResourceStatus,
    ecs.TaskStopCode,
    codeDeploy.DeploymentStatus,
    codeDeploy.LifecycleEventStatus,
  ].flatMap((words) => Object.values<string>(words)),
  'PRIMARY',
  'DRAINING',
  'INACTIVE',
  'RUNNING',
  'ACTIVATING',
  'DEACTIVATING',
  'STOPPING',
]);
/** Choices of inputs and fields of templates too. */
const ALSO_VALUES = ['DISABLED'];

interface Import {
  /** A path from the root of the repository, or the name of a package. */
  from: string;
  typesOnly: boolean;
}

interface Module {
  path: string;
  imports: Import[];
  /** The source without comments. */
  code: string;
}

const RULES: Record<string, (module: Module) => boolean> = {
  'model.ts and errors.ts import types only': ({ path, imports }) =>
    !['src/model.ts', 'src/errors.ts'].includes(path) || imports.every(({ typesOnly }) => typesOnly),

  'steps do not import each other, nor who calls them': ({ path, imports }) => {
    const step = stepOf(path);
    return (
      step === undefined || imports.every((one) => isOwn(one, step) || isShared(one) || !one.from.startsWith('src/'))
    );
  },

  'families of modes do not know each other': ({ path, imports }) => {
    const family = familyOf(path);
    return family === undefined || imports.every(({ from }) => [undefined, family].includes(familyOf(from)));
  },

  'words of GitHub Actions are in github/, and in the table of its inputs': ({ path, code }) =>
    !path.startsWith('src/') ||
    // The workflow that the command line writes.
    path === 'src/terminal/init/workflow.ts' ||
    path.startsWith('src/github/') ||
    path.startsWith('src/inputs/table/') ||
    !/configure-aws-credentials|gh workflow|concurrency\W* group|mask-aws-account-id|id-token/.test(code),

  'the checks have one entrance': ({ path, imports }) =>
    !path.startsWith('src/') ||
    path.startsWith('src/check/') ||
    imports.every(({ from }) => !from.startsWith('src/check/') || from === 'src/check/check.ts'),

  'aws/ and what is shared import no step': ({ path, imports }) =>
    !(
      ['src/aws/', 'src/secrets/'].some((folder) => path.startsWith(folder)) ||
      SHARED.includes(path) ||
      path === 'src/clock.ts'
    ) ||
    imports.every(
      ({ from }) =>
        !from.startsWith('src/') ||
        ['src/aws/', 'src/secrets/'].some((folder) => from.startsWith(folder)) ||
        SHARED.includes(from),
    ),

  'report/ does not call AWS': ({ path, imports }) =>
    !path.startsWith('src/report/') ||
    imports.every(
      ({ from, typesOnly }) =>
        VOCABULARY.includes(from) || (!from.startsWith('src/aws/') && (typesOnly || !isSdk(from))),
    ),

  'what the statuses of AWS mean is known in aws/ alone': (module) =>
    !module.path.startsWith('src/') || VOCABULARY.includes(module.path) || !spellsStatus(module),

  'the vocabulary of AWS is pure': ({ path, imports }) =>
    !VOCABULARY.includes(path) || imports.every(({ from, typesOnly }) => typesOnly || VOCABULARY.includes(from)),

  'SDK values live in aws/': ({ path, imports }) =>
    !path.startsWith('src/') ||
    path.startsWith('src/aws/') ||
    imports.every(({ from, typesOnly }) => typesOnly || !isSdk(from)),

  '@actions/* only in action.ts and github/': ({ path, imports }) =>
    path === 'src/action.ts' ||
    path.startsWith('src/github/') ||
    imports.every(({ from }) => !from.startsWith('@actions/')),

  'nothing but its entry knows a host': ({ path, imports }) =>
    !path.startsWith('src/') ||
    path === 'src/action.ts' ||
    path.startsWith('src/github/') ||
    imports.every(({ from }) => !from.startsWith('src/github/')),

  'nothing but its entry knows the command line': ({ path, imports }) =>
    !path.startsWith('src/') ||
    path === 'src/cli.ts' ||
    path.startsWith('src/terminal/') ||
    imports.every(({ from }) => !from.startsWith('src/terminal/')),

  'the environment is read by hosts only': ({ path, code }) =>
    !path.startsWith('src/') || HOSTS.includes(path) || !/\bprocess\s*(\.\s*env\b|\[)/.test(code),

  'no locale data of Node.js, which costs every start 15 ms and 5 MiB': ({ path, code }) =>
    !path.startsWith('src/') || !/\btoLocale\w*String\b|\bIntl\./.test(code),

  'time comes from the clock': ({ path, code, imports }) =>
    !path.startsWith('src/') ||
    path === 'src/clock.ts' ||
    HOSTS.includes(path) ||
    (!/\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b|\bset(Timeout|Interval)\b|\bAbortSignal\.timeout\b/.test(
      code,
    ) &&
      imports.every(({ from }) => !from.startsWith('node:timers'))),

  // With the flag m, ^ is the start of any line: what stands before it is no longer ruled out, and each line is read to the end.
  'a regular expression of several lines looks ahead from the start of the text: (?<![\\s\\S])': ({ path, code }) =>
    !path.startsWith('src/') || !/\/\^\(\?[!=]\[\\s\\S\]\*.*\/[a-z]*m[a-z]*\b/.test(code),

  'emulator/ and src/ share nothing': ({ path, imports }) =>
    (!path.startsWith('emulator/') || imports.every(({ from }) => !/^(src|demo)\//.test(from))) &&
    (!path.startsWith('src/') || imports.every(({ from }) => !/^(emulator|demo|test|scripts|bench)\//.test(from))),

  'a file is named after what it holds': ({ path }) =>
    path
      .split('/')
      .every(
        (name) =>
          /^[a-z\d]+(-[a-z\d]+)*(\.test)?(\.\w+)?$/.test(name) &&
          !/^(utils?|helpers?|common|misc|shared|index)(\.|$)/.test(name),
      ),

  'no default exports and no barrels': ({ code }) => !/^export\s+(default\b|\*)/m.test(code),
};

function isOwn({ from, typesOnly }: Import, step: string): boolean {
  return stepOf(from) === step || from.startsWith('src/aws/') || (typesOnly && from === 'src/inputs/spec.ts');
}

/** explain/ is pure words about AWS's messages, secrets/ about what must not be shown: vocabulary rather than steps. */
function isShared({ from }: Import): boolean {
  return SHARED.includes(from) || SHARED_FOLDERS.some((folder) => from.startsWith(folder));
}

/** A status in quotes. Headings of the report are capitalised as the words of CodeDeploy are. */
function spellsStatus({ path, code }: Module): boolean {
  const words = [...code.matchAll(/'(?<word>\w+)'/g)].map(({ groups }) => groups?.['word'] ?? '');
  const isHeading = (word: string): boolean => path.startsWith('src/report/') && /^[A-Z][a-z]+$/.test(word);
  return words.some((word) => STATUSES.has(word) && !ALSO_VALUES.includes(word) && !isHeading(word));
}

function isSdk(from: string): boolean {
  return /^@(aws-sdk|smithy)\//.test(from);
}

/** src/watch/pace.ts → watch; src/run.ts, which calls the steps, is none. */
function stepOf(path: string): string | undefined {
  const name = /^src\/([\w-]+)/.exec(path)?.[1];
  return name !== undefined && STEPS.includes(name) ? name : undefined;
}

function familyOf(path: string): string | undefined {
  const name = /^src\/modes\/([\w-]+)\//.exec(path)?.[1];
  return name !== undefined && FAMILIES.includes(name) ? name : undefined;
}

/** The names of the rules that the module breaks. */
function brokenRules(path: string, source: string): string[] {
  const module = toModule(path, source);
  return Object.entries(RULES).flatMap(([name, holds]) => (holds(module) ? [] : [name]));
}

function toModule(path: string, source: string): Module {
  const code = source.replaceAll(/^\s*\/\/.*$|\/\*[\s\S]*?\*\/|\s\/\/ .*$/gm, '');
  const statements = code.matchAll(
    /^(?:import|export)\s+(?<clause>(?:type\s)?[\w\s{},*$]*?)\s*from\s*['"](?<from>[^'"]+)['"]/gm,
  );
  const bare = code.matchAll(/^import\s*['"](?<from>[^'"]+)['"]/gm);
  const inline = code.matchAll(/(?<clause>typeof\s+)?\bimport\(\s*['"](?<from>[^'"]+)['"]/g);
  const imports = [...statements, ...bare, ...inline].map(({ groups }) => ({
    from: toPath(path, groups?.['from'] ?? ''),
    typesOnly: isTypesOnly(groups?.['clause'] ?? ''),
  }));
  return { path, imports, code };
}

/** `type { A }` or `{ type A, type B }`. */
function isTypesOnly(clause: string): boolean {
  if (/^type(of)?\s/.test(clause)) return true;
  const names = /^\{(?<names>[^}]*)\}$/
    .exec(clause.trim())
    ?.groups?.['names']?.split(',')
    .filter((name) => name.trim() !== '');
  return names !== undefined && names.length > 0 && names.every((name) => /^\s*type\s/.test(name));
}

function toPath(importer: string, from: string): string {
  return from.startsWith('.') ? posix.join(posix.dirname(importer), from) : from;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
    .filter((path) => path.endsWith('.ts'))
    .toSorted();
}

const files = ['src', 'emulator', 'demo'].flatMap(sourceFiles);

test('the files are found', () => {
  expect(files).toContain('src/run.ts');
  expect(files.length).toBeGreaterThan(50);
});

test.each(files)('%s keeps the rules', (path) => {
  expect(brokenRules(path, readFileSync(join(ROOT, path), 'utf8'))).toEqual([]);
});

test('every import in the project is seen', () => {
  for (const path of files) {
    const source = readFileSync(join(ROOT, path), 'utf8');
    const relative = [...source.matchAll(/^(?:import|export|\}).*from '(\.[^']+)';$/gm)].map(([, from]) =>
      toPath(path, from ?? ''),
    );
    expect(toModule(path, source).imports.map(({ from }) => from)).toEqual(expect.arrayContaining(relative));
    for (const target of relative) expect(readdirSync(join(ROOT, dirname(target)))).toContain(posix.basename(target));
  }
});

test('no file imports itself, even indirectly', () => {
  const imports = new Map(
    files.map((path) => [path, toModule(path, readFileSync(join(ROOT, path), 'utf8')).imports.map(({ from }) => from)]),
  );
  expect(circles(imports)).toEqual([]);
});

test('a cycle is found', () => {
  const imports = new Map([
    ['a', ['b', 'vitest']],
    ['b', ['c']],
    ['c', ['a']],
    ['d', ['a']],
  ]);
  expect(circles(imports)).toEqual(['a > b > c > a']);
});

/** Ways from a file back to itself, by types as well as by values; each once, in the order of its names. */
function circles(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const found = new Set<string>();
  const clear = new Set<string>();
  const visit = (path: string, way: readonly string[]): void => {
    if (way.includes(path)) {
      const round = way.slice(way.indexOf(path));
      const start = round.indexOf(round.toSorted()[0] ?? path);
      const turned = [...round.slice(start), ...round.slice(0, start)];
      found.add([...turned, turned[0]].join(' > '));
    } else if (!clear.has(path)) {
      for (const next of imports.get(path) ?? []) visit(next, [...way, path]);
      clear.add(path);
    }
  };
  for (const path of imports.keys()) visit(path, []);
  return [...found].toSorted();
}

test.each<[rule: string, path: string, source: string]>([
  ['model.ts and errors.ts import types only', 'src/errors.ts', `import { inspect } from 'node:util';`],
  ['model.ts and errors.ts import types only', 'src/model.ts', `import { type A, b } from './world.ts';`],
  [
    'steps do not import each other, nor who calls them',
    'src/watch/watch.ts',
    `import { render } from '../render/render.ts';`,
  ],
  [
    'steps do not import each other, nor who calls them',
    'src/watch/watch.ts',
    `import type { Rendered } from '../render/render.ts';`,
  ],
  [
    'steps do not import each other, nor who calls them',
    'src/write/register.ts',
    `export { plan } from '../plan/plan.ts';`,
  ],
  ['steps do not import each other, nor who calls them', 'src/report/log.ts', `import {\n  run,\n} from '../run.ts';`],
  [
    'steps do not import each other, nor who calls them',
    'src/plan/plan.ts',
    `import { INPUTS } from '../inputs/spec.ts';`,
  ],
  [
    'steps do not import each other, nor who calls them',
    'src/render/diff.ts',
    `const late = await import('../check/rules.ts');`,
  ],
  [
    'steps do not import each other, nor who calls them',
    'src/write/service.ts',
    `import { systemClock } from '../clock.ts';`,
  ],
  [
    'families of modes do not know each other',
    'src/modes/rollback/run.ts',
    `import { prepare } from '../deploy/prepare.ts';`,
  ],
  [
    'words of GitHub Actions are in github/, and in the table of its inputs',
    'src/aws/clients.ts',
    `const fix = 'Set aws-region of aws-actions/configure-aws-credentials.';`,
  ],
  ['the checks have one entrance', 'src/modes/deploy/run.ts', `import { checkLive } from '../../check/live.ts';`],
  ['aws/ and what is shared import no step', 'src/aws/ecs.ts', `import { plan } from '../plan/plan.ts';`],
  ['report/ does not call AWS', 'src/report/log.ts', `import { consoleUrl } from '../aws/arn.ts';`],
  ['SDK values live in aws/', 'src/watch/watch.ts', `import { ECSClient, type Service } from '@aws-sdk/client-ecs';`],
  [
    'nothing but its entry knows a host',
    'src/report/summary.ts',
    `import type { Annotation } from '../github/annotations.ts';`,
  ],
  ['@actions/* only in action.ts and github/', 'src/host.ts', `import * as core from '@actions/core';`],
  ['the environment is read by hosts only', 'src/host.ts', `const region = process.env['AWS_REGION'];`],
  [
    'no locale data of Node.js, which costs every start 15 ms and 5 MiB',
    'src/report/plain.ts',
    `(1234).toLocaleString('en-US')`,
  ],
  ['report/ does not call AWS', 'src/report/log.ts', `import { createAws } from '../aws/clients.ts';`],
  ['what the statuses of AWS mean is known in aws/ alone', 'src/plan/pick.ts', `if (status === 'IN_PROGRESS') return;`],
  [
    'what the statuses of AWS mean is known in aws/ alone',
    'src/watch/look.ts',
    `const over = ['Succeeded', 'Failed'];`,
  ],
  ['the vocabulary of AWS is pure', 'src/aws/service.ts', `import { createAws } from './clients.ts';`],
  ['time comes from the clock', 'src/watch/pace.ts', `const now = Date.now();`],
  ['time comes from the clock', 'src/watch/pace.ts', `const now = new Date();`],
  ['time comes from the clock', 'src/watch/pace.ts', `setTimeout(look, 4_000);`],
  ['time comes from the clock', 'src/watch/pace.ts', `import { scheduler } from 'node:timers/promises';`],
  [
    'a regular expression of several lines looks ahead from the start of the text: (?<![\\s\\S])',
    'src/explain/hooks.ts',
    String.raw`const when = /^(?![\s\S]*returned)[\s\S]*^name: (?<name>\w+)$/im;`,
  ],
  ['emulator/ and src/ share nothing', 'emulator/world.ts', `import type { Outcome } from '../src/model.ts';`],
  ['emulator/ and src/ share nothing', 'emulator/server.ts', `import { sceneOf } from '../demo/scene.ts';`],
  ['emulator/ and src/ share nothing', 'src/host.ts', `import { start } from '../emulator/server.ts';`],
  ['a file is named after what it holds', 'src/watch/utils.ts', ''],
  ['a file is named after what it holds', 'src/helpers/arn.ts', ''],
  ['a file is named after what it holds', 'src/watch/watchService.ts', ''],
  ['no default exports and no barrels', 'src/run.ts', `export default function run() {}`],
  ['no default exports and no barrels', 'src/run.ts', `export * from './model.ts';`],
])('"%s" catches it in %s: %s', (rule, path, source) => {
  expect(brokenRules(path, source)).toContain(rule);
});

test.each([
  ['src/model.ts', `import type { Service } from '@aws-sdk/client-ecs';`],
  ['src/report/log.ts', `import { phaseOf } from '../aws/service.ts';\nconst head = ['Pending', 'Running'];`],
  ['src/plan/plan.ts', `import type { Inputs } from '../inputs/spec.ts';\nimport { parseArn } from '../aws/arn.ts';`],
  ['src/run.ts', `import { render } from './render/render.ts';\nimport { watch } from './watch/watch.ts';`],
  ['src/watch/pace.ts', `// Date.now() would not do\nconst at = new Date(0); /* process.env */`],
  [
    'src/watch/snapshot.ts',
    `import { type Service, type Task } from '@aws-sdk/client-ecs';\ntype Sdk = typeof import('@aws-sdk/client-ecs');`,
  ],
])('a good %s breaks no rule', (path, source) => {
  expect(brokenRules(path, source)).toEqual([]);
});

const IAM_PREFIXES: Record<string, string> = {
  'application-auto-scaling': 'application-autoscaling',
  'cloudwatch-logs': 'logs',
  'elastic-load-balancing-v2': 'elasticloadbalancing',
  eventbridge: 'events',
  'secrets-manager': 'secretsmanager',
};

test('every call to AWS has its permission in the table, from which the policies in the docs come', () => {
  const calls = sourceFiles('src/aws').flatMap((path) => {
    const source = readFileSync(join(ROOT, path), 'utf8');
    const client = /from '@aws-sdk\/client-([\w-]+)'/.exec(source)?.[1] ?? '';
    const prefix = IAM_PREFIXES[client] ?? client;
    return [...source.matchAll(/new (\w+)Command\(/g)].map(([, name]) => `${prefix}:${name}`);
  });
  const known = PERMISSIONS.map(({ action }) => action);
  expect(calls.length).toBeGreaterThan(30);
  expect(calls.filter((call) => !known.includes(call))).toEqual([]);
});
