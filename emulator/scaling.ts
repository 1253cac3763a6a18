import type { Tag } from '@aws-sdk/client-ecs';
import { peekBehaviour } from './behaviours.ts';
import { chooseProvider } from './capacity.ts';
import { addEvent, addEventOnce, taskList } from './events.ts';
import { countFailure } from './failures.ts';
import { isCodeDeploy } from './rollouts.ts';
import { advanceStages, scaleUpAllowed } from './stages.ts';
import { isGone, isHealthy, isLive, startTask, stopTask, tasksOf } from './tasks.ts';
import type { DeploymentRecord, ServiceLaunch, ServiceRecord, TaskRecord } from './world.ts';

const NO_CAPACITY =
  'was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.';

/** Rolling: never fewer healthy tasks than minimumHealthyPercent (rounded up), never more tasks than maximumPercent (rounded down). */
export function rollTasks(service: ServiceRecord, primary: DeploymentRecord): void {
  primary.desiredCount = service.desiredCount;
  const { minimumHealthyPercent = 100, maximumPercent = 200 } = service.settings.deploymentConfiguration;
  const lower = Math.ceil((service.desiredCount * minimumHealthyPercent) / 100);
  const upper = Math.floor((service.desiredCount * maximumPercent) / 100);
  const live = tasksOf(service).filter(isLive);
  const ours = live.filter((task) => task.deployment === primary);
  const others = live.filter((task) => task.deployment !== primary);
  const missing = service.desiredCount - ours.length;
  if (missing === 0 && others.length === 0) return;
  const started = startMissing(service, primary, Math.min(missing, upper - live.length));
  const surplus = ours.slice(0, Math.max(0, -missing));
  const spare = Math.max(0, live.filter((task) => isHealthy(task) && !surplus.includes(task)).length - lower);
  const idle = primary.startsHeld ? [] : others.filter((task) => !isHealthy(task));
  const healthyOthers = primary.startsHeld ? [] : others.filter(isHealthy).slice(0, spare);
  stopTasks(service, [...surplus, ...idle, ...healthyOthers]);
  const stuck = missing > 0 && upper <= live.length && started === 0 && others.length > 0 && spare === 0;
  if (stuck && upper <= service.desiredCount && lower >= service.desiredCount) {
    addEventOnce(
      service,
      'was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.',
    );
  }
}

/** Blue/green, linear, canary: both revisions keep their tasks until the stages say otherwise. */
export function shiftTasks(service: ServiceRecord, primary: DeploymentRecord): void {
  advanceStages(service, primary, {
    healthy: tasksOf(service, primary).filter(isHealthy).length,
    leaving: tasksOf(service).filter((task) => task.deployment !== primary && !isGone(task)).length,
  });
  for (const deployment of service.deployments) {
    if (deployment === primary && !scaleUpAllowed(service)) continue;
    if (deployment.desiredCount > 0) deployment.desiredCount = service.desiredCount;
    const live = tasksOf(service, deployment).filter(isLive);
    const missing = deployment.desiredCount - live.length;
    startMissing(service, deployment, missing);
    stopTasks(service, live.slice(0, Math.max(0, -missing)));
  }
}

/** Every task set of a CodeDeploy service has as many tasks as it should, whatever the others have. */
export function keepTaskSets(service: ServiceRecord): void {
  for (const taskSet of service.deployments) {
    if (taskSet.desiredCount > 0) taskSet.desiredCount = service.desiredCount;
    const live = tasksOf(service, taskSet).filter(isLive);
    const missing = taskSet.desiredCount - live.length;
    startMissing(service, taskSet, missing);
    stopTasks(service, live.slice(0, Math.max(0, -missing)));
  }
}

function startMissing(service: ServiceRecord, deployment: DeploymentRecord, count: number): number {
  const { clock, behaviours } = service.region.world;
  if (count <= 0 || deployment.startsHeld || clock.now() < deployment.retryNotBefore) return 0;
  const { definition } = deployment.revision.taskDefinition;
  const expected = (definition.containerDefinitions ?? []).map((container) =>
    peekBehaviour(behaviours, container.image ?? ''),
  );
  const launches = planLaunches(service, deployment, count);
  const placed = launches.filter(({ capacityProvider = '' }) => !behaviours.fullProviders.has(capacityProvider));
  const unplaced = expected.find((behaviour) => behaviour.kind === 'no-capacity');
  if (unplaced?.kind === 'no-capacity' || placed.length < count) {
    const { event = NO_CAPACITY, counted = true } = unplaced?.kind === 'no-capacity' ? unplaced : {};
    const failures = unplaced === undefined ? count - placed.length : count;
    addEventOnce(service, event);
    if (counted) for (let index = 0; index < failures; index++) countFailure(service, deployment);
    deployment.retryNotBefore = Math.max(deployment.retryNotBefore, clock.now() + 15_000);
    if (unplaced !== undefined || placed.length === 0) return 0;
  }
  const tasks = placed.map((launch) =>
    startTask(service.region, {
      cluster: service.cluster,
      definition: deployment.revision.taskDefinition,
      startedBy: deployment.id,
      group: `service:${service.name}`,
      service,
      deployment,
      launch,
    }),
  );
  const replaced = deployment.unhealthyReplaced;
  deployment.unhealthyReplaced = 0;
  const because = replaced > 0 ? ` Amazon ECS replaced ${replaced} tasks due to an unhealthy status.` : '';
  const taskSet = isCodeDeploy(service) ? deployment.id : undefined;
  addEvent(service, `has started ${tasks.length} tasks: ${taskList(tasks.map((task) => task.id))}.${because}`, taskSet);
  deployment.updatedAt = clock.date();
  service.steady = false;
  return tasks.length;
}

/** A task keeps what the service said when it was launched: later changes are for later tasks. */
function planLaunches(service: ServiceRecord, deployment: DeploymentRecord, count: number): ServiceLaunch[] {
  const strategy = deployment.revision.settings.capacityProviderStrategy ?? [];
  const placed = tasksOf(service, deployment)
    .filter(isLive)
    .map(({ launch }) => launch?.capacityProvider);
  return Array.from({ length: count }, () => {
    const capacityProvider = chooseProvider(strategy, placed);
    placed.push(capacityProvider);
    return {
      ...(capacityProvider === undefined ? {} : { capacityProvider }),
      enableExecuteCommand: service.settings.enableExecuteCommand ?? false,
      tags: tagsOfTask(service, deployment),
    };
  });
}

function tagsOfTask({ settings, cluster, name, tags }: ServiceRecord, deployment: DeploymentRecord): Tag[] {
  const managed = [
    { key: 'aws:ecs:clusterName', value: cluster.name },
    { key: 'aws:ecs:serviceName', value: name },
  ];
  const { taskDefinition } = deployment.revision;
  const propagated = { SERVICE: tags, TASK_DEFINITION: taskDefinition.tags, NONE: [] };
  return [
    ...(settings.enableECSManagedTags === true ? managed : []),
    ...(propagated[settings.propagateTags ?? 'NONE'] ?? []),
  ];
}

export function stopTasks(service: ServiceRecord, wanted: TaskRecord[]): void {
  sayProtected(
    service,
    wanted.filter((task) => task.protected),
  );
  const tasks = wanted.filter((task) => !task.protected);
  if (tasks.length === 0) return;
  const running = tasks.filter((task) => task.lastStatus === 'RUNNING');
  const drained = running.filter((task) => task.targets.length > 0);
  const byGroup = new Map<string, number>();
  for (const target of drained.flatMap((task) => task.targets)) {
    byGroup.set(target.group.arn, (byGroup.get(target.group.arn) ?? 0) + 1);
  }
  for (const task of tasks) {
    const reason = `Scaling activity initiated by (deployment ${task.deployment?.id ?? ''})`;
    stopTask(task, { stopCode: 'ServiceSchedulerInitiated', reason });
  }
  for (const [arn, count] of byGroup) addEvent(service, `deregistered ${count} targets in (target-group ${arn})`);
  if (drained.length > 0) addEvent(service, `has begun draining connections on ${drained.length} tasks.`);
  if (running.length > 0) {
    addEvent(service, `has stopped ${running.length} running tasks: ${taskList(running.map((task) => task.id))}.`);
  }
  if (tasks.length > running.length) addEvent(service, `stopped ${tasks.length - running.length} pending tasks.`);
  service.steady = false;
}

function sayProtected(service: ServiceRecord, tasks: TaskRecord[]): void {
  for (const deployment of new Set(tasks.map((task) => task.deployment))) {
    const count = tasks.filter((task) => task.deployment === deployment).length;
    addEventOnce(
      service,
      `was unable to reach steady state because (taskSet ${deployment?.id ?? ''}) was unable to scale in due to (reason ${count} tasks under protection)`,
    );
  }
}
