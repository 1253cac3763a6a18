import { toTaskState } from '../../aws/tasks.ts';
import type { Cause, Outcome, TaskContainer, TaskState } from '../../model.ts';
import { millisecondsUntil } from '../../patience.ts';
import type { World } from '../../world.ts';
import { essentialOf } from '../diagnose/definitions.ts';
import { toTaskOutcome, type TaskEnding } from './ending.ts';
import type { TaskWatchState } from './state.ts';

export interface TaskWatchResult {
  outcome: Outcome;
  state: TaskState;
  containers: TaskContainer[];
}

export interface TaskWatched {
  state: TaskWatchState;
  ending: TaskEnding;
  /** The deadline for everything left to do. */
  endBy: Date;
}

/** Combines what the watch saw and why the task failed. */
export async function concludeTask(watched: TaskWatched, world: World): Promise<TaskWatchResult> {
  const { state, ending } = watched;
  const { request, task, logs, silence } = state;
  const causes = ending.kind === 'failed' ? await diagnose(watched, world) : [];
  const shown = toTaskState({ ...request.task, ...task });
  const essential = essentialOf(request.rendered.definition.containerDefinitions ?? []);
  const containers = shown.containers.map((container) => ({
    ...container,
    essential: essential.has(container.name),
    log: [...(logs.find((log) => log.container.name === container.name)?.tail ?? [])],
  }));
  const exits = containers
    .filter((container) => container.essential)
    .map(({ name, exitCode }) => `${name}: ${exitCode === undefined ? 'no exit code' : `exit code ${exitCode}`}`)
    .join(', ');
  const tail = containers.find((container) => container.essential && container.log.length > 0)?.log ?? [];
  const status = shown.lastStatus.toLowerCase();
  const { taskDefinitionArn } = request;
  return {
    outcome: toTaskOutcome(ending, { taskDefinitionArn, status, causes, exits, tail, silence }),
    state: shown,
    containers,
  };
}

async function diagnose({ state, endBy }: TaskWatched, world: World): Promise<Cause[]> {
  const { diagnoseTask } = await import('./diagnose.ts');
  const { rendered, logLines } = state.request;
  return await diagnoseTask(
    { task: state.task, rendered, logLines, milliseconds: millisecondsUntil(endBy, world) },
    world,
  );
}
