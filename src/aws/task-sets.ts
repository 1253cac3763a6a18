import type { Service, TaskSet } from '@aws-sdk/client-ecs';

/** The task set that serves production traffic; only services of CodeDeploy or of an external controller have one. */
export function primaryTaskSet(service: Service | undefined): TaskSet | undefined {
  return service?.taskSets?.find(({ status }) => status === 'PRIMARY');
}

/** The revision that runs: that of the primary task set, which the service itself may lag behind; else that of the service. */
export function liveTaskDefinition(service: Service | undefined): string | undefined {
  return primaryTaskSet(service)?.taskDefinition ?? service?.taskDefinition;
}
