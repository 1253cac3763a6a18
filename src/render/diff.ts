import { isDeepStrictEqual } from 'node:util';
import { isSameRole } from '../aws/same.ts';
import type { TaskDefinition } from '../model.ts';
import { hideSecrets } from '../secrets/document.ts';
import { normalize } from './normalize.ts';

export { normalize } from './normalize.ts';

/** Whether two definitions would run the same: ignores order, spelling and defaults wherever AWS does. */
export function sameDefinition(one: TaskDefinition, other: TaskDefinition): boolean {
  return isDeepStrictEqual(normalize(one), normalize(withRolesOf(one, other)));
}

/** The unified diff for the reader. Values that look secret are hidden, but changes to them are visible. */
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
  const shown = hideSecrets(normalize(before), normalize(withRolesOf(before, after)));
  const patch = createTwoFilesPatch(beforeName, afterName, toText(shown.before), toText(shown.after), '', '', {
    context: 3,
  });
  return patch.replace(/^={3,}\n/, '');
}

/** A role given by name is the one that AWS shows by ARN. */
function withRolesOf(before: TaskDefinition, after: TaskDefinition): TaskDefinition {
  const roles = (['taskRoleArn', 'executionRoleArn'] as const).flatMap((key) => {
    const [was, is] = [before[key], after[key]];
    return typeof was === 'string' && typeof is === 'string' && isSameRole(was, is) ? [[key, was]] : [];
  });
  return { ...after, ...Object.fromEntries(roles) };
}

function toText(definition: TaskDefinition): string {
  return `${JSON.stringify(sortKeys(definition), null, 2)}\n`;
}

/** Names come first, so that the diff's context shows which container or variable it is about. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => rank(one) - rank(other) || (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sortKeys(item)]));
}

function rank(key: string): number {
  return key === 'name' ? 0 : 1;
}
