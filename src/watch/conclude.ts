import { formatMinutes } from '../duration.ts';
import { liveTaskDefinition } from '../aws/service.ts';
import { readStoppedTasks } from '../aws/tasks.ts';
import type { Cause, DeployEvent, Outcome, Proof, RevisionState, Standing, TargetState, TaskState } from '../model.ts';
import { millisecondsUntil } from '../patience.ts';
import type { World } from '../world.ts';
import type { Diagnosis } from './diagnose/diagnose.ts';
import type { Ending } from './ending.ts';
import { inOrder } from './events.ts';
import { definitionOf } from './ecs/revisions.ts';
import { openHooks } from './observation.ts';
import { tell } from './observe.ts';
import { toOutcome } from './outcome.ts';
import { clockTime } from './progress.ts';
import { promised } from './prove.ts';
import { standingOf } from './standing.ts';
import { secondsBetween, type WatchState } from './state.ts';
import { explainWaiting } from './waiting.ts';
import type { Watched } from './watch.ts';
import { phrase } from '../phrases.ts';

/** What is known at the end. */
export interface WatchResult {
  outcome: Outcome;
  standing?: Standing | undefined;
  deploymentArn?: string | undefined;
  taskDefinitionArn?: string | undefined;
  /** The target revision of the followed deployment, whatever runs now. */
  deployedTaskDefinitionArn?: string | undefined;
  revisions: RevisionState[];
  tasks: TaskState[];
  targets: TargetState[];
  /** The URL at which ECS exposes the service. */
  endpoint?: string | undefined;
  /** The deadline for everything left to do: later than the wait if this step rolled back. */
  endBy: Date;
}

/** What was read after a success; absent parts were not. */
export interface Verified {
  proof?: Proof | undefined;
  crashes?: Crashes | undefined;
}

/** Warnings about tasks that crashed before a success, as of a moment. */
export interface Crashes {
  since: Date;
  found: Promise<string[]>;
}

/** How old a list of stopped tasks may be: the verification of a clean success takes less. */
const FRESH_SECONDS = 2;

/** Looks for tasks that crashed along the way, so that a verification need not be followed by it. Never rejects. */
export function lookForCrashes({ state, ending, endBy }: Watched, world: World): Crashes | undefined {
  if (ending.kind !== 'succeeded') return undefined;
  const found = warnOfCrashes(state, millisecondsUntil(endBy, world), world).catch(() => []);
  return { since: world.clock.now(), found };
}

async function warnOfCrashes(
  { following, earlyTasks }: Pick<WatchState, 'following' | 'earlyTasks'>,
  milliseconds: number,
  world: World,
): Promise<string[]> {
  const { crashWarning } = await import('./diagnose/crashes.ts');
  const stopped = earlyTasks?.stopped ?? readStoppedTasks(following.started, world);
  return await crashWarning(stopped, milliseconds, world);
}

/** Combines what the watch saw, what verification showed, and why a failure happened. */
export async function conclude(
  watched: Watched,
  { proof, crashes }: Verified,
  world: World,
): Promise<{ events: DeployEvent[]; result: WatchResult }> {
  const { request } = watched.state;
  const { state, events } = withProof(watched.state, proof);
  const { following, last, silence } = state;
  const diagnosis = await diagnoseEnding({ ...watched, state }, crashes, world);
  const unhealthy = request.requireHealthyTargets ? [] : (proof?.unhealthy ?? []).map(({ message }) => message);
  const warnings = [...unhealthy, ...(proof?.notes ?? []), ...diagnosis.warnings];
  const standing = standingOf(watched.ending, { last, goal: request.goal, silence });
  const at = world.clock.now();
  return {
    events: inOrder([...events, ...warnings.map((message): DeployEvent => ({ at, kind: 'warning', message }))]),
    result: {
      outcome: await toOutcome(finalEnding(watched, proof, world), {
        started: following.started,
        causes: [
          ...diagnosis.causes,
          ...awaitedCause(watched, diagnosis),
          ...lastKnownCause(watched),
          ...(proof?.replaced === true ? [REPLACED] : []),
        ],
        last,
        furthest: state.furthest,
        silence,
        goal: request.goal,
        standing,
        former: formerOf(state),
      }),
      standing,
      deploymentArn: following.started.codeDeploy === undefined ? following.arn : undefined,
      taskDefinitionArn: promised(state, watched.ending).taskDefinitionArn ?? liveTaskDefinition(last?.service),
      deployedTaskDefinitionArn: following.started.taskDefinitionArn,
      revisions: last?.revisions ?? [],
      tasks: proof?.tasks ?? diagnosis.tasks,
      targets: last?.targets ?? [],
      endpoint: last?.endpoint,
      endBy: watched.endBy,
    },
  };
}

const REPLACED: Cause = {
  message: 'The deployment succeeded, and then someone deployed again.',
  fix: `Find out who else deploys this service, and ${phrase('one-at-a-time')}.`,
};

/** Verification looked at the service once more: what is new since the last look is reported. */
function withProof(state: WatchState, proof: Proof | undefined): ReturnType<typeof tell> {
  const { last } = state;
  if (proof === undefined || last === undefined) return { state, events: [] };
  const { at, service = last.service, targets = last.targets } = proof;
  return tell({ state, events: [] }, { ...last, at, service, targets });
}

/** A success that was cancelled before verification, or that failed it, is not a success. */
function finalEnding({ ending, state }: Watched, proof: Proof | undefined, { signal }: World): Ending {
  const isGood = ending.kind === 'succeeded' || ending.kind === 'as-asked';
  if (isGood && signal.aborted) return { kind: 'cancelled', rollback: 'none' };
  if (proof === undefined) return ending;
  const wrong = [...proof.wrong, ...(state.request.requireHealthyTargets ? proof.unhealthy : [])];
  const doubts = [...wrong, ...proof.unseen];
  if (doubts.length === 0) return ending;
  return proof.replaced ? { kind: 'superseded' } : { kind: 'doubted', doubts, unseen: wrong.length === 0 };
}

const NOTHING: Diagnosis = { causes: [], tasks: [], warnings: [] };

/** Why it failed, if it did; for a success, whether tasks crashed along the way. */
async function diagnoseEnding(watched: Watched, crashes: Crashes | undefined, world: World): Promise<Diagnosis> {
  const { state, ending, rolledBackByUs, endBy } = watched;
  const { request, following, last } = state;
  const milliseconds = millisecondsUntil(endBy, world);
  if (ending.kind === 'succeeded') {
    const isFresh = crashes !== undefined && secondsBetween(crashes.since, world.clock.now()) < FRESH_SECONDS;
    return {
      ...NOTHING,
      warnings: await (isFresh ? crashes.found : warnOfCrashes({ following }, milliseconds, world)),
    };
  }
  if (!isDiagnosed(ending)) return NOTHING;
  const { diagnose } = await import('./diagnose/diagnose.ts');
  const byUs = rolledBackByUs || (request.goal ?? 'succeeded') !== 'succeeded';
  return await diagnose(
    {
      ...request,
      started: following.started,
      last,
      rolledBackByUs: byUs,
      milliseconds,
      standsStill: ending.kind === 'timed-out',
    },
    world,
  );
}

function isDiagnosed(ending: Ending): boolean {
  switch (ending.kind) {
    case 'succeeded':
    case 'as-asked':
    case 'too-late':
    case 'paused':
    case 'refuted':
    case 'cancelled':
    case 'silent':
      return false;
    case 'blind':
      return ending.failure.code === 'access-denied';
    case 'rolled-back':
    case 'failed':
    case 'stopped':
    case 'superseded':
    case 'timed-out':
    case 'hopeless':
    case 'deleted':
    case 'unknown':
    case 'doubted':
      return true;
  }
}

/** If the time is up and nothing failed, the cause is what the deployment was still waiting for. */
function awaitedCause({ ending, awaited: seen }: Watched, { causes }: Diagnosis): Cause[] {
  if (ending.kind !== 'timed-out' || causes.length > 0 || seen === undefined) return [];
  const message = `The deployment was still ${explainWaiting(seen)}`;
  if (openHooks(seen).length === 0) {
    const fix =
      'Raise wait-for-minutes, or shorten what it is waiting for: container startup, health checks, deregistration delay.';
    return [{ message, fix }];
  }
  const onPause = `With ${phrase('setting', 'on-pause: return')}, ${phrase('step')} ends at the pause instead of timing out.`;
  const stays = ending.rollback === 'none' || ending.rollback === 'refused';
  const fix = stays
    ? `Continue it with ${phrase('mode', 'continue')}, or roll back with ${phrase('mode', 'stop')}. ${onPause}`
    : `Nobody continued it within ${formatMinutes(ending.minutes)}, so ${phrase('setting', 'on-timeout: rollback')} rolled it back. Continue it sooner with ${phrase('mode', 'continue')}, or raise wait-for-minutes. ${onPause}`;
  return [{ message, fix }];
}

/** Where no time or no answer is left for a diagnosis, the last one tells why the deployment stood still. */
function lastKnownCause({ ending, state }: Watched): Cause[] {
  const { found } = state.standstill ?? {};
  if (found === undefined || (ending.kind !== 'cancelled' && ending.kind !== 'silent')) return [];
  return [{ ...found.cause, message: `${found.cause.message} (as of ${clockTime(found.at)})` }];
}

/** What ECS reports takes precedence over what we expect. */
function formerOf({ following, last, request }: WatchState): string | undefined {
  return definitionOf(following, last?.deployment?.rollback?.serviceRevisionArn) ?? request.former;
}
