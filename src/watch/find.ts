import type { ServiceDeploymentBrief } from '@aws-sdk/client-ecs';
import { isDenied, isUnknownOperation } from '../aws/failure.ts';
import type { World } from '../world.ts';
import { NO_SERVICE_DEPLOYMENTS, type Following } from './following.ts';
import { learnRevisions } from './revisions.ts';

/** How far the runner's clock may be off; what is older belongs to a deleted service of the same name. */
const CLOCK_SKEW_MS = 300_000;

/** Where the search for our own service deployment stands. `unavailable` carries the reason for the reader. */
export type Found = { kind: 'found'; arn: string } | { kind: 'not-yet' } | { kind: 'unavailable'; reason: string };

/**
 * Finds the service deployment that our call started among those that were not there before. With several new ones (somebody else
 * deployed in the same moment) it is the one that goes to our service revision or task definition.
 */
export async function findDeployment(following: Following, world: World): Promise<Found> {
  const { cluster, service, before } = following.started;
  if (before.serviceDeployments === undefined) return unavailable();
  const notBefore = following.started.startedAt.getTime() - CLOCK_SKEW_MS;
  try {
    const briefs = await world.aws.ecs.listServiceDeployments({ cluster, service });
    const fresh = briefs.filter(
      ({ serviceDeploymentArn: arn, createdAt }) =>
        arn !== undefined && !before.serviceDeployments?.has(arn) && (createdAt?.getTime() ?? notBefore) >= notBefore,
    );
    const ours = await pickOurs(fresh, { following, world });
    return ours?.serviceDeploymentArn === undefined
      ? { kind: 'not-yet' }
      : { kind: 'found', arn: ours.serviceDeploymentArn };
  } catch (error) {
    if (isDenied(error) || isUnknownOperation(error)) return unavailable();
    throw error;
  }
}

async function pickOurs(
  fresh: ServiceDeploymentBrief[],
  { following, world }: { following: Following; world: World },
): Promise<ServiceDeploymentBrief | undefined> {
  const { serviceRevisionArn, taskDefinitionArn } = following.started;
  const oldestFirst = fresh.toSorted((a, b) => (a.createdAt?.getTime() ?? 0) - (b.createdAt?.getTime() ?? 0));
  if (serviceRevisionArn !== undefined) {
    return oldestFirst.find(({ targetServiceRevisionArn }) => targetServiceRevisionArn === serviceRevisionArn);
  }
  const revisions = oldestFirst.flatMap(({ targetServiceRevisionArn }) => targetServiceRevisionArn ?? []);
  if (taskDefinitionArn === undefined || revisions.length === 0) return oldestFirst[0];
  await learnRevisions(revisions, { following, world });
  return oldestFirst.find(({ targetServiceRevisionArn }) => {
    const known = following.taskDefinitions.get(targetServiceRevisionArn ?? '');
    return known === undefined ? oldestFirst.length === 1 : known === taskDefinitionArn;
  });
}

function unavailable(): Found {
  return { kind: 'unavailable', reason: NO_SERVICE_DEPLOYMENTS };
}
