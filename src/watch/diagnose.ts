import type { Task } from '@aws-sdk/client-ecs';
import { errorName } from '../aws/failure.ts';
import type { Cause, TaskState } from '../model.ts';
import type { World } from '../world.ts';
import type { Following } from './following.ts';
import type { Snapshot } from './snapshot.ts';
import { readStoppedTasks, toTaskState } from './tasks.ts';

/** ECS's own words for stopping a task that is simply not needed any more: normal, never a cause. */
const NORMAL_STOPS = ['Scaling activity initiated by'];

/** Why it failed: what stopped our tasks, most frequent first, and which targets are unhealthy. Never throws. */
export async function diagnose(
  following: Following,
  last: Snapshot | undefined,
  world: World,
): Promise<{ causes: Cause[]; tasks: TaskState[] }> {
  const stopped = await readStopped(following, world);
  return { causes: [...taskCauses(stopped), ...targetCauses(last)], tasks: stopped.map(toTaskState) };
}

async function readStopped({ started, warn }: Following, world: World): Promise<Task[]> {
  try {
    return await readStoppedTasks(started, world);
  } catch (error) {
    warn(
      `Stopped tasks cannot be read (${errorName(error)}): allow ecs:ListTasks and ecs:DescribeTasks to have the cause named.`,
    );
    return [];
  }
}

function taskCauses(tasks: Task[]): Cause[] {
  const counts = new Map<string, number>();
  for (const task of tasks) {
    if (NORMAL_STOPS.some((text) => task.stoppedReason?.startsWith(text))) continue;
    const message = stopMessage(task);
    counts.set(message, (counts.get(message) ?? 0) + 1);
  }
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([message, count]) => ({ message: count === 1 ? message : `${message} (${count} tasks)` }));
}

function stopMessage(task: Task): string {
  const containers = (task.containers ?? [])
    .filter(({ exitCode, reason }) => (exitCode !== undefined && exitCode !== 0) || reason !== undefined)
    .map(({ name, exitCode, reason }) =>
      [`container ${name}`, exitCode === undefined ? '' : `exited with code ${exitCode}`, reason ?? '']
        .filter(Boolean)
        .join(' '),
    );
  return [task.stoppedReason ?? 'Task stopped', ...containers].join('; ');
}

function targetCauses(last: Snapshot | undefined): Cause[] {
  const unhealthy = (last?.targets ?? []).filter(({ state }) => state === 'unhealthy');
  return unhealthy.map(({ id, port, reason, description }) => ({
    message: `Target ${id}:${port ?? '?'} is unhealthy: ${description ?? 'no description'} (${reason ?? 'no reason'})`,
    mend: 'Check port and path of the health check, the security group between load balancer and tasks, and the grace period.',
  }));
}
