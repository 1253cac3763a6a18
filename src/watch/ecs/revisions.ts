import { isDenied, isUnknownOperation } from '../../aws/failure.ts';
import type { World } from '../../world.ts';
import type { Following, Read } from '../state.ts';
import { isProvisioning } from '../../aws/resources.ts';

/** Reads service revisions that are not known yet; each once, and again only while ECS is still creating its resources. */
export async function readRevisions(
  arns: readonly string[],
  following: Pick<Following, 'revisions'>,
  world: World,
): Promise<Read<Following['revisions']>> {
  const known = following.revisions;
  const unknown = [...new Set(arns)].filter((arn) => !known.has(arn) || isProvisioning(known.get(arn)));
  if (unknown.length === 0) return { value: known };
  try {
    const read = await world.aws.ecs.describeServiceRevisions(unknown.slice(0, 20));
    const found = read.flatMap((one) =>
      one.serviceRevisionArn === undefined ? [] : [[one.serviceRevisionArn, one] as const],
    );
    const revisions = new Map([...known, ...found]);
    return { value: revisions, learnt: { revisions } };
  } catch (error) {
    if (!isDenied(error) && !isUnknownOperation(error)) throw error;
    const revisions = new Map([...known, ...unknown.map((arn) => [arn, undefined] as const)]);
    return { value: revisions, learnt: { revisions } };
  }
}

/** The task definition that a service revision runs, if it could be read. */
export function definitionOf({ revisions }: Pick<Following, 'revisions'>, arn: string | undefined): string | undefined {
  return arn === undefined ? undefined : revisions.get(arn)?.taskDefinition;
}
