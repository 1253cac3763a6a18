import { toDeployError } from '../../aws/failure.ts';
import type { ProtectedImages } from '../../model.ts';
import { isOwnTag, type TagPlace } from '../../plan/protected-tags.ts';
import type { World } from '../../world.ts';
import { untagImage } from '../../write/image-tags.ts';
import type { Kept, Repository } from './repository.ts';

/** Each old tag costs a look at its image. */
const OLD_AT_ONCE = 20;
const UNTAGGING = { action: 'ecr:BatchDeleteImage', doing: 'removing a tag that nothing needs any more' };

/** Own tags in the repositories of this service go, unless their image would go with them. */
export async function removeOld(
  { place, result }: { place: TagPlace; result: ProtectedImages },
  kept: readonly Kept[],
  world: World,
): Promise<void> {
  const repositories = Map.groupBy(kept, ({ repository }) => repository);
  for (const [repository, own] of repositories) {
    const needed = new Set(own.map(({ tag }) => tag));
    const added = own.map(({ tag, digest }): [string, string] => [tag, digest]);
    const tags = [...new Map([...(repository.tags ?? []), ...added])];
    const old = tags.filter(([tag]) => isOwnTag(tag, place) && !needed.has(tag));
    const [alone = [], beside = []] = [true, false].map((isAlone) =>
      old.filter(([, digest]) => (tags.filter(([, other]) => other === digest).length === 1) === isAlone),
    );
    const last = alone.map(([tag]) => tag);
    for (const [tag, digest] of beside.slice(0, OLD_AT_ONCE)) {
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
