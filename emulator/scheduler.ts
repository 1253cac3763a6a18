import { addEvent } from './events.ts';
import { countFailures, judge, replaceUnhealthy } from './failures.ts';
import { completeDeployment, currentRollout, isCodeDeploy, isRolling, primaryOf } from './rollouts.ts';
import { keepTaskSets, rollTasks, shiftTasks, stopTasks } from './scaling.ts';
import { targetGroupsOf } from './reached-groups.ts';
import { deregisterTargets, registerTarget } from './targets.ts';
import { isGone, isHealthy, isLive, tasksOf } from './tasks.ts';
import type { DeploymentRecord, RolloutRecord, ServiceRecord } from './world.ts';

const TICK_MILLISECONDS = 5000;
const ALARM_BAKE_MINUTES = 3;
/** Even a rollback that has nothing to start takes the scheduler a while. */
const ROLLBACK_MILLISECONDS = 15_000;

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

function reconcile(service: ServiceRecord): void {
  registerNewTargets(service);
  replaceUnhealthy(service);
  countFailures(service);
  judge(service);
  const primary = primaryOf(service);
  if (!primary) return;
  if (service.status === 'DRAINING') return drainService(service);
  if (isCodeDeploy(service)) keepTaskSets(service);
  else if (isRolling(service)) rollTasks(service, primary);
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
  if (service.steady && primary.rolloutState === 'COMPLETED') return;
  const tasks = tasksOf(service).filter((task) => !isGone(task));
  const healthy = tasks.filter((task) => task.deployment === primary && isHealthy(task)).length;
  const settled = tasks.length === service.desiredCount && healthy === service.desiredCount;
  if (!settled || primary.startsHeld || (isCodeDeploy(service) && service.deployments.length > 1)) return;
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
