import type { ServiceDeploymentBrief } from '@aws-sdk/client-ecs';
import { isOver, phaseOf } from '../aws/service.ts';

/** The deployment in flight, else the last one. One that is being stopped for a newer one is neither. */
export function pickDeployment(briefs: readonly ServiceDeploymentBrief[]): ServiceDeploymentBrief | undefined {
  const [newest, ...older] = newestFirst(briefs);
  if (newest === undefined || !isOver(newest)) return newest;
  return older.find((one) => !isOver(one) && phaseOf(one) !== 'stopping') ?? newest;
}

/** ListServiceDeployments returns them in this order, but does not promise it. */
export function newestFirst(briefs: readonly ServiceDeploymentBrief[]): ServiceDeploymentBrief[] {
  return briefs.toSorted((a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0));
}
