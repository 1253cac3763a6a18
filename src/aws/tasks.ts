import type { Task } from '@aws-sdk/client-ecs';
import type { Started, TaskState } from '../model.ts';
import type { World } from '../world.ts';
import { execPhaseOf } from './exec-agent.ts';

/** The recently stopped tasks of our deployment (ECS shows stopped tasks for at least an hour). */
export async function readStoppedTasks(started: Started, world: World): Promise<Task[]> {
  return (await readServiceTasks({ started, stopped: true }, world)).filter((task) => isOurs(task, started));
}

/** The tasks of the service, whichever deployment started them; at most 100. */
export async function readServiceTasks(query: { started: Started; stopped: boolean }, world: World): Promise<Task[]> {
  const { cluster, service } = query.started;
  const arns = await world.aws.ecs.listTasks({ cluster, service, stopped: query.stopped });
  if (arns.length === 0) return [];
  return await world.aws.ecs.describeTasks({ cluster, tasks: arns });
}

/** Whether our deployment started a task. */
export function isOurs(task: Task, { primaryId, taskDefinitionArn, startedAt }: Started): boolean {
  if (primaryId !== undefined && task.startedBy?.startsWith('ecs-svc/')) return task.startedBy === primaryId;
  const createdAfter = (task.createdAt?.getTime() ?? startedAt.getTime()) >= startedAt.getTime() - 5_000;
  return task.taskDefinitionArn === taskDefinitionArn && createdAfter;
}

export function toTaskState(task: Task): TaskState {
  return {
    arn: task.taskArn ?? '',
    taskDefinitionArn: task.taskDefinitionArn,
    lastStatus: task.lastStatus ?? 'UNKNOWN',
    healthStatus: task.healthStatus,
    startedAt: task.startedAt,
    stoppedAt: task.stoppedAt,
    stopCode: task.stopCode,
    stoppedReason: task.stoppedReason,
    containers: (task.containers ?? []).map((container) => ({
      name: container.name ?? '',
      image: container.image,
      digest: container.imageDigest,
      lastStatus: container.lastStatus,
      healthStatus: container.healthStatus,
      exitCode: container.exitCode,
      reason: container.reason,
      ...(execPhaseOf(container) === 'running' ? { acceptsExec: true } : {}),
    })),
  };
}

/** Addresses of a task with its own network interface (awsvpc): one of them is the id of its target in a target group. */
export function taskAddresses(task: Task): string[] {
  const details = (task.attachments ?? []).flatMap((attachment) => attachment.details ?? []);
  const ofInterface = details.filter(({ name }) => name === 'privateIPv4Address' || name === 'ipv6Address');
  const ofContainers = (task.containers ?? []).flatMap(({ networkInterfaces = [] }) =>
    networkInterfaces.flatMap(({ privateIpv4Address, ipv6Address }) => [privateIpv4Address, ipv6Address]),
  );
  return [...new Set([...ofInterface.map(({ value }) => value), ...ofContainers].flatMap((address) => address ?? []))];
}
