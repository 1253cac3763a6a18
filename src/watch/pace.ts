import type { ServiceDeployment } from '@aws-sdk/client-ecs';
import { codeDeployPhaseOf } from '../aws/codedeploy-status.ts';
import { isBack, isComplete, monitorOf, onlyDrains, phaseOf, stageOf } from '../aws/service.ts';
import { QUIET_MS } from '../patience.ts';
import { failedTasks, openHooks, type Observation } from './observation.ts';
import type { WatchState } from './state.ts';
import type { TimedWait } from './timed.ts';

/** Milliseconds between two reads of what only informs the reader. */
const INFORM_MS = 45_000;
/** A look costs one call, against throttles of 20 to 100 calls a second (docs: DG/request-throttling). */
const SOONEST_MS = 1_000;
const FAILING_MS = 2_000;
/** No rollback is over within seconds. */
const TURNING_MS = 6_000;
const USUAL_MS = 4_000;
const STARTING_MS = 7_000;
const LATER_MS = 5_000;
/** Around the end of a stage that others follow. */
const STAGE_MS = 3_000;
const LONGEST_MS = 15_000;
const A_MINUTE_MS = 60_000;
/** How long before its end a pause for a person is watched closely: whoever answers late does so then. */
const EARLY_MS = 6_000;
/** How long after a known moment its effect may be seen. */
const LATE_MS = 30_000;

/** What is known about the time at which the deployment gets further. */
type Expectation =
  /** It has been told to wait until then, give or take how late that was noticed. */
  | { kind: 'until'; earliest: number; latest: number; thenEnds: boolean; drains: boolean }
  /** The next thing that happens may be the end. */
  | { kind: 'soon' }
  /** It fails: the rollback or the stop that follows takes a while. */
  | { kind: 'failing'; justBegan: boolean }
  /** New tasks have to start first. */
  | { kind: 'starting' }
  /** In stages that may last seconds, and are told one by one. */
  | { kind: 'staged' }
  /** New tasks have to become healthy; the connections of the old ones then take a while to end. */
  | { kind: 'draining-follows' }
  /** Tasks have to pass their checks or stop before it can end, or a person has to answer. */
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
      const { earliest, latest, thenEnds, drains } = expected;
      const often = thenEnds ? SOONEST_MS : STAGE_MS;
      const left = earliest - now.getTime();
      if (left > often) return Math.min(left, drains ? QUIET_MS : LONGEST_MS);
      const late = now.getTime() - latest;
      return late > LATE_MS ? USUAL_MS : between(often, late / 10, USUAL_MS);
    }
    case 'soon':
      return between(SOONEST_MS, still / 10, LONGEST_MS / 3);
    case 'failing':
      return expected.justBegan ? TURNING_MS : between(FAILING_MS, still / 30, LONGEST_MS / 3);
    case 'starting':
    case 'draining-follows':
      return between(STARTING_MS, still / 6, 1.5 * STARTING_MS);
    case 'staged':
      return between(USUAL_MS, still / 6, LONGEST_MS);
    case 'later':
      return between(LATER_MS, still / 6, LONGEST_MS);
  }
}

function expectationOf(seen: Observation, timed: TimedWait | undefined): Expectation {
  const expiries = openHooks(seen).map(({ expiresAt }) => expiresAt?.getTime() ?? Infinity);
  if (expiries.length > 0) {
    const expiry = Math.min(...expiries);
    if (expiry - seen.at.getTime() > A_MINUTE_MS) return { kind: 'later' };
    return { kind: 'until', earliest: expiry - EARLY_MS, latest: expiry, thenEnds: true, drains: false };
  }
  if (timed !== undefined) {
    const { earliest, until, drains } = timed;
    return {
      kind: 'until',
      earliest: earliest.getTime(),
      latest: until.getTime(),
      thenEnds: !oldTasksRun(seen),
      drains,
    };
  }
  if (isFailing(seen)) return { kind: 'failing', justBegan: hasJustTurned(seen) };
  if (isNearEnd(seen)) return { kind: 'soon' };
  if (seen.codeDeploy !== undefined) return { kind: 'staged' };
  const stage = seen.deployment?.lifecycleStage;
  if (stage !== undefined && stageOf(stage)?.kind !== 'scaling-up') return { kind: 'staged' };
  if (lacksTasks(seen)) return { kind: 'starting' };
  return stage === undefined && isBalanced(seen) && oldTasksRun(seen)
    ? { kind: 'draining-follows' }
    : { kind: 'later' };
}

/** While old tasks are wanted, ECS has to stop them after whatever it waits for. */
function oldTasksRun({ codeDeploy, deployment }: Observation): boolean {
  const sources = deployment?.sourceServiceRevisions ?? [];
  return codeDeploy === undefined && sources.some(({ requestedTaskCount = 0 }) => requestedTaskCount > 0);
}

function isBalanced({ service }: Observation): boolean {
  return (service?.loadBalancers ?? []).length > 0;
}

function hasJustTurned({ at, deployment }: Observation): boolean {
  const turnedAt = deployment?.rollback?.startedAt?.getTime() ?? -Infinity;
  return at.getTime() - turnedAt < USUAL_MS;
}

function lacksTasks({ deployment }: Observation): boolean {
  return deployment?.targetServiceRevision !== undefined && !isComplete(deployment);
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

/** Whether one more failed task ends the deployment, and nothing follows it. */
function isLastFailure(seen: Observation): boolean {
  const { threshold = Infinity, ...breaker } = seen.deployment?.deploymentCircuitBreaker ?? {};
  const isLast = monitorOf(breaker) !== 'off' && (failedTasks(seen) ?? 0) + 1 >= threshold;
  return isLast && seen.deployment?.deploymentConfiguration?.deploymentCircuitBreaker?.rollback !== true;
}

function between(least: number, milliseconds: number, most: number): number {
  return Math.min(Math.max(least, milliseconds), most);
}

/** What decides how soon something that only informs the reader is read again. */
export interface Informing {
  timed: TimedWait | undefined;
  deployment: ServiceDeployment | undefined;
}

/** Milliseconds between two reads of the service, whose events inform the reader: few happen once the new tasks run, or while the deployment waits as told. */
export function serviceEvery({ timed, deployment }: Informing): number {
  return timed === undefined && !isComplete(deployment) ? INFORM_MS : 2 * INFORM_MS;
}

/** The same after a change that a look shows anyway: the events that come with it can wait until there are more. */
export const AFTER_STEPS_MS = 10_000;

/** Targets change when all new tasks run, and when they are taken away again; of CodeDeploy's deployments nobody knows. Every target group is a separate call: with more than two they are read less often. */
export function targetsEvery({ groups, isNews, timed, deployment }: Informing & Targets): number {
  const mayChange =
    deployment === undefined ||
    (phaseOf(deployment) === 'going-back' && !isBack(deployment)) ||
    (isComplete(deployment) && !onlyDrains(deployment));
  const awaitsHealth = timed === undefined && mayChange;
  const isSoon = isNews && awaitsHealth;
  const seldom = timed === undefined ? 1.5 * INFORM_MS : 3 * INFORM_MS;
  const every = isSoon ? INFORM_MS / 4 : awaitsHealth ? INFORM_MS : seldom;
  return Math.max(every, groups * (isSoon ? 5_000 : 12_000));
}

interface Targets {
  groups: number;
  isNews: boolean;
}

/** Whether something last read at `last` is due; a read counts as due slightly early, so that looks and reads coincide. */
export function isDue({ last, every, now }: { last: Date | undefined; every: number; now: Date }): boolean {
  return last === undefined || now.getTime() - last.getTime() >= every - 500;
}
