import type { Cause, DeployEvent } from '../../model.ts';
import type { MetricCheck } from '../../release.ts';
import type { World } from '../../world.ts';
import { notJudged } from './metric-judge.ts';
import type { Measured } from './metric-samples.ts';
import { judgeMetrics, toEvents, type Judged } from './metrics.ts';
import { verifyProbes, type Verification } from './verification.ts';

export interface Succeeded {
  verification: Verification;
  /** The target groups that the service uses now. */
  groups: readonly Measured[];
  /** When the last deployment ended. */
  since: Date;
  /** Whether the new revision has target groups of its own, which took traffic before the end. */
  hasOwnGroups: boolean;
}

/** Verifies a release whose deployment has succeeded; resolves to what speaks against it. */
export async function* verifySucceeded(
  { verification, groups, since, hasOwnGroups }: Succeeded,
  world: World,
): AsyncGenerator<DeployEvent, readonly Cause[]> {
  if (verification.against.length > 0) return verification.against;
  const refuted = (yield* verifyProbes(verification, { kind: 'succeeded' }, world)) ?? [];
  if (refuted.length > 0 || world.signal.aborted) return refuted;
  const compared = verification.checks.filter(isComparison);
  for (const check of compared)
    yield* toEvents(lastSeen(check, verification), { at: world.clock.now(), stage: 'while both took traffic' });
  const checks = verification.checks.filter((check) => !isComparison(check));
  const { ringing } = verification;
  const own = hasOwnGroups ? {} : { since };
  return yield* judgeMetrics({ checks, fresh: groups, old: [], ringing, ...own }, world);
}

function isComparison(check: MetricCheck): boolean {
  return check.kind === 'metric' && check.limit.kind === 'old';
}

/** The old revision no longer takes traffic: what counts is what both showed while they did. */
function lastSeen(check: MetricCheck, { seen }: Verification): Judged {
  return { check, verdict: seen.get(check) ?? notJudged('the two revisions took no traffic at the same time') };
}
