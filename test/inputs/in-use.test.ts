import { expect, it, test } from 'vitest';
import { INPUTS, type InputName } from '../../src/inputs/spec.ts';
import { readSource } from '../source-files.ts';

const NAMES = Object.keys(INPUTS) as InputName[];

/** Of official actions, whose workflows go on to work; docs/migrating.md says so. */
const ONLY_ACCEPTED: readonly InputName[] = ['keep-null-value-keys'];

/** What only looks whether the inputs are right does nothing with them; these two hand them on. */
const isCheck = (path: string): boolean =>
  path.startsWith('check/') ||
  (path.startsWith('inputs/') && path !== 'inputs/changes.ts' && path !== 'inputs/run-task.ts');

const READERS = [...readSource()].filter(([path]) => !isCheck(path)).map(([, code]) => code);

/** Whether the code takes the value: `inputs.image`, `inputs['cpu']`, `{ 'wait-for-minutes': minutes } = inputs`, or a list of names. */
function reads(code: string, name: string): boolean {
  const quoted = `'${name}'`;
  const field = /^\w+$/.test(name) ? `(?:${quoted}|\\b${name}\\b(?!-))` : quoted;
  const access = new RegExp(`\\binputs(?:\\.${name}\\b(?!-)|\\[${quoted}\\])`);
  const taken = new RegExp(
    `\\{[^{}]*${field}[^{}]*(?:\\{[^{}]*\\}[^{}]*)*\\}\\s*(?:=\\s*(?:\\w+\\.)*inputs\\b|:\\s*(?:Pick<)?Inputs\\b)`,
  );
  const lists = [...code.matchAll(/\b([A-Z_]+)\.\w+\(\((\w+)\) => inputs\[\2\]/g)].map(([, list]) => list ?? '');
  return (
    access.test(code) ||
    taken.test(code) ||
    lists.some((list) => new RegExp(`const ${list}\\b[^;]*${quoted}`).test(code))
  );
}

const isRead = (name: string, sources: readonly string[]): boolean => sources.some((code) => reads(code, name));

it('every input does something', () => {
  expect(NAMES.filter((name) => !isRead(name, READERS) && !ONLY_ACCEPTED.includes(name))).toEqual([]);
});

it('an input that is only accepted says so', () => {
  for (const name of ONLY_ACCEPTED) {
    expect(isRead(name, READERS)).toBe(false);
    expect(INPUTS[name].description).toMatch(/^Accepted for compatibility/);
  }
});

test.each([
  ['dry-run', `toProblem('input-unused', atInput('dry-run'), words)`],
  ['dry-run', `const IGNORED = ['dry-run'];\nreturn IGNORED.includes(name);`],
  ['dry-run', `answer['dry-run']`],
  ['task', `inputs['task-role-arn'] ?? inputs.task_role`],
  ['task', `const { 'task-role-arn': task } = answer;`],
])('%s is not read by: %s', (name, code) => {
  expect(reads(code, name)).toBe(false);
});

test.each([
  ['dry-run', `asked.inputs['dry-run']`],
  ['dry-run', `const { mode, 'dry-run': dry } = inputs;`],
  ['dry-run', `function plan({ 'dry-run': dry = false }: Pick<Inputs, 'dry-run'>) {`],
  ['dry-run', `const ASKED = ['check', 'dry-run'] as const;\nASKED.find((one) => inputs[one])`],
  ['images', `function images({ images = [], mode }: Inputs) {`],
])('%s is read by: %s', (name, code) => {
  expect(reads(code, name)).toBe(true);
});

/** Settings of others that a fix names as if they were inputs: of configure-aws-credentials, of the log driver. */
const OF_OTHERS = ['role-duration-seconds', 'mask-aws-account-id', 'awslogs-create-group'];

const MENTION =
  /(?<![\w./:@%-])(?:(?<set>[a-z]+(?:-[a-z]+)+|mode): (?<value>\w[\w-]*)|(?:set|remove|raise|lower|give|leave|correct|shorten|use|rename|without|input|in) (?:the input )?["`]?(?<named>[a-z]{2,}(?:-[a-z]{2,})+)\b(?![/-])(?:: (?<to>\w[\w-]*))?)/gi;

/** What the fixes in this code tell a reader to set that cannot be set. */
function madeUp(code: string): string[] {
  return fixesIn(code).flatMap((fix) =>
    [...fix.matchAll(MENTION)].flatMap(({ groups = {} }) => {
      const name = groups['set'] ?? groups['named'] ?? '';
      const value = groups['value'] ?? groups['to'];
      if (OF_OTHERS.includes(name)) return [];
      if (!isInput(name)) return [name];
      const spec = INPUTS[name];
      const choices: readonly string[] | undefined = 'choices' in spec ? spec.choices : undefined;
      return choices === undefined || value === undefined || choices.includes(value) ? [] : [`${name}: ${value}`];
    }),
  );
}

function isInput(name: string): name is InputName {
  return (NAMES as readonly string[]).includes(name);
}

/** The texts that `fix` is given, each with all that an expression chooses from; what is filled in is `…`. */
function fixesIn(code: string): string[] {
  return [...code.matchAll(/\bfix\b\s*(?::|=(?!>))\s*/g)].map((match) => {
    let depth = 0;
    let fix = '';
    for (let at = match.index + match[0].length; at < code.length; at += 1) {
      const sign = code.charAt(at);
      if (sign === "'" || sign === '`') {
        const end = endOfText(code, at);
        fix += ` ${code.slice(at + 1, end)}`;
        at = end;
      } else if ('([{'.includes(sign)) depth += 1;
      else if (depth === 0 && ',;)]}'.includes(sign)) break;
      else if (')]}'.includes(sign)) depth -= 1;
    }
    return fix.replaceAll(/\$\{[^}]*\}/g, '…');
  });
}

function endOfText(code: string, start: number): number {
  let at = start + 1;
  while (at < code.length && code[at] !== code[start]) at += code[at] === '\\' ? 2 : 1;
  return at;
}

test.each([...readSource()])('the fixes of %s name inputs that exist', (_, code) => {
  expect(madeUp(code)).toEqual([]);
});

it('the fixes are found', () => {
  const fixes = [...readSource()].flatMap(([, code]) => fixesIn(code));
  expect(fixes.length).toBeGreaterThan(400);
  expect(fixes.flatMap((fix) => [...fix.matchAll(MENTION)]).length).toBeGreaterThan(80);
});

test.each([
  [`{ message, fix: 'Set dry-run, or remove service-name.' }`, ['dry-run']],
  [`const fix = wide ? 'Use mode: undo.' : \`Lower wait-minutes to \${limit}.\`;`, ['mode: undo', 'wait-minutes']],
  [`{ fix: known ? 'Set on-cancel: rollback.' : fixOf({ or: 'use on-cancel: stop-all' }) }`, ['on-cancel: stop-all']],
  [`{ fix: 'Raise role-duration-seconds of aws-actions/configure-aws-credentials.' }`, []],
  [`{ fix: 'Run it on-demand, with "blue-green" in place of aws ecs list-task-definitions.' }`, []],
])('%s', (code, names) => {
  expect(madeUp(code)).toEqual(names);
});
