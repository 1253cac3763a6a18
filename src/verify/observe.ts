import type { Service, Task } from '@aws-sdk/client-ecs';
import { errorName, isDenied, isUnknownOperation } from '../aws/failure.ts';
import { taskPhaseOf } from '../aws/task-status.ts';
import type { World } from '../world.ts';

/** What is read to verify a service's settings; undefined if AWS's answer does not include the service. */
export async function observeService(
  query: { cluster: string; service: string; tasks: boolean; warn: (message: string) => void },
  world: World,
): Promise<{ service: Service; tasks: Task[] | undefined } | undefined> {
  const { cluster, service: name } = query;
  const [{ services }, tasks] = await Promise.all([
    world.aws.ecs.describeServices({ cluster, services: [name] }),
    query.tasks ? readRunning(query, world) : undefined,
  ]);
  const service = services?.[0];
  return service && { service, tasks };
}

async function readRunning(
  { cluster, service, warn }: Parameters<typeof observeService>[0],
  world: World,
): Promise<Task[] | undefined> {
  try {
    const arns = await world.aws.ecs.listTasks({ cluster, service, stopped: false });
    const tasks = arns.length === 0 ? [] : await world.aws.ecs.describeTasks({ cluster, tasks: arns });
    return tasks.filter((task) => taskPhaseOf(task) === 'running');
  } catch (error) {
    if (!isDenied(error) && !isUnknownOperation(error)) throw error;
    warn(
      `Running tasks cannot be read (${errorName(error)}): allow ecs:ListTasks and ecs:DescribeTasks to verify the settings of the tasks.`,
    );
    return undefined;
  }
}
