import type { CauseId } from './patterns.ts';

/** How near to the root, nearest first. `reaction` is an alarm or a person that answered to something, `echo` only repeats that something failed. */
export const TIERS = ['deployment', 'hopeless', 'task', 'health', 'reaction', 'event', 'passing', 'echo'] as const;

export type Tier = (typeof TIERS)[number];

/** A cause that some evidence speaks for. */
export interface Suspect {
  tier: Tier;
  /** Suspects of one key are the same thing. */
  key: string;
  /** Absent for words that nobody has described. */
  cause?: CauseId | undefined;
  /** Tasks, targets or events that say so. */
  count: number;
  unit: 'task' | 'event' | 'target';
  /** Causes that its evidence rules out. */
  excludes: readonly string[];
}

const ALARMS = new Set<string | undefined>(['alarm', 'codedeploy-alarm'] satisfies CauseId[]);
const TIER_OF = new Map(TIERS.map((tier, index) => [tier, index]));

/**
 * THE ranking: root causes first, then what happened most often. What the evidence of a stronger suspect rules out is
 * dropped, so is a repetition, and so is an echo beside anything else. Where echoes are all there is, words that nobody
 * has described come first: they may be the reason.
 */
export function rank<S extends Suspect>(suspects: readonly S[]): S[] {
  const excluded = new Set<string>();
  const known = new Map<string, S>();
  for (const suspect of withAlarm(suspects).toSorted(compare)) {
    if (suspect.cause !== undefined && excluded.has(suspect.cause)) continue;
    if (known.has(suspect.key)) continue;
    known.set(suspect.key, suspect);
    for (const cause of suspect.excludes) excluded.add(cause);
  }
  const all = [...known.values()];
  const roots = all.filter(({ tier }) => tier !== 'echo');
  if (roots.length > 0) return roots;
  const [first] = all;
  const unknown = all.find(({ cause }) => cause === undefined);
  return [unknown, first].filter((one, index, those) => one !== undefined && those.indexOf(one) === index) as S[];
}

function compare(a: Suspect, b: Suspect): number {
  return (TIER_OF.get(a.tier) ?? 0) - (TIER_OF.get(b.tier) ?? 0) || b.count - a.count;
}

/** An alarm answers to what fails again and again; next to what happened once, it is what ended the deployment. */
function withAlarm<S extends Suspect>(suspects: readonly S[]): S[] {
  const goesOn = suspects.some(({ tier, count, unit }) => tier === 'hopeless' || (unit !== 'event' && count > 1));
  const isRoot = ({ tier, cause }: S): boolean =>
    !goesOn && ALARMS.has(cause) && (tier === 'reaction' || cause === 'codedeploy-alarm');
  return suspects.map((one) => (isRoot(one) ? { ...one, tier: 'deployment' } : one));
}
