import type { Denial } from './denial.ts';
import { PERMISSIONS } from './permissions.ts';
import type { Statement } from './policy.ts';
import { phrase } from '../phrases.ts';

/** What the step did without, in one sentence, and the one statement that grants it all. */
export interface MissingPermissions {
  message: string;
  fix: string;
}

/** Undefined if nothing was denied, or only the call that ended the run, which says so itself. */
export function toMissingPermissions(denials: readonly Denial[]): MissingPermissions | undefined {
  if (denials.length === 0) return undefined;
  const actions = [...new Set(denials.map(({ action }) => action))];
  const losses = Map.groupBy(actions, (action) => lossOf(action));
  const texts = [...losses].map(([loss, without]) => `${without.join(', ')}${loss === undefined ? '' : ` (${loss})`}`);
  return {
    message: `The role that runs ${phrase('this-step')} lacks ${actions.length === 1 ? 'an optional permission' : `${actions.length} optional permissions`}: ${texts.join('; ')}.`,
    fix: toGrant(denials),
  };
}

/** What grants everything that was denied, in one sentence or two. */
export function toGrant(denials: readonly Denial[]): string {
  return [...toStatement(denials), ...toExceptions(denials)].join(' ');
}

/** Whether only the look before the first write makes the call, which says itself what it could not read. */
export function isOfPreflight(action: string): boolean {
  return PERMISSIONS.find((permission) => permission.action === action)?.preflight === true;
}

/** Whether a denial of this action is no loss after a success: it only explains failures, and the log of a one-off task is wanted in any case. */
export function onlyExplains(action: string, { hasTasks }: { hasTasks: boolean }): boolean {
  if (hasTasks && action === 'logs:GetLogEvents') return false;
  return PERMISSIONS.find((permission) => permission.action === action)?.explains === true;
}

function lossOf(action: string): string | undefined {
  return PERMISSIONS.find((permission) => permission.action === action)?.without;
}

function toStatement(denials: readonly Denial[]): string[] {
  const allowed = denials.filter(({ forbiddenBy }) => forbiddenBy === undefined);
  if (allowed.length === 0) return [];
  const resources = [...new Set(allowed.map(({ resource }) => withoutId(resource)))];
  const statement: Statement = {
    Effect: 'Allow',
    Action: [...new Set(allowed.map(({ action }) => action))],
    Resource: resources.includes('*') ? '*' : resources,
  };
  return [`Add this statement to its policy: \`${JSON.stringify(statement)}\``];
}

function toExceptions(denials: readonly Denial[]): string[] {
  const forbidden = Map.groupBy(
    denials.filter(({ forbiddenBy }) => forbiddenBy !== undefined),
    ({ forbiddenBy }) => forbiddenBy,
  );
  return [...forbidden].map(([policy, those]) => {
    const actions = [...new Set(those.map(({ action }) => action))].join(', ');
    const article = policy?.startsWith('i') === true ? 'An' : 'A';
    return `${article} ${policy} forbids ${actions}: allow it there, because the role's own policy cannot.`;
  });
}

/** The next run will have different tasks, deployments and log streams. */
function withoutId(resource: string): string {
  return resource
    .replace(/(?<=:(?:task|service-deployment|service-revision)\/.*\/)[^/]+$/, '*')
    .replace(/(?<=:log-stream:).*$/, '*')
    .replace(/(?<=:task-definition\/[^:]+:).*$/, '*');
}
