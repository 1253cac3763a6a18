import { randomUUID } from 'node:crypto';
import type { Failure, Task } from '@aws-sdk/client-ecs';
import { DESIRED } from '../aws/task-status.ts';
import { writeOnce } from '../aws/write.ts';
import type { TaskTarget } from '../model.ts';
import type { World } from '../world.ts';
import { ask } from './ask.ts';

/** RunTask returns 200 with `failures` if it cannot place the task (docs: DG/api_failures_messages). */
export interface TaskStart {
  tasks: Task[];
  failures: Failure[];
}

/**
 * Starts the one-off task. The client token makes it safe to repeat the call if its response was lost
 * (docs: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/ECS_Idempotency.html).
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials`, `cancelled` or `aws`
 */
export async function startTask(
  { target, taskDefinitionArn }: { target: TaskTarget; taskDefinitionArn: string },
  world: World,
): Promise<TaskStart> {
  const request = {
    cluster: target.cluster,
    taskDefinition: taskDefinitionArn,
    ...target.request,
    clientToken: randomUUID(),
  };
  const send = () => world.aws.ecs.runTask(request);
  const { tasks = [], failures = [] } = await writeOnce(
    { action: 'ecs:RunTask', doing: 'starting the one-off task', send, findEffect: send, looksBySending: true },
    world,
  );
  return { tasks, failures };
}

/**
 * Stops a task that this step started, and no other.
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials`, `unsettled` or `aws`
 */
export async function stopTask(stop: { cluster: string; task: string; reason: string }, world: World): Promise<void> {
  const { cluster, task } = stop;
  await ask(
    {
      send: (asking) => asking.aws.ecs.stopTask(stop),
      find: async (looking) => {
        const [found] = await looking.aws.ecs.describeTasks({ cluster, tasks: [task] });
        return found?.desiredStatus === DESIRED.stopped ? true : undefined;
      },
      over: [],
      action: 'ecs:StopTask',
      doing: 'stopping the one-off task',
    },
    world,
  );
}
