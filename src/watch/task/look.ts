import type { Task } from '@aws-sdk/client-ecs';
import { failedCall, isBadCredentials, toDeployError } from '../../aws/failure.ts';
import type { DeployEvent } from '../../model.ts';
import type { World } from '../../world.ts';
import { essentialOf } from '../diagnose/definitions.ts';
import { secondsBetween } from '../state.ts';
import { readNewLines } from './logs.ts';
import type { TaskLook, TaskWatchState } from './state.ts';
import { judgeTask } from './verdict.ts';

/** A task that was just started may be invisible for a while. */
const MISSING_SECONDS = 60;
/** How long reads may keep failing before the wait is given up. */
const SILENCE_SECONDS = 300;

/** One look: reads the task and what its containers wrote, and says what is new and whether it is over. Never changes its arguments. */
export async function lookAtTask(state: TaskWatchState, world: World): Promise<TaskLook> {
  const { cluster, task: started, logLines, rendered } = state.request;
  try {
    const [task] = await world.aws.ecs.describeTasks({ cluster, tasks: [started.taskArn ?? ''] });
    const now = world.clock.now();
    const heard = { ...state, silence: undefined };
    if (task === undefined) {
      const long = secondsBetween(state.seenAt, now) >= MISSING_SECONDS;
      return { state: heard, events: [], ending: long ? { kind: 'vanished' } : undefined };
    }
    const read = await readNewLines({ task, logs: state.logs, keep: logLines }, world);
    const verdict = judgeTask(task, essentialOf(rendered.definition.containerDefinitions ?? []));
    return {
      state: { ...heard, task, logs: read.logs, seenAt: now },
      events: [...statusNews(state.task, task, now), ...read.events],
      ending: verdict.kind === 'waiting' ? undefined : verdict,
    };
  } catch (error) {
    return withoutAnswer(state, error, world);
  }
}

function statusNews(before: Task, now: Task, at: Date): DeployEvent[] {
  if (before.lastStatus === now.lastStatus) return [];
  const reason = before.stoppedReason === now.stoppedReason ? undefined : now.stoppedReason;
  return [{ at, kind: 'task', task: now.taskArn ?? '', status: now.lastStatus ?? 'UNKNOWN', reason }];
}

/** One failure means nothing; a refusal, or five minutes of failures, ends the watch. */
function withoutAnswer(state: TaskWatchState, error: unknown, { clock }: World): TaskLook {
  const now = clock.now();
  const failure = toDeployError(error, { action: 'ecs:DescribeTasks', doing: 'following the one-off task' });
  const refused = isBadCredentials(error) || failure.code === 'access-denied' || failure.code === 'not-found';
  if (refused) return { state, events: [], ending: { kind: 'blind', failure } };
  const since = state.silence?.since ?? state.seenAt;
  const message = `A call failed while following the one-off task (${failedCall(error)}); retrying.`;
  const long = secondsBetween(since, now) >= SILENCE_SECONDS;
  return {
    state: { ...state, silence: { since, failure } },
    events: state.silence === undefined ? [{ at: now, kind: 'warning', message }] : [],
    ending: long ? { kind: 'silent', since, failure, timedOut: false, stop: 'none' } : undefined,
  };
}
