import type { Container, ContainerDefinition, Task } from '@aws-sdk/client-ecs';
import { awaits, healthOf, isReached, taskPhaseOf } from '../../aws/task-status.ts';
import { resourcePhaseOf } from '../../aws/service.ts';
import type { ManagedResource } from '../../aws/resources.ts';
import { explain } from '../../explain/explain.ts';
import type { StoppedGroup } from './stopped.ts';
import type { Finding } from './finding.ts';

/** Why live tasks do not get on: what each waits for, as far as ECS shows it. One group for each container, with its tasks. */
export function standingGroups(
  tasks: readonly Task[],
  definitionOf: (task: Task) => readonly ContainerDefinition[],
): StoppedGroup[] {
  const groups = new Map<string, StoppedGroup>();
  for (const task of tasks) {
    const found = standing(task, definitionOf(task));
    if (found === undefined) continue;
    const known = groups.get(found.message);
    if (known === undefined)
      groups.set(found.message, { ...found, explanation: explain(found.message), tasks: [task] });
    else known.tasks.push(task);
  }
  return [...groups.values()];
}

type Standing = Pick<StoppedGroup, 'message' | 'container' | 'exitCode' | 'failedContainerCheck'>;

function standing(task: Task, definitions: readonly ContainerDefinition[]): Standing | undefined {
  if (awaits(task) === 'capacity' && task.capacityProviderName !== undefined)
    return {
      message: `Tasks wait in ${task.lastStatus} for capacity provider ${task.capacityProviderName}`,
      failedContainerCheck: false,
    };
  const containers = task.containers ?? [];
  for (const { name, dependsOn = [] } of definitions) {
    for (const { containerName, condition } of dependsOn) {
      const awaited = containers.find((one) => one.name === containerName);
      if (awaited === undefined || isReached(condition, awaited)) continue;
      if (containers.some((one) => one.name === name && taskPhaseOf(one) === 'running')) continue;
      return {
        message: `Container ${name} waits for container ${containerName} (dependsOn ${condition}), which is ${describe(awaited)}`,
        container: containerName,
        exitCode: awaited.exitCode,
        failedContainerCheck: condition === 'HEALTHY',
      };
    }
  }
  const unhealthy = containers.find((one) => healthOf(one) === 'unhealthy');
  return unhealthy === undefined
    ? undefined
    : {
        message: `Container ${unhealthy.name} is running and fails its health check`,
        container: unhealthy.name,
        failedContainerCheck: true,
      };
}

function describe(container: Container): string {
  if (container.exitCode !== undefined) return `stopped with exit code ${container.exitCode}`;
  const health = healthOf(container);
  return health === 'unknown' ? `not healthy yet (${container.lastStatus})` : health;
}

/** What ECS still makes for an Express service; its own reason says why it takes so long. */
export function hangingResources(resources: readonly ManagedResource[]): Finding[] {
  return resources
    .filter((one) => resourcePhaseOf(one) === 'making')
    .map(({ resource, status, reason }) => {
      const message = `The ${resource} of the service is still ${status}${reason === undefined ? '' : `: ${reason}`}`;
      return {
        tier: reason === undefined ? ('passing' as const) : ('event' as const),
        key: `resource ${resource}`,
        message,
        count: 1,
        unit: 'event' as const,
        explanation: explain(message),
        facts: [],
        log: [],
      };
    });
}
