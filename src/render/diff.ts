import { isDeepStrictEqual } from 'node:util';
import type { TaskDefinition } from '../model.ts';
import { hideSecrets } from '../secrets/document.ts';
import { normalize } from './normalize.ts';

export { normalize } from './normalize.ts';

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
  const shown = hideSecrets(normalize(before), normalize(after));
  const patch = createTwoFilesPatch(beforeName, afterName, toText(shown.before), toText(shown.after), '', '', {
    context: 3,
  });
  return patch.replace(/^={3,}\n/, '');
}

function toText(definition: TaskDefinition): string {
  return `${JSON.stringify(sortKeys(definition), null, 2)}\n`;
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
