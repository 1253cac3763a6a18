import type { Cause, DeployEvent } from '../../model.ts';
import { placeholdersOf, type MetricCheck, type Place, type Probe } from '../../release.ts';
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
  /** Where probes of one's own URLs lead at a pause, by their URLs; absent where one listener serves all. */
  places: ReadonlyMap<string, Place>;
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
  { probes, timeoutSeconds, filling, testHeaders, places }: Verification,
  standpoint: Standpoint,
  world: World,
): AsyncGenerator<DeployEvent, readonly Cause[] | undefined> {
  const reaching = probesAt(standpoint, probes, places);
  if (reaching.length === 0) return undefined;
  if (standpoint.kind === 'paused') yield* tellUnsure(reaching, places, world);
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
 * old one. Where an address leads that neither listener has is known to its author.
 */
function probesAt(standpoint: Standpoint, probes: readonly Probe[], places: Verification['places']): Probe[] {
  return probes.filter((probe) => {
    const used = placeholdersOf(probe);
    if (standpoint.kind === 'succeeded') return !used.has('test-endpoint');
    const { productionWeight, testWeight } = standpoint;
    const place = places.get(probe.url);
    if (used.has('endpoint') || place === 'production') return productionWeight === 100;
    if (used.has('test-endpoint') || place === 'test') return testWeight > 0;
    return productionWeight > 0 || testWeight > 0;
  });
}

/** What only probes the old revision would let a bad release go on; beside a probe that surely reaches the new one, the log is enough. */
function* tellUnsure(
  probes: readonly Probe[],
  places: Verification['places'],
  { clock }: World,
): Generator<DeployEvent> {
  const unsure = probes.filter(({ url }) => places.get(url) === 'unknown');
  const [first] = unsure;
  if (first === undefined) return;
  const kind = unsure.length === probes.length ? 'warning' : 'waiting';
  const more = unsure.length === 1 ? '' : ` and ${unsure.length - 1} more`;
  const message = `The probe ${first.method} ${first.url}${more} is not on a listener of this deployment, so at this pause it may be the old revision that answers. {test-endpoint} leads to the new one.`;
  yield { at: clock.now(), kind, message };
}
