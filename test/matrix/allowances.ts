import { isDeepStrictEqual } from 'node:util';
import { isNeeded } from '../permissions/use.ts';
import type { Cell } from './judge.ts';
import type { Tried } from './run.ts';

/** What a run may do that it would not do without the fault, and why that is right. */
export const ALLOWANCES = {
  'aws-acted': 'is green, although the call never came back: AWS had done as it was asked, and the run saw that it had',
  'can-do-without': 'is green without a call that [docs/permissions.md](permissions.md) calls optional for this use',
  'optional-here':
    'is green without a call that other uses of the same policy need. A new Express service is followed without `DescribeExpressGatewayService`, but the report has no endpoint; a rollback that stops a deployment in flight reads task definitions only to show them',
  'rollback-unproven':
    'warns that nothing proves that the next older ACTIVE revision ever ran: the history, which would prove it, cannot be read',
  'other-way':
    'cannot read which deployment is in flight: it starts one to the older revision instead of stopping that one, and warns that it does',
  'more-warnings':
    'warns more than once: three services have live task definitions that cannot be read, the history of a rollback is as missing as its stages, or an expired token breaks one read after the other until the run is red',
  'red-though-optional':
    'is red without an answer, although a missing permission would have been a warning. A permission is somebody’s decision; without an answer a wrong revision or an unhealthy target may stay unseen, and the unknown is never green',
} as const;

export type Allowance = keyof typeof ALLOWANCES;

/** What the judge let pass in a run. */
export function allowancesOf({ use, action, fault }: Cell, whole: Tried, tried: Tried): Allowance[] {
  const green = tried.exitCode === 0;
  const needed = isNeeded({ ...use, what: use.name }, action);
  const optionalHere = use.optional?.includes(action) === true;
  const used: Record<Allowance, boolean> = {
    'can-do-without': green && !fault.heals && !needed && fault.acts !== true,
    'optional-here': green && !fault.heals && needed && optionalHere && fault.acts !== true,
    'aws-acted': green && fault.acts === true,
    'red-though-optional': !green && (!needed || optionalHere) && fault.id !== 'expired',
    'rollback-unproven': count(tried, UNPROVEN) > count(whole, UNPROVEN),
    'other-way': green && use.goesOtherWays === true && !isDeepStrictEqual(tried.after, whole.after),
    'more-warnings': count(tried, '::warning ') > count(whole, '::warning ') + 1,
  };
  return (Object.keys(used) as Allowance[]).filter((name) => used[name]);
}

const UNPROVEN = '::warning title=rollback-unproven::';

const count = ({ log }: Tried, start: string): number =>
  log.split('\n').filter((line) => line.startsWith(start)).length;
