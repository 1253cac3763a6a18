import type { Task } from '@aws-sdk/client-ecs';
import { lastPart } from '../../aws/arn.ts';
import type { Started, TargetState } from '../../model.ts';
import type { World } from '../../world.ts';
import { isOurs, readServiceTasks, taskAddresses } from '../../aws/tasks.ts';
import type { UnhealthyEvent } from './events.ts';
import { failedTasks, type Observation } from '../observation.ts';

/** Ids and addresses of the tasks of our deployment, and of those that are none of its business; empty where tasks cannot be listed. */
export interface Owners {
  ours: ReadonlySet<string>;
  foreign: ReadonlySet<string>;
  /** True if no task of our deployment ever ran: whatever is unhealthy is none of ours. */
  noneRan?: boolean;
}

const INSTANCE = /^m?i-/u;

/** Tells the tasks of our revision from those of the former one, which is there as long as ours is not healthy. */
export async function readOwners(
  { started, stopped }: { started: Started; stopped: readonly Task[] },
  world: World,
): Promise<Owners> {
  try {
    const running = await readServiceTasks({ started, stopped: false }, world);
    return ownersOf({ started, stopped, running });
  } catch {
    return { ours: namesOf(stopped), foreign: new Set() };
  }
}

export function ownersOf(tasks: { started: Started; stopped: readonly Task[]; running: readonly Task[] }): Owners {
  const isOwn = (task: Task): boolean => isOurs(task, tasks.started);
  return {
    ours: namesOf([...tasks.stopped, ...tasks.running.filter(isOwn)]),
    foreign: namesOf(tasks.running.filter((task) => !isOwn(task))),
  };
}

/** Events about tasks of the former revision are not ours to explain. */
export function ownEvents(events: readonly UnhealthyEvent[], { ours, foreign, noneRan }: Owners): UnhealthyEvent[] {
  if (noneRan === true) return [];
  return events.filter(
    ({ task }) => !foreign.has(task) && (task === '' || INSTANCE.test(task) || ours.size === 0 || ours.has(task)),
  );
}

/** Targets of the former revision are not ours either; a target that nobody uses is only told where it is ours for certain. */
export function ownTargets(targets: readonly TargetState[], { ours, foreign, noneRan }: Owners): TargetState[] {
  if (noneRan === true) return [];
  return targets.filter(({ id, state }) => !foreign.has(id) && (state !== 'unused' || ours.has(id)));
}

/** Tasks of others run, and of ours there is none, alive or stopped, nor has ECS counted one. */
export function withNone(owners: Owners, last: Observation | undefined): Owners {
  const target = last?.revisions.find(({ role }) => role === 'target');
  if (last === undefined || target === undefined || target.running + target.pending > 0) return owners;
  const noneRan = owners.ours.size === 0 && owners.foreign.size > 0 && failedTasks(last) === 0;
  return { ...owners, noneRan };
}

function namesOf(tasks: readonly Task[]): ReadonlySet<string> {
  return new Set(tasks.flatMap((task) => [lastPart(task.taskArn ?? ''), ...taskAddresses(task)]).filter(Boolean));
}
