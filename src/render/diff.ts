import { isDeepStrictEqual } from 'node:util';
import type { TaskDefinition } from '../model.ts';
import { normalize } from './normalize.ts';

export { normalize } from './normalize.ts';

const SECRET_NAME =
  /pass(?:word|wd|phrase)?|secret|token|api_?key|private_?key|access_?key|credential|auth|dsn|conn(?:ection)?_?str/i;

/** Whether two definitions would run the same; the order of variables and AWS's own defaults do not count. */
export function sameDefinition(one: TaskDefinition, other: TaskDefinition): boolean {
  return isDeepStrictEqual(normalize(one), normalize(other));
}

/** The unified diff that a reader judges a change by. Values that look secret are hidden, but a change of them shows. */
export async function diffDefinitions({
  before,
  after,
  beforeName,
  afterName,
}: {
  before: TaskDefinition;
  after: TaskDefinition;
  beforeName: string;
  afterName: string;
}): Promise<string> {
  if (sameDefinition(before, after)) return '';
  const { createTwoFilesPatch } = await import('diff');
  const hide = hider(before, after);
  const patch = createTwoFilesPatch(
    beforeName,
    afterName,
    toText(before, hide.before),
    toText(after, hide.after),
    '',
    '',
    {
      context: 3,
    },
  );
  return patch.replace(/^={3,}\n/, '');
}

type Hide = (container: string, name: string) => string | undefined;

/** Both sides show `***`; where the value differs, the new side says so, or the diff would hide the change. */
function hider(before: TaskDefinition, after: TaskDefinition): { before: Hide; after: Hide } {
  return {
    before: (_, name) => stars(name),
    after: (container, name) => {
      const was = valueIn(before, container, name);
      const changed = was !== undefined && was !== valueIn(after, container, name);
      return changed && stars(name) !== undefined ? '*** (changed)' : stars(name);
    },
  };
}

function stars(name: string): string | undefined {
  return SECRET_NAME.test(name) ? '***' : undefined;
}

function valueIn(definition: TaskDefinition, container: string, name: string): string | undefined {
  return definition.containerDefinitions
    ?.find((candidate) => candidate.name === container)
    ?.environment?.find((variable) => variable.name === name)?.value;
}

function toText(definition: TaskDefinition, hide: Hide): string {
  const shown = normalize(definition);
  const containers = shown.containerDefinitions?.map((container) => ({
    ...container,
    ...(container.environment === undefined
      ? {}
      : {
          environment: container.environment.map((variable) => {
            const hidden = hide(container.name ?? '', variable.name ?? '');
            return hidden === undefined || variable.value === undefined ? variable : { ...variable, value: hidden };
          }),
        }),
  }));
  const whole = containers === undefined ? shown : { ...shown, containerDefinitions: containers };
  return `${JSON.stringify(sortKeys(whole), null, 2)}\n`;
}

/** Names come first, so that the diff's context says which container or variable it speaks of. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => rank(one) - rank(other) || (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sortKeys(item)]));
}

function rank(key: string): number {
  return key === 'name' ? 0 : 1;
}
