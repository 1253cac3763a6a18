import { readStoppedTasks } from '../../aws/tasks.ts';
import type { Started } from '../../model.ts';
import type { World } from '../../world.ts';

/** Tasks of ours that stopped on their own so far: ECS counts no failures of a task set, and keeps starting tasks. Never throws. */
export async function countFailedTasks(started: Started, had = 0, world: World): Promise<number> {
  try {
    const stopped = await readStoppedTasks(started, world);
    if (stopped.length === 0) return had;
    const { explain } = await import('../../explain/explain.ts');
    const failed = stopped.filter(({ stoppedReason }) => explain(stoppedReason ?? '')?.normal !== true);
    return Math.max(had, failed.length);
  } catch {
    return had;
  }
}
