import type { Service, TaskSet } from '@aws-sdk/client-ecs';

/** The task set that serves production traffic; only services of CodeDeploy or of an external controller have one. */
export function primaryTaskSet(service: Service | undefined): TaskSet | undefined {
  return service?.taskSets?.find(({ status }) => status === 'PRIMARY');
}

/** The revision that runs: that of the primary task set, which the service itself may lag behind; else that of the service. */
export function liveTaskDefinition(service: Service | undefined): string | undefined {
  return primaryTaskSet(service)?.taskDefinition ?? service?.taskDefinition;
}

/** What a deployment that starts now would be rolled back to: ECS takes the newest one that is completed, CodeDeploy what has the traffic. */
export function revisionToReturnTo(service: Service | undefined): string | undefined {
  const completed = service?.deployments?.filter(({ rolloutState }) => rolloutState === 'COMPLETED') ?? [];
  const [newest] = completed.toSorted((a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0));
  return primaryTaskSet(service)?.taskDefinition ?? newest?.taskDefinition;
}
