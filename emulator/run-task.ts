import type { RunTaskRequest, StopTaskRequest, Tag } from '@aws-sdk/client-ecs';
import { ApiError, invalidParameter } from './api-error.ts';
import { peekBehaviour } from './behaviours.ts';
import { findCluster } from './clusters.ts';
import { renderTask } from './describe-tasks.ts';
import { lastSegment } from './names.ts';
import { checkRunTask } from './run-task-rules.ts';
import { findTaskDefinition } from './task-definitions.ts';
import { startTask, stopTask } from './tasks.ts';
import type { ClusterRecord, OneOff, Region, TaskDefinitionRecord, TaskRecord } from './world.ts';

const NO_CAPACITY = 'Capacity is unavailable at this time. Please try again later or in a different availability zone';

/** Tasks outside any service; the same client token starts nothing twice (docs: API reference, Ensuring idempotency). */
export function runTask(region: Region, request: RunTaskRequest) {
  const cluster = findCluster(region, request.cluster);
  const known = knownTasks(region, cluster, request);
  if (known) return { tasks: known.map((task) => renderTask(task, true)), failures: [] };
  const definition = findTaskDefinition(region, request.taskDefinition ?? '');
  checkRunTask(cluster, request, definition);
  if (hasNoRoom(region, definition)) return { tasks: [], failures: [{ reason: NO_CAPACITY }] };
  const tasks = Array.from({ length: request.count ?? 1 }, () =>
    startTask(region, {
      cluster,
      definition,
      startedBy: request.startedBy ?? '',
      group: request.group ?? `family:${definition.family}`,
      oneOff: toOneOff(request, { cluster, definition }),
    }),
  );
  if (request.clientToken) {
    region.taskTokens.set(`${cluster.name} ${request.clientToken}`, {
      asked: JSON.stringify(request),
      ids: tasks.map(({ id }) => id),
    });
  }
  return { tasks: tasks.map((task) => renderTask(task, true)), failures: [] };
}

export function stopTaskByUser(region: Region, request: StopTaskRequest) {
  const cluster = findCluster(region, request.cluster);
  const id = lastSegment(request.task ?? '');
  const task = region.tasks.find((candidate) => candidate.cluster === cluster && candidate.id === id);
  if (!task) throw invalidParameter('The referenced task was not found.');
  stopTask(task, { stopCode: 'UserInitiated', reason: request.reason ?? 'Task stopped by user' });
  return { task: renderTask(task, true) };
}

function knownTasks(region: Region, cluster: ClusterRecord, request: RunTaskRequest): TaskRecord[] | undefined {
  const known = region.taskTokens.get(`${cluster.name} ${request.clientToken ?? ''}`);
  if (!known) return undefined;
  if (known.asked !== JSON.stringify(request)) {
    throw new ApiError('ConflictException', 'The client token is already in use with a different RunTask request.');
  }
  return region.tasks.filter(({ id }) => known.ids.includes(id));
}

function hasNoRoom({ world }: Region, { definition }: TaskDefinitionRecord): boolean {
  return (definition.containerDefinitions ?? []).some(({ name = '', image = '' }) => {
    const behaviour = world.behaviours.oneOff.get(name) ?? peekBehaviour(world.behaviours, image);
    return behaviour.kind === 'no-capacity';
  });
}

function toOneOff(
  request: RunTaskRequest,
  { cluster, definition }: { cluster: ClusterRecord; definition: TaskDefinitionRecord },
): OneOff {
  const managed: Tag[] = request.enableECSManagedTags ? [{ key: 'aws:ecs:clusterName', value: cluster.name }] : [];
  const propagated = request.propagateTags === 'TASK_DEFINITION' ? definition.tags : [];
  const own = request.tags ?? [];
  return {
    launchType: request.launchType,
    capacityProvider: request.capacityProviderStrategy?.[0]?.capacityProvider,
    platformVersion: request.platformVersion === 'LATEST' ? undefined : request.platformVersion,
    overrides: request.overrides ?? {},
    tags: [...managed, ...own, ...propagated.filter(({ key }) => !own.some((tag) => tag.key === key))],
  };
}
