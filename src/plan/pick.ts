import type { ServiceDeploymentBrief, ServiceDeploymentStatus } from '@aws-sdk/client-ecs';

const FINAL: readonly ServiceDeploymentStatus[] = ['SUCCESSFUL', 'STOPPED', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED'];

/** Whether a service deployment has ended; one with a status that this version does not know has not. */
export function isOver(status: ServiceDeploymentStatus | undefined): boolean {
  return FINAL.some((final) => final === status);
}

/** The deployment in flight, else the last one. One that is being stopped for a newer one is neither. */
export function pickDeployment(briefs: readonly ServiceDeploymentBrief[]): ServiceDeploymentBrief | undefined {
  const [newest, ...older] = newestFirst(briefs);
  if (newest === undefined || !isOver(newest.status)) return newest;
  return older.find(({ status }) => !isOver(status) && status !== 'STOP_REQUESTED') ?? newest;
}

/** ListServiceDeployments answers so, but does not promise it. */
export function newestFirst(briefs: readonly ServiceDeploymentBrief[]): ServiceDeploymentBrief[] {
  return briefs.toSorted((a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0));
}
