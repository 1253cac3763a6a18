import type { ContainerDefinition, Service, Task } from '@aws-sdk/client-ecs';
import { lastPart } from '../../aws/arn.ts';
import { essentialOf } from './definitions.ts';
import { balancerOf } from './health.ts';
import { GAP } from './log-lines.ts';
import type { StoppedGroup } from './stopped.ts';

/** The container that failed, that is checked, or that the load balancer reaches; else the first that the task cannot be without. */
export function chooseContainer(seen: {
  group: StoppedGroup;
  containers: ContainerDefinition[];
  service: Service | undefined;
}): ContainerDefinition | undefined {
  const { group, containers, service } = seen;
  const essential = essentialOf(containers);
  const byName = (name: string | undefined): ContainerDefinition | undefined =>
    containers.find((one) => one.name === name);
  const isAdded = group.targetGroup === undefined && group.container !== undefined;
  if (isAdded && byName(group.container) === undefined) return undefined;
  const own = group.targetGroup === undefined ? undefined : balancerOf(group.targetGroup, service);
  const balanced = (own ?? service?.loadBalancers?.[0])?.containerName;
  return (
    (group.targetGroup === undefined ? byName(group.container) : byName(balanced)) ??
    (group.failedContainerCheck ? containers.find(({ healthCheck }) => healthCheck !== undefined) : undefined) ??
    containers.find(({ name }) => name !== undefined && essential.has(name))
  );
}

/** Whose lines they are, and how many. */
export function tailNote(
  lines: readonly string[],
  { container, task }: { container: ContainerDefinition; task: Task | undefined },
): string {
  const last = lines.length === 1 ? 'Last line' : `Last ${lines.length} lines`;
  return `${lines.includes(GAP) ? 'From the end' : last} of the log of container ${container.name}, task ${lastPart(task?.taskArn ?? '').slice(0, 12)}:`;
}
