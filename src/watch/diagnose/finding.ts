import { inWords, trimMessage } from '../../explain/cause.ts';
import type { Explanation } from '../../explain/explain.ts';
import type { Cause, Origin } from '../../model.ts';

/** How near a finding is to the root, nearest first. `reaction` is an alarm or a person that answered to something, `echo` says only that something failed. */
export const TIERS = ['deployment', 'hopeless', 'task', 'health', 'reaction', 'event', 'passing', 'echo'] as const;

/** One thing that went wrong, and how often. */
export interface Finding {
  tier: (typeof TIERS)[number];
  /** Findings of one key are told once. */
  key: string;
  /** AWS's own words. */
  message: string;
  /** Tasks or events that say so. */
  count: number;
  unit: 'task' | 'event' | 'target';
  explanation?: Explanation | undefined;
  facts: string[];
  log: string[];
  /** The line of the log that says why. */
  logLine?: string | undefined;
  origin?: Origin | undefined;
}

const TIER_OF: Record<(typeof TIERS)[number], number> = Object.fromEntries(
  TIERS.map((tier, index) => [tier, index]),
) as Record<(typeof TIERS)[number], number>;

/** Puts root causes first and what happened most often before the rest; echoes are told only where nothing else is known. */
export function rankFindings(findings: Finding[]): Finding[] {
  const known = new Map<string, Finding>();
  const sorted = findings.toSorted((a, b) => TIER_OF[a.tier] - TIER_OF[b.tier] || b.count - a.count);
  for (const finding of sorted) if (!known.has(finding.key)) known.set(finding.key, finding);
  const roots = [...known.values()].filter(({ tier }) => tier !== 'echo');
  return roots.length > 0 ? roots : [...known.values()].slice(0, 1);
}

/** An alarm answers to what fails again and again; beside what happened once it is what ended the deployment. */
export function alarmFirst(findings: readonly Finding[]): Finding[] {
  const goesOn = findings.some(({ tier, count, unit }) => tier === 'hopeless' || (unit !== 'event' && count > 1));
  const isAlarm = ({ tier, explanation }: Finding): boolean =>
    (tier === 'reaction' && explanation?.id === 'alarm') || explanation?.id === 'codedeploy-alarm';
  return findings.map((one) => (isAlarm(one) && !goesOn ? { ...one, tier: 'deployment' } : one));
}

export function toCause({ message, count, unit, explanation, facts, log, logLine, origin }: Finding): Cause {
  const details = [...facts, ...log];
  return {
    message: `${trimMessage(message)}${count > 1 ? ` (${count} ${unit}s)` : ''}`,
    ...(logLine === undefined ? {} : { logLine: trimMessage(logLine) }),
    ...(explanation === undefined ? {} : inWords(explanation)),
    ...(details.length === 0 ? {} : { details }),
    ...(origin === undefined ? {} : { origin }),
  };
}

/** The deployment and the events of the service say the same of a hook, each in its own words. */
export function keyOf(explanation: Explanation | undefined, message: string): string {
  return explanation?.id.replace(/^hook-.*/u, 'hook') ?? message;
}

/** The tier of a text: what no retry fixes before what often passes by itself. */
export function tierOf(explanation: Explanation | undefined, usual: Finding['tier']): Finding['tier'] {
  if (explanation === undefined) return usual;
  if (explanation.echo || explanation.normal) return 'echo';
  if (explanation.noRetryHelps) return 'hopeless';
  return explanation.passes ? 'passing' : usual;
}
