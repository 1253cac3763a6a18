import type { Task } from '@aws-sdk/client-ecs';
import { errorName, isBadCredentials, toDeployError } from '../../aws/failure.ts';
import type { DeployEvent, Rendered } from '../../model.ts';
import type { World } from '../../world.ts';
import { essentialOf } from '../diagnose/definitions.ts';
import type { TaskEnding } from './ending.ts';
import { readNewLines, type FollowedLog } from './logs.ts';
import { judgeTask } from './verdict.ts';

/** A task that was just started may be invisible for a while. */
const MISSING_SECONDS = 60;
/** How long answers may fail in a row before the wait is given up. */
const SILENCE_SECONDS = 300;
/** After how long without news the reader is told that it still goes on. */
const QUIET_SECONDS = 120;

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

/** Everything that the watch carries from look to look. */
export interface Watch {
  request: TaskWatchRequest;
  task: Task;
  logs: FollowedLog[];
  queue: DeployEvent[];
  warned: Set<string>;
  startedAt: Date;
  seenAt: Date;
  lastNews: Date;
  silentSince?: Date | undefined;
}

/** One look: reads the task and what its containers wrote, tells what is new, and says whether it is over. */
export async function lookOnce(state: Watch, world: World): Promise<TaskEnding | undefined> {
  const { cluster, task: started, logLines } = state.request;
  try {
    const [task] = await world.aws.ecs.describeTasks({ cluster, tasks: [started.taskArn ?? ''] });
    state.silentSince = undefined;
    if (task === undefined)
      return secondsSince(state.seenAt, world) < MISSING_SECONDS ? undefined : { kind: 'vanished' };
    state.seenAt = world.clock.now();
    const news = statusNews(state.task, task, world);
    state.task = task;
    tell(state, [...news, ...(await readNewLines({ task, logs: state.logs, keep: logLines }, world))], world);
    const verdict = judgeTask(task, essentialOf(state.request.rendered.definition.containerDefinitions ?? []));
    return verdict.kind === 'waiting' ? undefined : verdict;
  } catch (error) {
    return giveUpOrGoOn(state, error, world);
  }
}

function statusNews(before: Task, now: Task, world: World): DeployEvent[] {
  if (before.lastStatus === now.lastStatus) return [];
  const reason = before.stoppedReason === now.stoppedReason ? undefined : now.stoppedReason;
  return [
    { at: world.clock.now(), kind: 'task', task: now.taskArn ?? '', status: now.lastStatus ?? 'UNKNOWN', reason },
  ];
}

function tell(state: Watch, news: DeployEvent[], world: World): void {
  if (news.length === 0 && secondsSince(state.lastNews, world) >= QUIET_SECONDS) {
    const minutes = Math.round(secondsSince(state.startedAt, world) / 60);
    const message = `waiting: the one-off task is ${(state.task.lastStatus ?? 'unknown').toLowerCase()} (${minutes} min since its start)`;
    news.push({ at: world.clock.now(), kind: 'waiting', message });
  }
  if (news.length > 0) state.lastNews = world.clock.now();
  state.queue.push(...news);
}

function giveUpOrGoOn(state: Watch, error: unknown, world: World): TaskEnding | undefined {
  state.silentSince ??= world.clock.now();
  const failure = toDeployError(error, { action: 'ecs:DescribeTasks', doing: 'following the one-off task' });
  const final = isBadCredentials(error) || failure.code === 'access-denied' || failure.code === 'not-found';
  if (final || secondsSince(state.silentSince, world) >= SILENCE_SECONDS) return { kind: 'blind', failure };
  warn(state, `AWS did not answer while following the one-off task (${errorName(error)}); trying again.`, world);
  return undefined;
}

/** Says a warning once, however often it comes. */
export function warn(state: Watch, message: string, world: World): void {
  if (state.warned.has(message)) return;
  state.warned.add(message);
  state.queue.push({ at: world.clock.now(), kind: 'warning', message });
}

function secondsSince(date: Date, world: World): number {
  return (world.clock.now().getTime() - date.getTime()) / 1000;
}
