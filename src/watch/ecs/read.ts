import type { Service, ServiceDeployment } from '@aws-sdk/client-ecs';
import { isDenied, isUnknownOperation } from '../../aws/failure.ts';
import { isBack, NO_SERVICE_DEPLOYMENTS, onlyDrains, phaseOf } from '../../aws/service.ts';
import type { Started } from '../../model.ts';
import type { World } from '../../world.ts';
import type { Following, Read } from '../state.ts';

/** The service deployment that is followed; undefined while ECS does not describe it, and if it cannot be read. */
export async function readDeployment(following: Following, world: World): Promise<Read<ServiceDeployment | undefined>> {
  const byEcs = following.started.codeDeploy === undefined;
  if (following.arn === undefined || following.by === 'id' || !byEcs) return { value: undefined };
  try {
    return { value: await world.aws.ecs.describeServiceDeployment(following.arn) };
  } catch (error) {
    if (!isDenied(error) && !isUnknownOperation(error)) throw error;
    return { value: undefined, learnt: { by: 'id' }, warnings: isDenied(error) ? [] : [NO_SERVICE_DEPLOYMENTS] };
  }
}

/** The deployment, and the service that it changes. */
export interface Both {
  read: Read<ServiceDeployment | undefined>;
  service: Service | undefined;
}

export async function readBoth(following: Following, world: World): Promise<Both> {
  const [read, service] = await Promise.all([readDeployment(following, world), readService(following.started, world)]);
  return { read, service };
}

export async function readService(
  { cluster, service }: Pick<Started, 'cluster' | 'service'>,
  world: World,
): Promise<Service | undefined> {
  const { services } = await world.aws.ecs.describeServices({ cluster, services: [service] });
  return services?.[0];
}

/** What is new: nothing, how far it got, or something that needs the events to be understood. */
export type News = 'none' | 'steps' | 'more';

/** The service events say what led to a change, and are reported before it. The last steps of a rollback lead to its end, which reads all. */
export function newsOf(before: ServiceDeployment | undefined, now: ServiceDeployment | undefined): News {
  if (stateOf(before) !== stateOf(now)) return 'more';
  return stepsOf(before) === stepsOf(now) || isBack(now) ? 'none' : 'steps';
}

/** That ECS begins is understood without the events, and its first tasks are counted in the deployment. */
function stateOf(deployment: ServiceDeployment | undefined): string {
  const { status, deploymentCircuitBreaker } = deployment ?? {};
  const began = ['pending', 'running'].includes(phaseOf(deployment));
  return JSON.stringify([began || status, deploymentCircuitBreaker?.failureCount, onlyDrains(deployment)]);
}

function stepsOf(deployment: ServiceDeployment | undefined): string {
  const { lifecycleStage, targetServiceRevision, sourceServiceRevisions } = deployment ?? {};
  return JSON.stringify([lifecycleStage, targetServiceRevision, sourceServiceRevisions]);
}

/** The ARNs of both sides of a deployment. */
export function revisionArns({ targetServiceRevision, sourceServiceRevisions = [] }: ServiceDeployment): string[] {
  return [targetServiceRevision, ...sourceServiceRevisions].flatMap((revision) => revision?.arn ?? []);
}
