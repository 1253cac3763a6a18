import type { Container, ContainerDefinition, ServiceEvent, Task } from '@aws-sdk/client-ecs';
import { awaits, healthOf, isReached, taskPhaseOf } from '../../aws/task-status.ts';
import { agentOf, execPhaseOf } from '../../aws/exec-agent.ts';
import { resourcePhaseOf } from '../../aws/service.ts';
import type { ManagedResource } from '../../aws/resources.ts';
import { explain } from '../../explain/explain.ts';
import type { TargetState } from '../../model.ts';
import { clockTime } from '../progress.ts';
import type { Definitions } from './definitions.ts';
import type { Finding } from './finding.ts';
import { groupName } from './health.ts';
import { failedTasks, type Observation } from '../observation.ts';
import type { StoppedGroup } from './stopped.ts';

/** Why live tasks do not get on: what each waits for, as far as ECS shows it. */
export async function findStanding(
  tasks: readonly Task[],
  { definitions, now, stopped }: { definitions: Definitions; now: Date; stopped: readonly Task[] },
): Promise<StoppedGroup[]> {
  const known = new Map<string | undefined, ContainerDefinition[]>();
  for (const { taskDefinitionArn } of tasks)
    if (!known.has(taskDefinitionArn)) known.set(taskDefinitionArn, await definitions(taskDefinitionArn));
  const stopping = stopped.filter((task) => taskPhaseOf(task) === 'stopping');
  return standingGroups(tasks, (task) => ({
    definitions: known.get(task.taskDefinitionArn) ?? [],
    now,
    beside: stopping.filter(
      ({ containerInstanceArn }) =>
        containerInstanceArn !== undefined && containerInstanceArn === task.containerInstanceArn,
    ),
  }));
}

/** One group for each container, with its tasks. */
function standingGroups(tasks: readonly Task[], knownOf: (task: Task) => Known): StoppedGroup[] {
  const groups = new Map<string, StoppedGroup>();
  for (const task of tasks) {
    const found = standing(task, knownOf(task));
    if (found === undefined) continue;
    const known = groups.get(found.message);
    if (known === undefined)
      groups.set(found.message, { ...found, explanation: explain(found.message), tasks: [task] });
    else known.tasks.push(task);
  }
  return [...groups.values()];
}

type Standing = Pick<StoppedGroup, 'message' | 'container' | 'exitCode' | 'failedContainerCheck'>;

interface Known {
  definitions: readonly ContainerDefinition[];
  now: Date;
  /** Tasks that still stop on the same container instance. */
  beside: readonly Task[];
}

function standing(task: Task, { definitions, now, beside }: Known): Standing | undefined {
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
        message: `Container ${name} is waiting for container ${containerName} (dependsOn ${condition}), which is ${hasNoCheck(definitions, { containerName, condition }) ? 'without a health check' : describe(awaited, condition)}`,
        container: containerName,
        exitCode: awaited.exitCode,
        failedContainerCheck: condition === 'HEALTHY',
      };
    }
  }
  const unhealthy = containers.find((one) => healthOf(one) === 'unhealthy');
  if (unhealthy !== undefined)
    return {
      message: `Container ${unhealthy.name} is running and fails its health check`,
      container: unhealthy.name,
      failedContainerCheck: true,
    };
  const message =
    waitingWords(task, { now, beside }) ?? untestedWords(containers, definitions) ?? execWords(task, definitions);
  return message === undefined ? undefined : { message, failedContainerCheck: false };
}

/** A container starts within seconds of its pull. */
const START_MS = 60_000;

/** What a task waits for that has no further sign of it than its status; a pull that goes on is told apart. */
function waitingWords(task: Task, { now, beside }: Pick<Known, 'now' | 'beside'>): string | undefined {
  switch (awaits(task)) {
    case 'capacity':
      return `Tasks wait in ${task.lastStatus} for a host and a network interface`;
    case 'containers':
      if (task.pullStartedAt === undefined && beside.length > 0)
        return `Tasks wait in ${task.lastStatus} on a container instance where ${beside.length} ${beside.length === 1 ? 'task still stops' : 'tasks still stop'}`;
      if (task.pullStartedAt === undefined)
        return `Tasks wait in ${task.lastStatus} and have not begun to pull their images`;
      return task.pullStoppedAt !== undefined && now.getTime() - task.pullStoppedAt.getTime() >= START_MS
        ? `Tasks wait in ${task.lastStatus} although their images are pulled`
        : undefined;
    case 'registration':
      return `Tasks wait in ${task.lastStatus} to be registered`;
    case undefined:
      return undefined;
  }
}

/** A health check without a result yet; what it takes until then (defaults: API/HealthCheck). */
function untestedWords(
  containers: readonly Container[],
  definitions: readonly ContainerDefinition[],
): string | undefined {
  for (const one of containers) {
    const check = definitions.find(({ name }) => name === one.name)?.healthCheck;
    if (check === undefined || taskPhaseOf(one) !== 'running' || healthOf(one) !== 'unknown') continue;
    const { interval = 30, startPeriod = 0 } = check;
    return `Container ${one.name} has no result of its health check yet (every ${interval} s, startPeriod ${startPeriod} s)`;
  }
  return undefined;
}

/** A task that was to have ECS Exec, and whose agent gave up. */
function execWords(
  { enableExecuteCommand, containers = [] }: Task,
  definitions: readonly ContainerDefinition[],
): string | undefined {
  const stopped = containers.find((one) => execPhaseOf(one) === 'stopped');
  if (enableExecuteCommand !== true || stopped === undefined) return undefined;
  const reason = agentOf(stopped)?.reason;
  const isReadOnly = definitions.find(({ name }) => name === stopped.name)?.readonlyRootFilesystem === true;
  const why = reason === undefined || reason === '' ? 'ECS gives no reason' : reason;
  return `The ECS Exec agent stopped in container ${stopped.name}${isReadOnly ? ' (readonlyRootFilesystem)' : ''}: ${why}`;
}

/** Where nothing at all happens, that is all that can be said. */
export function nothingStarted(
  last: Observation,
  { live, events }: { live: readonly Task[]; events: readonly ServiceEvent[] },
): Finding[] {
  const target = last.revisions.find(({ role }) => role === 'target');
  if (target === undefined || target.desired === 0 || target.running + target.pending > 0) return [];
  const started = events.some(({ message = '' }) => /has started \d+ tasks/u.test(message));
  if (started || live.length > 0 || (failedTasks(last) ?? 0) > 0) return [];
  return [
    {
      ...passing(`ECS has started none of ${target.desired} tasks, and gives no reason`, 1),
      tier: 'echo',
      unit: 'event',
    },
  ];
}

/** ECS knows only the health check of the task definition, not the one of the image. */
function hasNoCheck(
  definitions: readonly ContainerDefinition[],
  { containerName, condition }: { containerName: string | undefined; condition: string | undefined },
): boolean {
  const awaited = definitions.find(({ name }) => name === containerName);
  return condition === 'HEALTHY' && awaited !== undefined && awaited.healthCheck === undefined;
}

function describe(container: Container, condition: string | undefined): string {
  if (container.exitCode !== undefined) return `stopped with exit code ${container.exitCode}`;
  if (condition !== 'HEALTHY') return `still ${container.lastStatus}`;
  const health = healthOf(container);
  return health === 'unknown' ? `not healthy yet (${container.lastStatus})` : health;
}

/** What ECS still makes for an Express service; its own reason says why it takes so long, and what only waits for that is left out. */
export function hangingResources(resources: readonly ManagedResource[]): Finding[] {
  const making = resources.filter((one) => resourcePhaseOf(one) === 'making');
  const isKnown =
    making.some(({ reason }) => reason !== undefined) || resources.some((one) => resourcePhaseOf(one) === 'failed');
  return making
    .filter(({ reason }) => !isKnown || reason !== undefined)
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

/** Tasks whose images are not there yet: a slow pull is no failure, but nothing else happens meanwhile. */
export function pullingTasks(tasks: readonly Task[]): Finding[] {
  const pulling = tasks.filter(
    (task) => awaits(task) === 'containers' && task.pullStartedAt !== undefined && task.pullStoppedAt === undefined,
  );
  const [first] = pulling;
  if (first?.pullStartedAt === undefined) return [];
  const images = [...new Set((first.containers ?? []).flatMap(({ image }) => image ?? []))];
  const what = images.length === 0 ? 'its images' : images.join(', ');
  return [passing(`ECS has been pulling ${what} since ${clockTime(first.pullStartedAt)}`, pulling.length)];
}

/** Targets that the load balancer has not finished checking: some checks pass only after minutes. */
export function untestedTargets(targets: readonly TargetState[]): Finding[] {
  const untested = targets.filter(({ state }) => state === 'initial');
  const [first] = untested;
  if (first === undefined) return [];
  const name = first.port === undefined ? first.id : `${first.id}:${first.port}`;
  const why = first.description ?? first.reason;
  const words = `Target ${name} has not passed its first health checks in (target-group ${groupName(first.targetGroupArn)})`;
  return [{ ...passing(`${words}${why === undefined ? '' : `: ${why}`}`, untested.length), unit: 'target' }];
}

function passing(message: string, count: number): Finding {
  const explanation = explain(message);
  return { tier: 'passing', key: message, message, count, unit: 'task', explanation, facts: [], log: [] };
}
