import { isDeepStrictEqual } from 'node:util';
import { isNeeded } from '../permissions/use.ts';
import type { Cell } from './judge.ts';
import type { Tried } from './run.ts';

/** Why a run that is not as without the fault is right all the same. */
export const ALLOWANCES = {
  'can-do-without': 'green with a warning, as the permissions page says of a call that a use can do without',
  'optional-here': 'green, because this use reads it for advice alone',
  'aws-acted': 'green, because AWS did as it was asked, and the run found out',
  'red-though-optional': 'red, though without the permission it would have been green',
  'rollback-unproven': 'goes back to a revision of which no deployment proves that it worked, and says so',
  'other-way': 'goes another way to the same end',
  'more-warnings': 'more than one warning more',
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
    'other-way': use.goesOtherWays === true && !isDeepStrictEqual(tried.after, whole.after),
    'more-warnings': count(tried, '::warning ') > count(whole, '::warning ') + 1,
  };
  return (Object.keys(used) as Allowance[]).filter((name) => used[name]);
}

const UNPROVEN = '::warning title=rollback-unproven::';

const count = ({ log }: Tried, start: string): number =>
  log.split('\n').filter((line) => line.startsWith(start)).length;
