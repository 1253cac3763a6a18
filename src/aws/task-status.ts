import type { Container, HealthStatus, Task, TaskStopCode } from '@aws-sdk/client-ecs';

/** The statuses that ListTasks accepts (docs: API_ListTasks). */
export const DESIRED = { running: 'RUNNING', stopped: 'STOPPED' } as const;

/** The status of revisions that can be deployed, for listing them. */
export const ACTIVE_REVISION = 'ACTIVE';

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html */
const TASKS = {
  PROVISIONING: 'starting',
  PENDING: 'starting',
  ACTIVATING: 'starting',
  RUNNING: 'running',
  DEACTIVATING: 'stopping',
  STOPPING: 'stopping',
  DEPROVISIONING: 'leaving',
  STOPPED: 'stopped',
  DELETED: 'stopped',
} as const;

/** The phase of a task or a container. `leaving`: its containers have ended, and ECS is releasing its network. */
export function taskPhaseOf({ lastStatus = '' }: { lastStatus?: string | undefined }): TaskPhase {
  return Object.hasOwn(TASKS, lastStatus) ? TASKS[lastStatus as keyof typeof TASKS] : 'unknown';
}

/** Why a task that is not running yet stands still: no machine, containers that do not come up, or the load balancer. */
export function awaits({
  lastStatus,
}: Pick<Task, 'lastStatus'>): 'capacity' | 'containers' | 'registration' | undefined {
  switch (lastStatus) {
    case 'PROVISIONING':
      return 'capacity';
    case 'PENDING':
      return 'containers';
    case 'ACTIVATING':
      return 'registration';
    default:
      return undefined;
  }
}

/** What a container may be awaited for (docs: API_ContainerDependency). */
export function isReached(
  condition: string | undefined,
  container: Pick<Container, 'lastStatus' | 'healthStatus' | 'exitCode'>,
): boolean {
  const { lastStatus = '', exitCode } = container;
  switch (condition) {
    case 'HEALTHY':
      return healthOf(container) === 'healthy';
    case 'COMPLETE':
      return taskPhaseOf({ lastStatus }) === 'stopped';
    case 'SUCCESS':
      return taskPhaseOf({ lastStatus }) === 'stopped' && exitCode === 0;
    default:
      return ['running', 'stopped'].includes(taskPhaseOf({ lastStatus }));
  }
}

export type TaskPhase = (typeof TASKS)[keyof typeof TASKS] | 'unknown';

export type StopKind = 'not-started' | 'exited' | 'by-user' | 'by-ecs';

const STOPS: Record<TaskStopCode, StopKind> = {
  TaskFailedToStart: 'not-started',
  EssentialContainerExited: 'exited',
  UserInitiated: 'by-user',
  ServiceSchedulerInitiated: 'by-ecs',
  SpotInterruption: 'by-ecs',
  TerminationNotice: 'by-ecs',
  InfrastructureHealth: 'by-ecs',
};

/** What stopped a task; undefined if ECS does not say, `by-ecs` for a code that this version does not know. */
export function stopKindOf({ stopCode }: Pick<Task, 'stopCode'>): StopKind | undefined {
  if (!stopCode) return undefined;
  return Object.hasOwn(STOPS, stopCode) ? STOPS[stopCode] : 'by-ecs';
}

const HEALTH: Record<HealthStatus, 'healthy' | 'unhealthy' | 'unknown'> = {
  HEALTHY: 'healthy',
  UNHEALTHY: 'unhealthy',
  UNKNOWN: 'unknown',
};

/** What the container's own health check says. */
export function healthOf({ healthStatus }: { healthStatus?: HealthStatus | undefined }): (typeof HEALTH)[HealthStatus] {
  return healthStatus !== undefined && Object.hasOwn(HEALTH, healthStatus) ? HEALTH[healthStatus] : 'unknown';
}
