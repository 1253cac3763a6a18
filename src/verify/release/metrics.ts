import { errorName, isDenied } from '../../aws/failure.ts';
import type { Cause, DeployEvent } from '../../model.ts';
import { QUIET_MS } from '../../patience.ts';
import type { MetricCheck, MetricResult } from '../../release.ts';
import type { World } from '../../world.ts';
import { judgeMetric, notJudged, type MetricVerdict } from './metric-judge.ts';
import { readSample, windowOf, type Measured, type Window } from './metric-samples.ts';
import { phrase } from '../../phrases.ts';

/** What the checks look at. */
export interface Metering {
  checks: readonly MetricCheck[];
  /** The target groups of the new revision and, while they take traffic, those of the old one. */
  fresh: readonly Measured[];
  old: readonly Measured[];
  /** Since when only the new revision has used its target groups; absent if it has always been alone in them. */
  since?: Date | undefined;
  /** Alarms that rang before the release, which gets some minutes to make them OK. */
  ringing?: ReadonlySet<string> | undefined;
  /** Absent after the success. */
  stage?: string | undefined;
}

/** CloudWatch needs up to two minutes for the last one. */
const DELAY_MS = 120_000;
const ALARM_MINUTES = 5;
/** Between two looks, however slow CloudWatch is. */
const LEAST_MS = 5_000;

/**
 * Judges until every check has passed or the time is over in which its traffic can come together; ends at once when one has failed.
 * Resolves to what speaks against the release. Too little traffic is a warning, never a pass.
 */
export async function* judgeMetrics(metering: Metering, world: World): AsyncGenerator<DeployEvent, Cause[]> {
  const { clock, signal } = world;
  const { checks, since, stage } = metering;
  const start = clock.now().getTime();
  const longest = Math.max(0, ...checks.map((check) => minutesOf(check, metering)));
  const end = start + longest * 60_000 + DELAY_MS;
  let open = [...checks];
  while (open.length > 0 && !signal.aborted) {
    const asked = clock.now().getTime();
    const judged = await judgeOnce({ ...metering, checks: open }, world);
    const at = clock.now();
    const isLate = at.getTime() >= end;
    const isWhole = ({ check }: Judged): boolean =>
      check.kind === 'alarm' || since === undefined || at.getTime() - since.getTime() >= check.minutes * 60_000;
    const over = judged.filter(
      (one) =>
        isLate ||
        one.isFinal === true ||
        (one.verdict.verdict === 'passed' && isWhole(one)) ||
        (!stillRings(one, metering) && (one.verdict.verdict === 'failed' || one.check.kind === 'alarm')),
    );
    for (const one of over) yield* toEvents(one, { at, stage });
    const failed = over.filter(({ verdict }) => verdict.verdict === 'failed');
    if (failed.length > 0) return failed.map(toCause);
    open = open.filter((check) => !over.some((one) => one.check === check));
    const [first] = judged.filter(({ check }) => open.includes(check));
    if (first === undefined) break;
    const message = `waiting to judge ${first.check.text} (${first.verdict.what.replace(/^not judged: /, '')})`;
    yield { at, kind: 'waiting', message };
    // The next answer may take as long as this one, and the log must not be silent for longer.
    await clock.sleep(Math.max(LEAST_MS, QUIET_MS - (at.getTime() - asked)), signal).catch(() => undefined);
  }
  return [];
}

function minutesOf(check: MetricCheck, { ringing }: Metering): number {
  if (check.kind === 'metric') return check.minutes;
  return ringing?.has(check.name) === true ? ALARM_MINUTES : 0;
}

/** The release may be what makes the alarm OK, which shows some minutes later. */
function stillRings({ check, verdict }: Judged, { ringing }: Metering): boolean {
  return check.kind === 'alarm' && verdict.verdict === 'failed' && ringing?.has(check.name) === true;
}

export interface Judged {
  check: MetricCheck;
  verdict: MetricVerdict;
  /** Looking again cannot change it. */
  isFinal?: boolean;
}

/** Every check as it stands now. */
export async function judgeOnce(metering: Metering, world: World): Promise<Judged[]> {
  return await Promise.all(metering.checks.map(async (check) => ({ check, ...(await judge(check, metering, world)) })));
}

/** What cannot be read is not judged: the permission was checked before the first write. */
async function judge(check: MetricCheck, metering: Metering, world: World): Promise<Omit<Judged, 'check'>> {
  try {
    if (check.kind === 'alarm') return { verdict: await judgeAlarm(check.name, world) };
    const window = windowOf({ now: world.clock.now(), minutes: check.minutes, since: metering.since });
    if (window === undefined) return { verdict: notJudged('no whole minute has passed yet') };
    return { verdict: await judgeWindow(check, { ...metering, window }, world) };
  } catch (error) {
    if (world.signal.aborted) return { verdict: notJudged(`${phrase('step')} was cancelled`) };
    const isFinal = isDenied(error);
    const why = `CloudWatch ${isFinal ? 'refused to show it' : 'did not answer'} (${errorName(error)})`;
    return { verdict: notJudged(why), isFinal };
  }
}

async function judgeWindow(
  check: Extract<MetricCheck, { kind: 'metric' }>,
  { fresh, old, window }: Metering & { window: Window },
  world: World,
): Promise<MetricVerdict> {
  const { metric, limit } = check;
  const [sample, before] = await Promise.all([
    readSample({ metric, groups: fresh, window }, world),
    limit.kind === 'old' ? readSample({ metric, groups: old, window }, world) : undefined,
  ]);
  return judgeMetric(check, { fresh: sample, old: before });
}

async function judgeAlarm(name: string, { aws }: World): Promise<MetricVerdict> {
  const state = (await (await aws.cloudWatch()).alarms([name])).get(name);
  switch (state) {
    case 'ok':
      return { verdict: 'passed', what: 'OK' };
    case 'alarm':
      return { verdict: 'failed', what: 'in ALARM' };
    case 'unknown':
      return notJudged('the alarm has too little data (INSUFFICIENT_DATA)');
    case undefined:
      return notJudged('the alarm no longer exists');
  }
}

/** What the log and the summary show of a check that is over. */
export function* toEvents(
  { check, verdict }: Judged,
  { at, stage }: { at: Date; stage?: string | undefined },
): Generator<DeployEvent> {
  const result: MetricResult = { check: check.text, stage, ...verdict };
  yield { at, kind: 'metric', result };
  if (verdict.verdict !== 'not-judged') return;
  yield { at, kind: 'warning', message: `Metric check "${check.text}" did not pass; it was ${verdict.what}.` };
}

export function toCause({ check, verdict }: Judged): Cause {
  const message =
    check.kind === 'alarm'
      ? `The alarm ${check.name} is ${verdict.what}.`
      : `Metric check "${check.text}" failed: ${verdict.what}.`;
  return { message, fix: check.kind === 'alarm' ? FIX_ALARM : FIX_METRIC };
}

const FIX_ALARM = 'Look at the metric of the alarm since the deployment started, and at the logs of the new tasks.';
const FIX_METRIC =
  'Look at the logs and traces of the new tasks in these minutes. If the new value is fine, change the limit in metric-checks.';
