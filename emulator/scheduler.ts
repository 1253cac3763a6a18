import { breakerThreshold } from './breaker.ts';
import { addEvent, addEventOnce, taskList } from './events.ts';
import { completeDeployment, currentRollout, failDeployment, isRolling, primaryOf } from './rollouts.ts';
import { advanceStages, scaleUpAllowed } from './stages.ts';
import { deregisterTargets, registerTarget, targetGroupsOf } from './targets.ts';
import { isGone, isHealthy, isLive, startTask, stopTask } from './tasks.ts';
import type { DeploymentRecord, RolloutRecord, ServiceRecord, TaskRecord } from './world.ts';

const TICK_MILLISECONDS = 5000;
/** Even a rollback that has nothing to start takes the scheduler a while. */
const ROLLBACK_MILLISECONDS = 15_000;
/** How long a target is unhealthy before the scheduler acts on it. */
const NOTICE_MILLISECONDS = 10_000;
const ALARM_BAKE_MINUTES = 3;
const MAX_PAUSE_SECONDS = 15 * 60;
const NO_CAPACITY =
  'was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.';

/** The service scheduler looks at a service every few seconds, as long as it is there. */
export function keepScheduling(service: ServiceRecord): void {
  if (service.ticking) return;
  service.ticking = true;
  const { clock } = service.region.world;
  const look = (): void => {
    reconcile(service);
    if (service.status === 'INACTIVE') service.ticking = false;
    else clock.at(TICK_MILLISECONDS, look);
  };
  clock.at(1000, look);
}

export const tasksOf = (service: ServiceRecord, deployment?: DeploymentRecord): TaskRecord[] =>
  service.region.tasks.filter(
    (task) => task.service === service && (deployment === undefined || task.deployment === deployment),
  );

function reconcile(service: ServiceRecord): void {
  registerNewTargets(service);
  replaceUnhealthy(service);
  countFailures(service);
  judge(service);
  const primary = primaryOf(service);
  if (!primary) return;
  if (service.status === 'DRAINING') return drainService(service);
  if (isRolling(service)) rollTasks(service, primary);
  else shiftTasks(service, primary);
  dropEmptyDeployments(service);
  finish(service, primary);
}

function registerNewTargets(service: ServiceRecord): void {
  const counts = new Map<string, number>();
  for (const task of tasksOf(service)) {
    if (task.registered || !isLive(task) || task.lastStatus !== 'RUNNING') continue;
    task.registered = true;
    for (const reached of targetGroupsOf(task)) {
      registerTarget(task, reached);
      counts.set(reached.group.arn, (counts.get(reached.group.arn) ?? 0) + 1);
    }
  }
  for (const [arn, count] of counts) addEvent(service, `registered ${count} targets in (target-group ${arn})`);
}

function replaceUnhealthy(service: ServiceRecord): void {
  const grace = (service.settings.healthCheckGracePeriodSeconds ?? 0) * 1000;
  const now = service.region.world.clock.now();
  for (const task of tasksOf(service).filter(isLive)) {
    if (task.startedAt && now - task.startedAt.getTime() < grace) continue;
    const target = task.targets.find(
      ({ state, unhealthySince = 0 }) => state === 'unhealthy' && now - unhealthySince >= NOTICE_MILLISECONDS,
    );
    if (target) {
      const arn = target.group.arn;
      addEvent(
        service,
        `(task ${task.id}) (port ${target.port}) is unhealthy in (target-group ${arn}) due to (reason ${target.description}).`,
      );
      replace(task, `Task failed ELB health checks in (target-group ${arn})`);
    } else if (task.healthStatus === 'UNHEALTHY') {
      addEvent(service, `(task ${task.id}) failed container health checks.`);
      replace(task, 'Task failed container health checks');
    }
  }
}

function replace(task: TaskRecord, reason: string): void {
  if (task.deployment) task.deployment.unhealthyReplaced += 1;
  stopTask(task, { stopCode: 'ServiceSchedulerInitiated', reason });
}

/** `failedTasks` counts failures in a row; a task that becomes healthy sets it back. */
function countFailures(service: ServiceRecord): void {
  const reset = service.settings.deploymentConfiguration.deploymentCircuitBreaker?.resetOnHealthyTask ?? true;
  for (const task of tasksOf(service)) {
    const { deployment } = task;
    if (!deployment || task.failureCounted) continue;
    if (!task.wasHealthy && isHealthy(task)) {
      task.wasHealthy = true;
      if (reset) deployment.failedTasks = 0;
    }
    if (isLive(task)) continue;
    task.failureCounted = true;
    const scaledIn = task.stoppedReason?.startsWith('Scaling activity') ?? false;
    if (!scaledIn && !task.wasHealthy && task.stopCode !== 'UserInitiated') countFailure(service, deployment);
  }
}

/** Retries are held back longer and longer, up to 15 minutes. */
function countFailure(service: ServiceRecord, deployment: DeploymentRecord): void {
  deployment.failedTasks += 1;
  deployment.updatedAt = service.region.world.clock.date();
  const rollout = currentRollout(service);
  if (rollout) rollout.failureCount = deployment.failedTasks;
  if (deployment.failedTasks <= 3) return;
  const pauseSeconds = Math.min(MAX_PAUSE_SECONDS, 10 * 2 ** (deployment.failedTasks - 4));
  deployment.retryNotBefore = service.region.world.clock.now() + pauseSeconds * 1000;
  if (deployment.failedTasks > 5) addEventOnce(service, 'is unable to consistently start tasks successfully.');
}

function judge(service: ServiceRecord): void {
  const rollout = currentRollout(service);
  const primary = primaryOf(service);
  const { deploymentCircuitBreaker: breaker, alarms } = service.settings.deploymentConfiguration;
  if (!rollout || primary?.rolloutState !== 'IN_PROGRESS') return;
  if (breaker?.enable && primary.failedTasks >= breakerThreshold(breaker, service.desiredCount)) {
    rollout.breakerTriggered = true;
    rollout.failureCount = primary.failedTasks;
    return failDeployment(service, rollout, {
      event: 'tasks failed to start.',
      stateReason: 'ECS deployment circuit breaker: tasks failed to start.',
      statusReason: 'Service deployment rolled back because the circuit breaker threshold was exceeded.',
      rollback: breaker.rollback ?? false,
    });
  }
  const ringing = (alarms?.enable ? (alarms.alarmNames ?? []) : []).filter(
    (name) => service.region.alarms.get(name) === 'ALARM' && !rollout.alarmsAtStart.has(name),
  );
  if (ringing.length === 0 || rollout.rollback) return;
  rollout.triggeredAlarms = ringing;
  failDeployment(service, rollout, {
    event: 'alarm detected.',
    stateReason: 'ECS deployment failed: alarm detected.',
    statusReason: 'Service deployment rolled back because a CloudWatch alarm was detected.',
    rollback: alarms?.rollback ?? false,
  });
}

/** Rolling: never fewer healthy tasks than minimumHealthyPercent (rounded up), never more tasks than maximumPercent (rounded down). */
function rollTasks(service: ServiceRecord, primary: DeploymentRecord): void {
  primary.desiredCount = service.desiredCount;
  const { minimumHealthyPercent = 100, maximumPercent = 200 } = service.settings.deploymentConfiguration;
  const lower = Math.ceil((service.desiredCount * minimumHealthyPercent) / 100);
  const upper = Math.floor((service.desiredCount * maximumPercent) / 100);
  const live = tasksOf(service).filter(isLive);
  const ours = live.filter((task) => task.deployment === primary);
  const others = live.filter((task) => task.deployment !== primary);
  const missing = service.desiredCount - ours.length;
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
function shiftTasks(service: ServiceRecord, primary: DeploymentRecord): void {
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

function startMissing(service: ServiceRecord, deployment: DeploymentRecord, count: number): number {
  const { clock, behaviours } = service.region.world;
  if (count <= 0 || deployment.startsHeld || clock.now() < deployment.retryNotBefore) return 0;
  const { definition } = deployment.revision.taskDefinition;
  const images = (definition.containerDefinitions ?? []).map((container) => container.image ?? '');
  if (images.some((image) => (behaviours.byImage.get(image) ?? behaviours.fallback).kind === 'no-capacity')) {
    addEventOnce(service, NO_CAPACITY);
    for (let index = 0; index < count; index++) countFailure(service, deployment);
    deployment.retryNotBefore = Math.max(deployment.retryNotBefore, clock.now() + 15_000);
    return 0;
  }
  const tasks = Array.from({ length: count }, () =>
    startTask(service.region, {
      cluster: service.cluster,
      definition: deployment.revision.taskDefinition,
      startedBy: deployment.id,
      group: `service:${service.name}`,
      service,
      deployment,
    }),
  );
  const replaced = deployment.unhealthyReplaced;
  deployment.unhealthyReplaced = 0;
  const because = replaced > 0 ? ` Amazon ECS replaced ${replaced} tasks due to an unhealthy status.` : '';
  addEvent(service, `has started ${tasks.length} tasks: ${taskList(tasks.map((task) => task.id))}.${because}`);
  deployment.updatedAt = clock.date();
  service.steady = false;
  return tasks.length;
}

function stopTasks(service: ServiceRecord, tasks: TaskRecord[]): void {
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

/** A failed deployment stays in sight until the one that replaces it has completed. */
function dropEmptyDeployments(service: ServiceRecord): void {
  service.deployments = service.deployments.filter(
    (deployment) =>
      deployment.status === 'PRIMARY' ||
      deployment.rolloutState === 'FAILED' ||
      deployment.desiredCount > 0 ||
      tasksOf(service, deployment).some((task) => !isGone(task)),
  );
}

function finish(service: ServiceRecord, primary: DeploymentRecord): void {
  const tasks = tasksOf(service).filter((task) => !isGone(task));
  const healthy = tasks.filter((task) => task.deployment === primary && isHealthy(task)).length;
  const settled = tasks.length === service.desiredCount && healthy === service.desiredCount;
  if (!settled || primary.startsHeld) return;
  const rollout = currentRollout(service);
  const turnedBack = rollout?.rollback && service.region.world.clock.now() - rollout.rollback.startedAt.getTime();
  if (turnedBack !== undefined && turnedBack < ROLLBACK_MILLISECONDS) return;
  if (rollout && !rollout.rollback && isBaking(service, rollout)) return;
  const staged = !isRolling(service) && rollout !== undefined && rollout.stage !== 'DONE';
  if (primary.rolloutState === 'IN_PROGRESS' && !staged && rollout?.status !== 'PENDING') {
    completeDeployment(service, primary);
  }
  if (!service.steady && primary.rolloutState === 'COMPLETED') {
    service.steady = true;
    addEvent(service, 'has reached a steady state.');
  }
}

/** With alarms a rolling deployment is watched for a while after the last old task has gone. */
function isBaking(service: ServiceRecord, rollout: RolloutRecord): boolean {
  const { alarms, bakeTimeInMinutes } = rollout.configuration;
  if (!isRolling(service) || !alarms?.enable) return false;
  const now = service.region.world.clock.now();
  rollout.bakingSince ??= now;
  return now - rollout.bakingSince < (bakeTimeInMinutes ?? ALARM_BAKE_MINUTES) * 60_000;
}

function drainService(service: ServiceRecord): void {
  stopTasks(service, tasksOf(service).filter(isLive));
  if (tasksOf(service).every(isGone)) {
    for (const task of tasksOf(service)) deregisterTargets(task);
    service.deployments = [];
    service.status = 'INACTIVE';
  }
}
