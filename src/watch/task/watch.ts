import { errorName } from '../../aws/failure.ts';
import { DeployError } from '../../errors.ts';
import type { DeployEvent, Outcome, TaskContainer, TaskState } from '../../model.ts';
import type { World } from '../../world.ts';
import { essentialOf } from '../diagnose/definitions.ts';
import { toTaskState } from '../../aws/tasks.ts';
import { toTaskOutcome, type Stop, type TaskEnding } from './ending.ts';
import { drainLogs, followLogs } from './logs.ts';
import { lookOnce, warn, type TaskWatchRequest, type Watch } from './look.ts';

export interface TaskWatchResult {
  outcome: Outcome;
  state: TaskState;
  containers: TaskContainer[];
}

/** One DescribeTasks and one GetLogEvents a container: far below the throttles of 40 and 10 calls a second (docs: DG/request-throttling). */
const LOOK_EVERY_MS = 3_000;
/** A cancelled step has about ten seconds in all; the runner kills it after that. */
const CANCEL_MS = 3_000;

/** Follows the one-off task to its end: its states, and what its containers write. */
export async function* watchTask(
  request: TaskWatchRequest,
  world: World,
): AsyncGenerator<DeployEvent, TaskWatchResult> {
  const state = begin(request, world);
  const cancelled = whenCancelled(world.signal);
  const deadline = state.startedAt.getTime() + request.waitMinutes * 60_000;
  const every = Math.min(LOOK_EVERY_MS, (request.maxDelaySeconds ?? 600) * 1000);
  let ending: TaskEnding | undefined;
  while (ending === undefined) {
    ending = await Promise.race([lookOnce(state, world), cancelled]);
    yield* state.queue.splice(0);
    const left = deadline - world.clock.now().getTime();
    if (ending === undefined && left <= 0) ending = { kind: 'timed-out', minutes: request.waitMinutes, stop: 'none' };
    ending ??= await pause(Math.min(every, left), world);
  }
  if (ending.kind === 'cancelled') ending = { ...ending, stop: await stopInTime(state, world) };
  if (ending.kind === 'timed-out' && request.stopOnTimeout)
    ending = { ...ending, stop: await stop(state, 'Timed out', world) };
  if (ending.kind === 'succeeded' || ending.kind === 'failed')
    yield* drainLogs({ task: state.task, logs: state.logs, keep: request.logLines }, world);
  const result = await conclude(state, ending, world);
  yield* state.queue.splice(0);
  return result;
}

function begin(request: TaskWatchRequest, world: World): Watch {
  const now = world.clock.now();
  return {
    request,
    task: {},
    logs: followLogs(request.rendered.definition.containerDefinitions ?? []),
    queue: [],
    warned: new Set(),
    startedAt: now,
    seenAt: now,
    lastNews: now,
  };
}

async function stopInTime(state: Watch, world: World): Promise<Stop> {
  let stopped: Stop = 'refused';
  const asking = stop(state, 'Cancelled', world).then((result) => {
    stopped = result;
  });
  await world.clock.within({ milliseconds: CANCEL_MS, signal: new AbortController().signal }, asking);
  return stopped;
}

async function stop(state: Watch, why: string, world: World): Promise<Stop> {
  try {
    await state.request.stop(`${why} by ecs-express-deploy`);
    return 'requested';
  } catch (error) {
    const message = error instanceof Error ? error.message : errorName(error);
    if (!(error instanceof DeployError && error.code === 'access-denied'))
      warn(state, `The one-off task could not be stopped: ${message}`, world);
    return 'refused';
  }
}

async function conclude(state: Watch, ending: TaskEnding, world: World): Promise<TaskWatchResult> {
  const { request, task, logs } = state;
  const { rendered, logLines, taskDefinitionArn } = request;
  const causes =
    ending.kind === 'failed'
      ? await (await import('./diagnose.ts')).diagnoseTask({ task, rendered, logLines }, world)
      : [];
  const shown = toTaskState({ ...request.task, ...task });
  const essential = essentialOf(rendered.definition.containerDefinitions ?? []);
  const containers = shown.containers.map((container) => ({
    ...container,
    essential: essential.has(container.name),
    log: logs.find((log) => log.container.name === container.name)?.tail ?? [],
  }));
  const exits = containers
    .filter((container) => container.essential)
    .map(({ name, exitCode }) => `${name}: ${exitCode === undefined ? 'no exit code' : `exit code ${exitCode}`}`)
    .join(', ');
  const tail = containers.find((container) => container.essential && container.log.length > 0)?.log ?? [];
  const status = shown.lastStatus.toLowerCase();
  return {
    outcome: toTaskOutcome(ending, { taskDefinitionArn, status, causes, exits, tail }),
    state: shown,
    containers,
  };
}

async function pause(milliseconds: number, world: World): Promise<TaskEnding | undefined> {
  try {
    await world.clock.sleep(milliseconds, world.signal);
    return undefined;
  } catch {
    return { kind: 'cancelled', stop: 'none' };
  }
}

/** A look may hang for as long as a call to AWS; a cancelled step has seconds. */
async function whenCancelled(signal: AbortSignal): Promise<TaskEnding> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  return { kind: 'cancelled', stop: 'none' };
}
