import type { Cause, DeployEvent } from '../../model.ts';
import { placeholdersOf, type MetricCheck, type Probe } from '../../release.ts';
import type { World } from '../../world.ts';
import { fillProbe, type Filling } from './fill.ts';
import type { MetricVerdict } from './metric-judge.ts';
import { sendProbes } from './probe.ts';

/** What the release of one service is verified by. */
export interface Verification {
  probes: readonly Probe[];
  timeoutSeconds: number;
  /** What is known of the addresses and names before the deployment. */
  filling: Filling;
  /** What a request to the test listener needs for its rule to match. */
  testHeaders: Readonly<Record<string, string>>;
  checks: readonly MetricCheck[];
  /** What the metrics last showed while the deployment was in flight. */
  seen: Map<MetricCheck, MetricVerdict>;
  /** Alarms that were in ALARM before the first write and have not been OK since: what made them ring was not this release. */
  ringing: Set<string>;
  /** What spoke against the release before its end: a deployment that succeeds all the same does not refute it. */
  against: Cause[];
}

/** Where the deployment stands. */
export type Standpoint =
  /** Weights are percentages of the new revision. */
  { kind: 'paused'; stage: string | undefined; productionWeight: number; testWeight: number } | { kind: 'succeeded' };

/**
 * Sends the probes that reach the release from where the deployment stands; resolves to what speaks against it, to nothing if
 * no probe reaches it there.
 */
export async function* verifyProbes(
  { probes, timeoutSeconds, filling, testHeaders }: Verification,
  standpoint: Standpoint,
  world: World,
): AsyncGenerator<DeployEvent, readonly Cause[] | undefined> {
  const reaching = probesAt(standpoint, probes);
  if (reaching.length === 0) return undefined;
  const stage = standpoint.kind === 'paused' ? (standpoint.stage ?? 'the pause') : undefined;
  const filled = reaching.map((probe) => {
    const goesToTest = placeholdersOf({ ...probe, headers: {}, body: '', contains: '' }).has('test-endpoint');
    const headers = goesToTest ? { ...testHeaders, ...probe.headers } : probe.headers;
    return fillProbe({ ...probe, headers }, filling);
  });
  return yield* sendProbes({ probes: filled, timeoutSeconds, stage }, world);
}

/**
 * The probes that reach the new revision: through the test listener only at a pause, because afterwards it serves the next release, and
 * through the production listener only when the new revision has all of its traffic, because another share would be answered by the
 * old one. Where a URL of its own leads is known to its author.
 */
export function probesAt(standpoint: Standpoint, probes: readonly Probe[]): Probe[] {
  return probes.filter((probe) => {
    const used = placeholdersOf(probe);
    if (standpoint.kind === 'succeeded') return !used.has('test-endpoint');
    const { productionWeight, testWeight } = standpoint;
    if (used.has('endpoint')) return productionWeight === 100;
    if (used.has('test-endpoint')) return testWeight > 0;
    return productionWeight > 0 || testWeight > 0;
  });
}
