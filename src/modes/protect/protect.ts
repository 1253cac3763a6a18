import { lastPart, parseArn } from '../../aws/arn.ts';
import { toDeployError } from '../../aws/failure.ts';
import type { EcrImage } from '../../aws/image.ts';
import type { ProtectedImage, ProtectedImages } from '../../model.ts';
import { canMove, isOwnTag, protectedTag, withDigest, type TagPlace } from '../../plan/protected-tags.ts';
import type { World } from '../../world.ts';
import { tagImage, untagImage } from '../../write/image-tags.ts';
import { findInEcr, parseOwn, type InEcr, type Repository } from './repository.ts';
import type { Needed, NeededImage } from './revisions.ts';

/** Each old tag costs a look at its image. */
const OLD_AT_ONCE = 20;
const DIGEST_SHOWN = 'sha256:'.length + 12;
const TAGGING = { action: 'ecr:PutImage', doing: 'protecting an image' };
const UNTAGGING = { action: 'ecr:BatchDeleteImage', doing: 'removing a tag that nothing needs any more' };

export interface Protecting {
  place: TagPlace;
  /** Tagged in this order; the live one last, which takes its tag from the one that was live before. */
  needed: readonly Needed[];
  /** False in a plan. */
  writes: boolean;
  repositoryOf: (image: EcrImage, world: World) => Promise<Repository>;
  /** Grows while the work goes on, so that a failure hides nothing. */
  result: ProtectedImages;
}

/** An image that is tagged, or would be, and where. */
export interface Kept {
  entry: ProtectedImage;
  repository: Repository;
  tag: string;
  digest: string;
}

/** Tags what one service needs, and removes the tags that it made for what it no longer needs. */
export async function protectService(asked: Protecting, world: World): Promise<Kept[]> {
  const kept: Kept[] = [];
  const { result, needed } = asked;
  const account = needed.flatMap(({ taskDefinitionArn }) => parseArn(taskDefinitionArn ?? '')?.account ?? [])[0];
  for (const { role, taskDefinitionArn, images } of needed) {
    for (const one of images) {
      if (world.signal.aborted) return kept;
      const entry: ProtectedImage = {
        role,
        taskDefinitionArn,
        container: one.container,
        image: one.image,
        state: 'not-protected',
      };
      result.images.push(entry);
      try {
        const done = await protectOne({ ...asked, entry, one, account }, world);
        if (done !== undefined) kept.push(done);
      } catch (error) {
        entry.note = toDeployError(error, TAGGING).message;
        return kept;
      }
    }
  }
  if (asked.writes) await removeOld(asked, kept, world);
  return kept;
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
  if ('missing' in found || 'unknown' in repository.rules) {
    entry.note = 'missing' in found ? found.missing : 'unknown' in repository.rules ? repository.rules.unknown : '';
    return undefined;
  }
  const name = protectedTag(entry.role, place, entry.container);
  const tag = canMove(name, repository.rules) ? name : withDigest(name, found.digest);
  const isThere = repository.tags?.get(tag) === found.digest;
  if (writes && !isThere) await put({ repository, tag, found }, world);
  const { digest, note } = found;
  Object.assign(entry, { digest, tag, note, state: writes || isThere ? 'protected' : 'to-protect' });
  return { entry, repository, tag, digest };
}

async function put(
  { repository, tag, found }: { repository: Repository; tag: string; found: Exclude<InEcr, { missing: string }> },
  world: World,
): Promise<void> {
  await tagImage({ repository, tag, image: found.image }, world);
}

/** Own tags in the repositories of this service go, unless their image would go with them. */
async function removeOld({ place, result }: Protecting, kept: readonly Kept[], world: World): Promise<void> {
  const repositories = Map.groupBy(kept, ({ repository }) => repository);
  for (const [repository, own] of repositories) {
    const needed = new Set(own.map(({ tag }) => tag));
    const old = [...(repository.tags ?? [])].filter(([tag]) => isOwnTag(tag, place) && !needed.has(tag));
    const last: string[] = [];
    for (const [tag, digest] of old.slice(0, OLD_AT_ONCE)) {
      if (world.signal.aborted) return;
      try {
        if (await isLastTag({ repository, tag, digest }, world)) {
          last.push(tag);
          continue;
        }
        await untagImage({ repository, tag }, world);
        result.removedTags.push(tag);
      } catch (error) {
        result.notes.push(`The tag ${tag} was not removed: ${toDeployError(error, UNTAGGING).message}`);
        return;
      }
    }
    if (last.length > 0) result.notes.push(staysLast(last));
  }
}

/** Asked right before the removal: ECR deletes an image with its last tag. Another old tag of this service counts, until it is removed itself. */
async function isLastTag(
  { repository, tag, digest }: { repository: Repository; tag: string; digest: string },
  { aws }: World,
): Promise<boolean> {
  const tags = await (await aws.ecr(repository.region)).tagsOfImage({ ...repository, digest });
  return tags.every((one) => one === tag);
}

function staysLast(tags: readonly string[]): string {
  const which = tags.length === 1 ? `The tag ${tags[0]} stays` : `${tags.length} old tags stay, such as ${tags[0]}`;
  return `${which}: an image goes with its last tag.`;
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
