import type { World } from '../../world.ts';
import { isDue } from '../pace.ts';
import type { Following } from '../state.ts';
import { countFailedTasks } from './failed-tasks.ts';
import type { TaskSetObservation } from './observation.ts';

/** Nothing but the reader waits for it. */
const COUNT_EVERY_MS = 15_000;

interface Look {
  following: Following;
  before: TaskSetObservation | undefined;
  /** Whether to read everything again, however fresh it is. */
  all: boolean;
}

/** Undefined if something else than its first task set is followed. */
export async function readTaskSet(
  { following, before, all }: Look,
  world: World,
): Promise<TaskSetObservation | undefined> {
  if (following.by !== 'task-set') return undefined;
  const now = world.clock.now();
  if (before !== undefined && !all && !isDue({ last: before.countedAt, every: COUNT_EVERY_MS, now })) return before;
  return { failedTasks: await countFailedTasks(following.started, before?.failedTasks, world), countedAt: now };
}
