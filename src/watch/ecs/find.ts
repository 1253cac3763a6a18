import type { ServiceDeploymentBrief } from '@aws-sdk/client-ecs';
import { CLOCK_SKEW_MS, isPrimary, NO_SERVICE_DEPLOYMENTS } from '../../aws/service.ts';
import { isDenied, isUnknownOperation } from '../../aws/failure.ts';
import type { World } from '../../world.ts';
import type { Following } from '../following.ts';
import { learnRevisions } from './revisions.ts';

/** What is older belongs to a deleted service of the same name, however far the clock of the runner is off. */
const OLDER_MS = 5 * CLOCK_SKEW_MS;

/** ECS makes a service deployment and its PRIMARY within a second or two; one that is further off may be somebody else's. */
const SAME_MOMENT_MS = 2_000;

/** Where the search for our own service deployment stands. `unavailable` carries the reason, unless a permission is missing: that is told once, at the end. */
export type Found =
  { kind: 'found'; arn: string } | { kind: 'not-yet' } | { kind: 'unavailable'; reason?: string | undefined };

/**
 * Finds the service deployment that our call started among those that were not there before. With several new ones (somebody else
 * deployed in the same moment) it is the one that goes to our service revision, or to our task definition, nearest to when ECS made our PRIMARY deployment.
 */
export async function findDeployment(following: Following, world: World): Promise<Found> {
  const { cluster, service, baseline } = following.started;
  if (baseline.serviceDeployments === undefined) return { kind: 'unavailable', reason: baseline.unlisted };
  const { primaryCreatedAt, startedAt } = following.started;
  const notBefore = (primaryCreatedAt ?? startedAt).getTime() - OLDER_MS;
  try {
    const briefs = await world.aws.ecs.listServiceDeployments({ cluster, service });
    const fresh = briefs.filter(
      ({ serviceDeploymentArn: arn, createdAt }) =>
        arn !== undefined &&
        !baseline.serviceDeployments?.has(arn) &&
        !following.notOurs.has(arn) &&
        (createdAt?.getTime() ?? notBefore) >= notBefore,
    );
    const ours = await pickOurs(fresh, { following, world });
    return ours?.serviceDeploymentArn === undefined
      ? { kind: 'not-yet' }
      : { kind: 'found', arn: ours.serviceDeploymentArn };
  } catch (error) {
    if (isDenied(error)) return { kind: 'unavailable' };
    if (isUnknownOperation(error)) return { kind: 'unavailable', reason: NO_SERVICE_DEPLOYMENTS };
    throw error;
  }
}

/** The deployment that the service itself names before any list does, as long as the PRIMARY is ours. */
export async function findCurrent({ started }: Following, world: World): Promise<string | undefined> {
  const { cluster, service: name, baseline, primaryId } = started;
  const { services } = await world.aws.ecs.describeServices({ cluster, services: [name] });
  const { currentServiceDeployment: arn, deployments = [] } = services?.[0] ?? {};
  const isOurs = deployments.some((one) => isPrimary(one) && one.id !== undefined && one.id === primaryId);
  const isNew = arn !== undefined && baseline.serviceDeployments?.has(arn) === false;
  return isOurs && isNew ? arn : undefined;
}

async function pickOurs(
  fresh: ServiceDeploymentBrief[],
  { following, world }: { following: Following; world: World },
): Promise<ServiceDeploymentBrief | undefined> {
  const { serviceRevisionArn, taskDefinitionArn, primaryCreatedAt } = following.started;
  const nearestFirst = fresh.toSorted((a, b) => distance(a, primaryCreatedAt) - distance(b, primaryCreatedAt));
  if (serviceRevisionArn !== undefined) {
    return nearestFirst.find(({ targetServiceRevisionArn }) => targetServiceRevisionArn === serviceRevisionArn);
  }
  const revisions = nearestFirst.flatMap(({ targetServiceRevisionArn }) => targetServiceRevisionArn ?? []);
  if (taskDefinitionArn === undefined || revisions.length === 0) return provenLater(nearestFirst, following);
  await learnRevisions(revisions, { following, world });
  const candidates = nearestFirst.filter(({ targetServiceRevisionArn }) => {
    const known = following.taskDefinitions.get(targetServiceRevisionArn ?? '');
    return known === undefined ? nearestFirst.length === 1 : known === taskDefinitionArn;
  });
  return provenLater(candidates, following);
}

/** The nearest one; where it is not the only one, or not of the moment of our call, it may be somebody else's. */
function provenLater(candidates: ServiceDeploymentBrief[], following: Following): ServiceDeploymentBrief | undefined {
  const { primaryId, primaryCreatedAt } = following.started;
  const [nearest] = candidates;
  const certain = candidates.length === 1 && distance(candidates[0], primaryCreatedAt) <= SAME_MOMENT_MS;
  following.provesPrimary = primaryId !== undefined && !certain;
  return nearest;
}

/** Milliseconds between a service deployment and our PRIMARY deployment; where ECS told no time of ours, the oldest is the nearest. */
function distance({ createdAt }: ServiceDeploymentBrief = {}, primaryCreatedAt: Date | undefined): number {
  return Math.abs((createdAt?.getTime() ?? 0) - (primaryCreatedAt?.getTime() ?? 0));
}
