import type { Task } from '@aws-sdk/client-ecs';
import type { DeployEvent, Rendered } from '../../model.ts';
import type { World } from '../../world.ts';
import type { Silence } from '../state.ts';
import type { TaskEnding } from './ending.ts';
import { followLogs, type FollowedLog } from './logs.ts';

/** What to follow, how long, and how to intervene. */
export interface TaskWatchRequest {
  cluster: string;
  task: Task;
  taskDefinitionArn: string;
  rendered: Rendered;
  waitMinutes: number;
  maxDelaySeconds?: number | undefined;
  /** Last lines of each log to keep for the report. */
  logLines: number;
  stopOnTimeout: boolean;
  stop: (reason: string) => Promise<void>;
}

/** Everything that one look passes to the next. Immutable: each look returns a new one. */
export interface TaskWatchState {
  readonly request: TaskWatchRequest;
  readonly task: Task;
  readonly logs: readonly FollowedLog[];
  readonly startedAt: Date;
  /** When ECS last showed the task. */
  readonly seenAt: Date;
  readonly silence?: Silence | undefined;
  readonly lastNews: Date;
}

/** What one look returns: the state for the next, what is new, and whether it is over. */
export interface TaskLook {
  readonly state: TaskWatchState;
  readonly events: readonly DeployEvent[];
  readonly ending?: TaskEnding | undefined;
}

export function beginTaskWatch(request: TaskWatchRequest, { clock }: World): TaskWatchState {
  const now = clock.now();
  const logs = followLogs(request.rendered.definition.containerDefinitions ?? []);
  return { request, task: {}, logs, startedAt: now, seenAt: now, lastNews: now };
}
