import { codeDeployPhaseOf } from '../aws/codedeploy-status.ts';
import { monitorOf, onlyDrains, phaseOf } from '../aws/service.ts';
import { QUIET_MS } from '../patience.ts';
import { failedTasks, openHooks, type Observation } from './observation.ts';
import type { WatchState } from './state.ts';
import type { TimedWait } from './timed.ts';

/** Milliseconds between two reads of what only informs the reader: the service with its events, and its targets. */
export const INFORM_EVERY_MS = 30_000;
/** A look costs one call, against throttles of 20 to 100 calls a second (docs: DG/request-throttling). */
const SOONEST_MS = 1_500;
const FAILING_MS = 2_500;
const USUAL_MS = 4_000;
const LONGEST_MS = 15_000;
const A_MINUTE_MS = 60_000;
/** How long before and after a known moment the end may be seen: the stage before it was itself noticed late. */
const EARLY_MS = 6_000;
const LATE_MS = 30_000;

/** What is known about the time at which the deployment gets further. */
type Expectation =
  /** It has been told to wait until then. */
  | { kind: 'until'; at: number }
  /** The next thing that happens may be the end. */
  | { kind: 'soon' }
  /** It fails: the rollback or the stop that follows takes a while. */
  | { kind: 'failing' }
  /** Tasks have to start, pass their checks or stop before it can end, or a person has to answer. */
  | { kind: 'later' };

/**
 * Milliseconds until the next look, from what the last one showed: rarely while nothing can end, often when the end is near, and less
 * and less often the longer nothing moves; in time for the line that says what is waited for.
 */
export function nextLookIn({ last, lastNews, standstill, timed, silence, request }: PaceState, now: Date): number {
  const cap = (request.maxDelaySeconds ?? 600) * 1000;
  if (last === undefined || standstill === undefined || silence !== undefined) return Math.min(USUAL_MS, cap);
  const still = now.getTime() - standstill.since.getTime();
  const untilLine = lastNews.getTime() + QUIET_MS - now.getTime();
  return Math.min(pauseBefore(expectationOf(last, timed), { still, now }), Math.max(untilLine, USUAL_MS), cap);
}

/** The same pause, a little shorter or longer, so that the looks at several services fall on the same moment and share their calls. */
export function together(pause: number, now: Date): number {
  const time = now.getTime();
  const grid = pause >= 2 * USUAL_MS ? 5_000 : pause >= USUAL_MS ? 2_000 : 1_000;
  const before = Math.floor((time + pause) / grid) * grid - time;
  return before >= 1_000 ? before : Math.ceil((time + 1_000) / 1_000) * 1_000 - time;
}

type PaceState = Pick<WatchState, 'last' | 'lastNews' | 'standstill' | 'timed' | 'silence'> & {
  request: Pick<WatchState['request'], 'maxDelaySeconds'>;
};

function pauseBefore(expected: Expectation, { still, now }: { still: number; now: Date }): number {
  switch (expected.kind) {
    case 'until': {
      const left = expected.at - now.getTime();
      if (left > EARLY_MS + SOONEST_MS) return Math.min(left - EARLY_MS, LONGEST_MS);
      return left > -LATE_MS ? SOONEST_MS : USUAL_MS;
    }
    case 'soon':
      return between(SOONEST_MS, still / 15, LONGEST_MS / 3);
    case 'failing':
      return between(FAILING_MS, still / 15, LONGEST_MS / 3);
    case 'later':
      return between(USUAL_MS, still / 6, LONGEST_MS);
  }
}

function expectationOf(seen: Observation, timed: TimedWait | undefined): Expectation {
  const expiries = openHooks(seen).map(({ expiresAt }) => expiresAt?.getTime() ?? Infinity);
  if (expiries.length > 0) {
    const expiry = Math.min(...expiries);
    return expiry - seen.at.getTime() > A_MINUTE_MS ? { kind: 'later' } : { kind: 'until', at: expiry };
  }
  if (timed !== undefined) return { kind: 'until', at: timed.until.getTime() };
  if (isFailing(seen)) return { kind: 'failing' };
  return isNearEnd(seen) ? { kind: 'soon' } : { kind: 'later' };
}

/** Whether only the last seconds of the old tasks are awaited. */
function isNearEnd({ codeDeploy, deployment, revisions }: Observation): boolean {
  if (codeDeploy === undefined) return onlyDrains(deployment);
  return revisions.some(({ role, productionWeight }) => role === 'target' && productionWeight === 100);
}

function isFailing(seen: Observation): boolean {
  const { codeDeploy, deployment } = seen;
  if (codeDeploy !== undefined) return codeDeployPhaseOf(codeDeploy.deployment) !== 'running';
  return (deployment !== undefined && !['pending', 'running'].includes(phaseOf(deployment))) || isLastFailure(seen);
}

/** Whether one more failed task ends the deployment. */
function isLastFailure(seen: Observation): boolean {
  const { threshold = Infinity, ...breaker } = seen.deployment?.deploymentCircuitBreaker ?? {};
  return monitorOf(breaker) !== 'off' && (failedTasks(seen) ?? 0) + 1 >= threshold;
}

function between(least: number, milliseconds: number, most: number): number {
  return Math.min(Math.max(least, milliseconds), most);
}

/** Targets change when all new tasks run. Every target group is a separate call: with more than two they are read less often. */
export function targetsEvery({ groups, isNews }: { groups: number; isNews: boolean }): number {
  return Math.max(isNews ? INFORM_EVERY_MS / 4 : INFORM_EVERY_MS, groups * (isNews ? 4_000 : 12_000));
}

/** Whether something last read at `last` is due; a read counts as due slightly early, so that looks and reads coincide. */
export function isDue({ last, every, now }: { last: Date | undefined; every: number; now: Date }): boolean {
  return last === undefined || now.getTime() - last.getTime() >= every - 500;
}
