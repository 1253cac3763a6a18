import { breakerThreshold } from './breaker.ts';
import { addEvent, addEventOnce } from './events.ts';
import { currentRollout, failDeployment, primaryOf } from './rollouts.ts';
import { isHealthy, isLive, stopTask, tasksOf } from './tasks.ts';
import type { DeploymentRecord, ServiceRecord, TaskRecord } from './world.ts';

const MAX_PAUSE_SECONDS = 15 * 60;
/** How long a target is unhealthy before the scheduler acts on it. */
const NOTICE_MILLISECONDS = 10_000;

/** Tasks whose targets or container checks fail are stopped, once the grace period is over. */
export function replaceUnhealthy(service: ServiceRecord): void {
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

/** `failedTasks` counts failures in a row; a task that becomes healthy resets it. */
export function countFailures(service: ServiceRecord): void {
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

/** Retries are delayed longer and longer, up to 15 minutes. */
export function countFailure(service: ServiceRecord, deployment: DeploymentRecord): void {
  deployment.failedTasks += 1;
  deployment.updatedAt = service.region.world.clock.date();
  const rollout = currentRollout(service);
  if (rollout) rollout.failureCount = deployment.failedTasks;
  if (deployment.failedTasks <= 3) return;
  const pauseSeconds = Math.min(MAX_PAUSE_SECONDS, 10 * 2 ** (deployment.failedTasks - 4));
  deployment.retryNotBefore = service.region.world.clock.now() + pauseSeconds * 1000;
  if (deployment.failedTasks > 5) addEventOnce(service, 'is unable to consistently start tasks successfully.');
}

/** The circuit breaker and the alarms: is the deployment to be given up? */
export function judge(service: ServiceRecord): void {
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
