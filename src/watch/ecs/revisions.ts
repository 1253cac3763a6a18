import { isDenied, isUnknownOperation } from '../../aws/failure.ts';
import type { World } from '../../world.ts';
import { isProvisioning } from './resources.ts';
import type { Following } from '../following.ts';

/** Remembers which task definition each service revision runs; each is asked for once, and again only while ECS still makes resources for it. */
export async function learnRevisions(
  arns: string[],
  { following, world }: { following: Following; world: World },
): Promise<void> {
  const unknown = [...new Set(arns)].filter(
    (arn) => !following.taskDefinitions.has(arn) || isProvisioning(following.revisions.get(arn)),
  );
  if (unknown.length === 0) return;
  try {
    for (const revision of await world.aws.ecs.describeServiceRevisions(unknown.slice(0, 20))) {
      if (revision.serviceRevisionArn === undefined) continue;
      following.taskDefinitions.set(revision.serviceRevisionArn, revision.taskDefinition);
      following.revisions.set(revision.serviceRevisionArn, revision);
    }
  } catch (error) {
    if (!isDenied(error) && !isUnknownOperation(error)) throw error;
    for (const arn of unknown) following.taskDefinitions.set(arn, undefined);
  }
}
