import type { ServiceRevision } from '@aws-sdk/client-ecs';
import { lastPart } from '../../aws/arn.ts';
import { toDeployError } from '../../aws/failure.ts';
import type { ProtectedImage } from '../../model.ts';
import { readHistory, type History } from '../../plan/history.ts';
import type { Located } from '../../plan/locate.ts';
import { chooseRevision, familyOf, needsFamily } from '../../plan/rollback.ts';
import type { World } from '../../world.ts';
import { listActive } from '../active-revisions.ts';
import { definitionOf } from '../appspec.ts';

/** A revision whose images are to stay. */
export interface Needed {
  role: ProtectedImage['role'];
  taskDefinitionArn?: string | undefined;
  images: readonly NeededImage[];
}

export interface NeededImage {
  container: string;
  image: string;
  /** What ECS resolved the image to when it deployed the revision. */
  ran?: string | undefined;
}

/** The live revision and the one that a rollback would go to, in the order in which they are tagged: no image is without a tag in between. */
export async function readNeeded(
  { located, live }: { located: Located; live: string },
  world: World,
): Promise<{ needed: Needed[]; notes: string[]; isComplete: boolean }> {
  const history = await readHistory(located, (content) => definitionOf(content, live), world);
  const { back, notes } = await findWayBack({ located, live, history }, world);
  let isComplete = history.unread === undefined && notes.length === 0;
  if (back === undefined && isComplete)
    notes.push(`${located.name} has no earlier revision that a rollback would go to.`);
  const needed: Needed[] = [];
  for (const one of [
    ...(back === undefined ? [] : [{ role: 'previous' as const, arn: back }]),
    { role: 'live' as const, arn: live },
  ]) {
    const read = await readImages(one.arn, history, world);
    if ('note' in read) {
      isComplete = false;
      notes.push(read.note);
    } else needed.push({ role: one.role, taskDefinitionArn: one.arn, images: read.images });
  }
  return { needed, notes, isComplete };
}

async function findWayBack(
  { located, live, history }: { located: Located; live: string; history: History },
  world: World,
): Promise<{ back?: string | undefined; notes: string[] }> {
  const asked = { service: located.name, to: { kind: 'previous' as const }, live, history };
  if (!needsFamily({ live, history })) return { back: chooseRevision(asked).taskDefinitionArn, notes: [] };
  try {
    const family = await listActive(familyOf(live), world);
    return { back: chooseRevision({ ...asked, family }).taskDefinitionArn, notes: [] };
  } catch (error) {
    const reading = {
      action: 'ecs:ListTaskDefinitions',
      doing: 'looking for the revision that a rollback would go to',
    };
    return { notes: [toDeployError(error, reading).message] };
  }
}

/** Also of a revision that a plan would keep. */
export async function readImages(
  arn: string,
  history: Pick<History, 'deployments'>,
  world: World,
): Promise<{ images: NeededImage[] } | { note: string }> {
  const reading = { action: 'ecs:DescribeTaskDefinition', doing: 'reading the images of a revision' };
  try {
    const { taskDefinition } = await world.aws.ecs.describeTaskDefinition(arn);
    const ran = revisionOf(arn, history)?.containerImages ?? [];
    const images = (taskDefinition?.containerDefinitions ?? []).map(({ name = '', image = '' }) => ({
      container: name,
      image,
      ran: ran.find(({ containerName }) => containerName === name)?.imageDigest,
    }));
    return { images };
  } catch (error) {
    return {
      note: `The images of ${lastPart(arn)} are not protected, because they could not be read. ${toDeployError(error, reading).message}`,
    };
  }
}

/** The newest success: ECS resolves the images anew for each deployment. */
function revisionOf(arn: string, { deployments }: Pick<History, 'deployments'>): ServiceRevision | undefined {
  return deployments.find(({ taskDefinitionArn, end }) => taskDefinitionArn === arn && end === 'succeeded')?.revision;
}
