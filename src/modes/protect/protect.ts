import { lastPart, parseArn } from '../../aws/arn.ts';
import { toDeployError } from '../../aws/failure.ts';
import type { EcrImage } from '../../aws/image.ts';
import type { ProtectedImage, ProtectedImages } from '../../model.ts';
import { canMove, protectedTag, withDigest, type TagPlace } from '../../plan/protected-tags.ts';
import type { World } from '../../world.ts';
import { tagImage } from '../../write/image-tags.ts';
import { removeOld } from './remove-old.ts';
import { findInEcr, parseOwn, type Kept, type Repository } from './repository.ts';
import type { Needed, NeededImage } from './revisions.ts';

const DIGEST_SHOWN = 'sha256:'.length + 12;
const TAGGING = { action: 'ecr:PutImage', doing: 'protecting an image' };

export interface Protecting {
  place: TagPlace;
  /** Tagged in this order; the live one last, which takes its tag from the one that was live before. */
  needed: readonly Needed[];
  /** False in a plan. */
  writes: boolean;
  /** Whether `needed` is all that the service needs: otherwise no tag counts as old. */
  isComplete: boolean;
  repositoryOf: (image: EcrImage, world: World) => Promise<Repository>;
  /** Grows while the work goes on, so that a failure hides nothing. */
  result: ProtectedImages;
}

/** Tags what one service needs, and removes the tags that it made for what it no longer needs. */
export async function protectService(asked: Protecting, world: World): Promise<Kept[]> {
  const kept: Kept[] = [];
  const { result, needed } = asked;
  const account = needed.flatMap(({ taskDefinitionArn }) => parseArn(taskDefinitionArn ?? '')?.account ?? [])[0];
  const all = needed.flatMap(({ images, role, taskDefinitionArn }) =>
    images.map((one) => ({ one, entry: toEntry(one, { role, taskDefinitionArn }) })),
  );
  result.images.push(...all.map(({ entry }) => entry));
  for (const { one, entry } of all) {
    if (world.signal.aborted) return kept;
    try {
      const done = await protectOne({ ...asked, entry, one, account }, world);
      if (done !== undefined) kept.push(done);
    } catch (error) {
      entry.note = toDeployError(error, TAGGING).message;
      return kept;
    }
  }
  const isAll =
    asked.isComplete && all.every(({ entry, one }) => entry.state !== 'not-protected' || isForeign(one, account));
  if (asked.writes && isAll) await removeOld(asked, kept, world);
  return kept;
}

/** As long as nothing else is known: an image after one that failed is left as it is, so that the way back keeps its tag. */
function toEntry(
  { container, image }: NeededImage,
  { role, taskDefinitionArn }: Omit<Needed, 'images'>,
): ProtectedImage {
  return { role, taskDefinitionArn, container, image, state: 'not-protected', note: 'it was not reached' };
}

async function protectOne(
  {
    entry,
    one,
    account,
    place,
    writes,
    repositoryOf,
  }: Protecting & { entry: ProtectedImage; one: NeededImage; account: string | undefined },
  world: World,
): Promise<Kept | undefined> {
  const parsed = parseOwn(one.image, account);
  if ('foreign' in parsed) {
    entry.note = parsed.foreign;
    return undefined;
  }
  const [repository, found] = await Promise.all([
    repositoryOf(parsed, world),
    findInEcr({ parsed, ran: one.ran }, world),
  ]);
  if ('missing' in found) {
    entry.note = found.missing;
    return undefined;
  }
  if ('unknown' in repository.rules) {
    entry.note = repository.rules.unknown;
    return undefined;
  }
  const name = protectedTag(entry.role, place, entry.container);
  const tag = canMove(name, repository.rules) ? name : withDigest(name, found.digest);
  const isThere = repository.tags?.get(tag) === found.digest;
  if (writes && !isThere) await tagImage({ repository, tag, image: found.image }, world);
  const { digest, note } = found;
  Object.assign(entry, { digest, tag, note, state: writes || isThere ? 'protected' : 'to-protect' });
  return { entry, repository, tag, digest };
}

function isForeign({ image }: NeededImage, account: string | undefined): boolean {
  return 'foreign' in parseOwn(image, account);
}

/** For the log: `live web:2, app (sha256:1a2b3c4d5e6f): protected by the tag …`. */
export function describeProtected({ images }: ProtectedImages): string[] {
  return images.map(({ role, taskDefinitionArn, container, image, digest, state, tag = '', note }) => {
    const revision = taskDefinitionArn === undefined ? 'the new revision' : lastPart(taskDefinitionArn);
    const what = `${role} ${revision}, ${container} (${digest?.slice(0, DIGEST_SHOWN) ?? image})`;
    const why = note === undefined ? '' : `; ${note}`;
    switch (state) {
      case 'protected':
        return `${what}: protected by the tag ${tag}${why}`;
      case 'tagged':
        return `${what}: has the tag ${tag}${why}`;
      case 'to-protect':
        return `${what}: would get the tag ${tag}${why}`;
      case 'not-protected':
        return `${what}: not protected${why}`;
    }
  });
}
