import { stopKindOf } from '../aws/task-status.ts';
import { errorName, isDenied } from '../aws/failure.ts';
import { gatewayUrl } from '../aws/gateways.ts';
import { liveTaskDefinition } from '../aws/service.ts';
import { unlessCancelled } from '../cancel.ts';
import type {
  Cause,
  DeployEvent,
  ExpectedImage,
  Outcome,
  RevisionState,
  Standing,
  Started,
  TargetState,
  TaskState,
} from '../model.ts';
import type { World } from '../world.ts';
import type { Blamed } from './diagnose/origin.ts';
import { rollBackInTime, rollBackOwn, rollbackIsOn, type Intervention } from './intervene.ts';
import { lookOnce, tell, type Watch } from './look.ts';
import { toOutcome, type Ending, type Wanted } from './outcome.ts';
import { choosePace } from './pace.ts';
import { inOrder, type Seen } from './changes.ts';
import type { Following } from './following.ts';
import { waitingHooks } from './hooks.ts';
import type { Snapshot } from './snapshot.ts';
import { standingOf } from './standing.ts';
import { readStoppedTasks } from '../aws/tasks.ts';
import { verify, type Verified } from './verify.ts';
import { explainWaiting } from './waiting.ts';

export interface WatchRequest {
  started: Started;
  /** Since when `waitMinutes` count: not since its start for a deployment that somebody else started. */
  since?: Date | undefined;
  /** Whether a deployment that waits for somebody ends the watch; the pause that was answered right before does not count. */
  onPause?: { return: boolean; answered?: string | undefined } | undefined;
  /** How it is to end; going back and stopping are a success where they were asked for. */
  wanted?: Wanted | undefined;
  /** The revision to which a rollback goes, as far as that is known before it. */
  former?: string | undefined;
  waitMinutes: number;
  maxDelaySeconds?: number | undefined;
  requireHealthyTargets: boolean;
  /** What the tasks must run at the end. */
  images: readonly ExpectedImage[];
  intervention: Intervention;
  /** Lines of a failing container's log to show. */
  logLines: number;
  /** What was deployed, to point at the line of the template that is to blame. */
  blamed?: Blamed | undefined;
}

/** What is known at the end. */
export interface WatchResult {
  outcome: Outcome;
  standing?: Standing | undefined;
  deploymentArn?: string;
  taskDefinitionArn?: string;
  /** The revision that the followed deployment went to, whatever runs now. */
  deployedTaskDefinitionArn?: string | undefined;
  revisions: RevisionState[];
  tasks: TaskState[];
  targets: TargetState[];
  /** Where a gateway makes the service available. */
  endpoint?: string | undefined;
}

const REPLACED: Cause = {
  message: 'The deployment had succeeded; then somebody deployed anew.',
  fix: 'See who deploys this service beside this workflow; give the job a concurrency group.',
};

type TimedOut = Extract<Ending, { kind: 'timed-out' }>;

/** How long our own rollback may take before the step ends without its end. */
const ROLLBACK_MINUTES = 15;

/** Follows the deployment that `started` names until it ends, telling what changes; never longer than the wait and its rollback. */
export async function* watch(request: WatchRequest, world: World): AsyncGenerator<DeployEvent, WatchResult> {
  const state = begin(request, world);
  const cancelled = whenCancelled(world.signal);
  let deadline = (request.since ?? request.started.startedAt).getTime() + request.waitMinutes * 60_000;
  let why: Ending | undefined;
  let awaited: Cause[] = [];
  let ending: Ending | undefined;
  while (ending === undefined) {
    ending = (await Promise.race([lookOnce(state, world), cancelled])) ?? pausedEnding(state, request);
    yield* inOrder(state.queue.splice(0));
    if (ending !== undefined) break;
    const left = deadline - world.clock.now().getTime();
    const wish: Ending | undefined = why === undefined ? reasonToStop({ state, request, left }) : undefined;
    if (wish !== undefined) {
      const { seen } = state;
      why = await actOn(wish, state, request);
      awaited = why.kind === 'timed-out' ? awaitedCause(why, seen) : [];
      yield* inOrder(state.queue.splice(0));
      deadline = world.clock.now().getTime() + ROLLBACK_MINUTES * 60_000;
      const rollback = 'rollback' in why ? why.rollback : 'none';
      if (rollback === 'late') ending = (await lookOnce(state, world)) ?? why;
      else if (rollback !== 'requested' && rollback !== 'unanswered') ending = why;
      yield* inOrder(state.queue.splice(0));
    } else {
      ending = left <= 0 ? why : await pause(Math.min(state.pace.deploymentEvery, Math.max(left, 1)), world);
    }
  }
  if (ending.kind === 'cancelled') ending = await onCancel(state, request, world);
  const byUs = why !== undefined && 'rollback' in why && why.rollback !== 'none';
  const result = await conclude({ state, request, ending: mergeEndings(why, ending), byUs, awaited }, world);
  yield* inOrder(state.queue.splice(0));
  return result;
}

function begin(request: WatchRequest, world: World): Watch {
  const queue: DeployEvent[] = [];
  const warned = new Set<string>();
  const warn = (message: string): void => {
    if (warned.has(message)) return;
    warned.add(message);
    queue.push({ at: world.clock.now(), kind: 'warning', message });
  };
  return {
    queue,
    maxDelaySeconds: request.maxDelaySeconds,
    intervention: request.intervention,
    following: {
      started: { ...request.started },
      arn: request.started.codeDeploy?.deploymentId ?? request.started.deploymentArn,
      taskDefinitions: new Map(),
      revisions: new Map(),
      readsDeployment: true,
      readsTargets: true,
      notOurs: new Set(),
      warn,
    },
    pace: choosePace({ maxDelaySeconds: request.maxDelaySeconds, followsDeployment: true }),
    memory: { seen: false, failed: false, goneSeconds: 0 },
    byId: false,
    hopeless: false,
    lastNews: world.clock.now(),
  };
}

function pausedEnding({ seen }: Watch, { onPause }: WatchRequest): Ending | undefined {
  if (onPause?.return !== true || seen === undefined) return undefined;
  const hooks = waitingHooks(seen, seen.hooks).filter(({ id }) => id !== onPause.answered);
  return hooks.length === 0 ? undefined : { kind: 'paused', hooks };
}

function reasonToStop({
  state,
  request,
  left,
}: {
  state: Watch;
  request: WatchRequest;
  left: number;
}): Ending | undefined {
  const endsByItself = !request.intervention.owned && state.seen !== undefined && rollbackIsOn(state.seen);
  if (state.hopeless && !endsByItself) return { kind: 'hopeless', rollback: 'none' };
  return left <= 0 ? { kind: 'timed-out', minutes: request.waitMinutes, rollback: 'none' } : undefined;
}

/** Rolls back where the reason to stop and the inputs ask for it. */
async function actOn(wish: Ending, state: Watch, request: WatchRequest): Promise<Ending> {
  const { following, intervention, seen } = state;
  if (!intervention.owned) return wish;
  if (wish.kind === 'timed-out' && request.intervention.rollBackOnTimeout) {
    return { ...wish, rollback: await rollBackOwn(following, intervention) };
  }
  if (wish.kind === 'hopeless' && seen !== undefined && rollbackIsOn(seen) && hasFormer(seen)) {
    return { ...wish, rollback: await rollBackOwn(following, intervention) };
  }
  return wish;
}

/** The first deployment of a service has nothing to go back to. */
function hasFormer({ deployment }: Seen): boolean {
  return deployment === undefined || (deployment.sourceServiceRevisions ?? []).length > 0;
}

async function onCancel({ following, intervention }: Watch, request: WatchRequest, world: World): Promise<Ending> {
  const rollback = request.intervention.rollBackOnCancel
    ? await rollBackInTime(following, intervention, world)
    : 'none';
  return { kind: 'cancelled', rollback };
}

/** Why we stopped it is the news; that ECS then rolled back is only how it went on. */
function mergeEndings(why: Ending | undefined, ending: Ending): Ending {
  if (why === undefined || !('rollback' in why)) return ending;
  return ending.kind === 'rolled-back' ? { ...why, rollback: 'done' } : ending;
}

async function pause(milliseconds: number, world: World): Promise<Ending | undefined> {
  try {
    await world.clock.sleep(milliseconds, world.signal);
    return undefined;
  } catch {
    return { kind: 'cancelled', rollback: 'none' };
  }
}

/** A look may hang for as long as a call to AWS; a cancelled step has seconds. */
async function whenCancelled(signal: AbortSignal): Promise<Ending> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  return { kind: 'cancelled', rollback: 'none' };
}

interface Conclusion {
  state: Watch;
  request: WatchRequest;
  ending: Ending;
  /** This step asked for the rollback, however it ended. */
  byUs: boolean;
  /** What was waited for when the time was over. */
  awaited: Cause[];
}

async function conclude(
  { state, request, ending: seen, byUs, awaited }: Conclusion,
  world: World,
): Promise<WatchResult> {
  const ending = asWanted(seen, request.wanted);
  const following = isReturn(ending) ? towardsFormer(state) : state.following;
  const checked =
    (ending.kind === 'succeeded' || isReturn(ending)) && state.before !== undefined
      ? await verifyQuietly({ following, request, last: state.before }, world)
      : undefined;
  if (checked !== undefined) tell(state, checked.snapshot);
  const isGood = ending.kind === 'succeeded' || ending.kind === 'as-asked';
  const cancelled = isGood && world.signal.aborted;
  const unhealthy = checked?.unhealthy ?? [];
  const { requireHealthyTargets } = request;
  const seenWrong = [...(checked?.wrong ?? []), ...(requireHealthyTargets ? unhealthy : [])];
  const unseen = seenWrong.length === 0;
  const replaced = checked?.replacedBy !== undefined;
  const doubts = [...seenWrong, ...(checked?.unseen ?? [])];
  if (!requireHealthyTargets) for (const { message } of unhealthy) following.warn(message);
  for (const note of checked?.notes ?? []) following.warn(note);
  const { logLines, blamed } = request;
  const rolledBackByUs =
    byUs || (request.wanted ?? 'succeeded') !== 'succeeded' || ('rollback' in ending && ending.rollback !== 'none');
  const blind = ending.kind === 'blind' && ending.failure.code !== 'access-denied';
  const silent =
    isGood || ending.kind === 'paused' || ending.kind === 'too-late' || ending.kind === 'cancelled' || blind;
  const { causes, tasks } = silent
    ? { causes: [], tasks: [] }
    : await (
        await import('./diagnose/diagnose.ts')
      ).diagnose({ following, last: state.before, logLines, blamed, rolledBackByUs }, world);
  if (ending.kind === 'succeeded') await warnOfCrashes(following, world);
  const standing = standingOf(ending, { last: state.before, wanted: request.wanted });
  const stillAwaited = ending.kind === 'timed-out' && causes.length === 0 ? awaited : [];
  return {
    outcome: await toOutcome(finalEnding(ending, { doubts, unseen, cancelled, replaced }), {
      started: state.following.started,
      causes: [...causes, ...stillAwaited, ...(replaced ? [REPLACED] : [])],
      snapshot: state.before,
      furthest: state.furthest,
      wanted: request.wanted,
      standing,
      former: formerOf(state, request),
      revisions: state.seen?.revisions ?? [],
    }),
    standing,
    deploymentArn: following.started.codeDeploy === undefined ? following.arn : undefined,
    taskDefinitionArn: following.started.taskDefinitionArn ?? liveTaskDefinition(state.before?.service),
    deployedTaskDefinitionArn: state.following.started.taskDefinitionArn,
    revisions: state.seen?.revisions ?? [],
    tasks: checked?.tasks ?? tasks,
    targets: checked?.snapshot.targets ?? state.before?.targets ?? [],
    endpoint: gatewayUrl(following.revisions.get(state.before?.deployment?.targetServiceRevision?.arn ?? '')),
  };
}

function asWanted(ending: Ending, wanted: Wanted = 'succeeded'): Ending {
  if (wanted === 'succeeded') return ending;
  if (ending.kind === wanted) return { kind: 'as-asked', end: wanted };
  return ending.kind === 'succeeded' ? { kind: 'too-late' } : ending;
}

function isReturn(ending: Ending): boolean {
  return ending.kind === 'as-asked' && ending.end === 'rolled-back';
}

/** After a rollback that was asked for, the former revision is what must run. */
function towardsFormer({ following, before }: Watch): Following {
  const revision = before?.deployment?.rollback?.serviceRevisionArn ?? '';
  const taskDefinitionArn = following.taskDefinitions.get(revision);
  return { ...following, started: { ...following.started, taskDefinitionArn, primaryId: undefined } };
}

function finalEnding(
  ending: Ending,
  seen: { doubts: Cause[]; unseen: boolean; cancelled: boolean; replaced: boolean },
): Ending {
  if (seen.cancelled) return { kind: 'cancelled', rollback: 'none' };
  if (seen.replaced && seen.doubts.length > 0) return { kind: 'superseded' };
  return seen.doubts.length > 0 ? { kind: 'doubted', doubts: seen.doubts, unseen: seen.unseen } : ending;
}

/** What ECS says itself goes before what was to be expected. */
function formerOf({ following, before }: Watch, { former }: WatchRequest): string | undefined {
  const told = before?.deployment?.rollback?.serviceRevisionArn;
  return (told === undefined ? undefined : following.taskDefinitions.get(told)) ?? former;
}

/** When the time is over and nothing failed, what was still awaited is the cause. */
function awaitedCause({ rollback, minutes }: TimedOut, seen: Seen | undefined): Cause[] {
  if (seen === undefined) return [];
  const message = `The deployment was still ${explainWaiting(seen)}`;
  if (waitingHooks(seen, seen.hooks).length === 0) {
    const fix =
      'Give it more time with wait-for-minutes, or shorten what it waits for: start of the image, health checks, deregistration delay.';
    return [{ message, fix }];
  }
  const onPause = 'With on-pause: return the step ends at the pause, and no time runs out.';
  const goesBack = rollback === 'requested' || rollback === 'unanswered';
  const fix = goesBack
    ? `Nobody answered within ${minutes} min, and on-timeout: rollback had it rolled back. Answer sooner with mode: continue, or raise wait-for-minutes. ${onPause}`
    : `Continue it with mode: continue, or go back with mode: stop. ${onPause}`;
  return [{ message, fix }];
}

/** ECS may call a deployment successful between two crashes of its tasks: green, but not without a word. */
async function warnOfCrashes(following: Following, world: World): Promise<void> {
  try {
    const reading = readStoppedTasks(following.started, world);
    const stopped = await unlessCancelled({ signal: world.signal, doing: 'reading stopped tasks', left: '' }, reading);
    const crashed = stopped.filter((task) => ['exited', 'not-started'].includes(stopKindOf(task) ?? ''));
    const [first] = crashed;
    if (first === undefined) return;
    const exit = first.containers?.find(({ exitCode }) => exitCode !== undefined && exitCode !== 0);
    const code = exit === undefined ? '' : ` (container ${exit.name} exited with code ${exit.exitCode})`;
    following.warn(
      `${crashed.length} ${crashed.length === 1 ? 'task' : 'tasks'} of this deployment stopped on the way: ${first.stoppedReason ?? 'no reason given'}${code}. ECS started others; look at their log.`,
    );
  } catch {
    // verify() has said already that tasks cannot be read; a cancelled run says nothing of them.
  }
}

const UNSEEN = { tasks: [], wrong: [], unhealthy: [], notes: [], unseen: [] };

/** Looking again must not crash the step; what cannot be read for a minute is a doubt, a missing permission only a warning. */
async function verifyQuietly(
  { following, request, last }: { following: Following; request: WatchRequest; last: Snapshot },
  world: World,
): Promise<Verified> {
  const { images, requireHealthyTargets: awaitsHealth } = request;
  try {
    const verifying = verify({ following, last, images, awaitsHealth }, world);
    return await unlessCancelled({ signal: world.signal, doing: 'verifying what runs', left: '' }, verifying);
  } catch (error) {
    if (world.signal.aborted) return { ...UNSEEN, snapshot: last };
    const message = `What runs now could not be verified (${errorName(error)})`;
    const fix = 'Look at the service in the console, then run the step again.';
    if (!isDenied(error)) return { ...UNSEEN, snapshot: last, unseen: [{ message: `${message}.`, fix }] };
    return { ...UNSEEN, snapshot: last };
  }
}
