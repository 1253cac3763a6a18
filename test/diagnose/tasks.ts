import type { Task } from '@aws-sdk/client-ecs';
import { GROUP, taskId } from './case.ts';

export const IMAGE = '111122223333.dkr.ecr.us-east-1.amazonaws.com/web:2';
export const BREAKER = {
  statusReason: 'Service deployment rolled back because the circuit breaker threshold was exceeded.',
};
export const FAILED_EVENTS = [
  '(service web) (deployment ecs-svc/4965514251646323336) deployment failed: tasks failed to start.',
  '(service web) rolling back to deployment ecs-svc/1.',
];

export const notStarted = (stoppedReason: string, reason?: string): Partial<Task> => ({
  stopCode: 'TaskFailedToStart',
  stoppedReason,
  containers: [{ name: 'web', image: IMAGE, ...(reason === undefined ? {} : { reason }) }],
});

export const exited = (...containers: NonNullable<Task['containers']>): Partial<Task> => ({
  stopCode: 'EssentialContainerExited',
  stoppedReason: 'Essential container in task exited',
  startedAt: new Date(),
  containers,
});

export const unhealthy = (): Partial<Task> => ({
  stopCode: 'ServiceSchedulerInitiated',
  stoppedReason: `Task failed ELB health checks in (target-group ${GROUP})`,
  startedAt: new Date(),
  containers: [{ name: 'web', exitCode: 143 }],
});

export const healthEvent = (number: number, reason: string): string =>
  `(service web) (task ${taskId(number)}) (port 8080) is unhealthy in (target-group ${GROUP}) due to (reason ${reason}).`;

export const scaledIn: Partial<Task> = {
  stopCode: 'ServiceSchedulerInitiated',
  stoppedReason: 'Scaling activity initiated by (deployment ecs-svc/4965514251646323336)',
  containers: [{ name: 'web', exitCode: 137 }],
};

export const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
