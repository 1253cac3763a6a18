import { knownTags, removeImage, removeTag } from './repositories.ts';
import type { Region } from './world.ts';

interface Rule {
  rulePriority: number;
  selection: {
    tagStatus: 'tagged' | 'untagged' | 'any';
    tagPrefixList?: string[];
    tagPatternList?: string[];
    countType: 'imageCountMoreThan' | 'sinceImagePushed';
    countNumber: number;
  };
}

interface Held {
  digest: string;
  tags: string[];
  pushedAt: number;
}

const DAY = 24 * 3_600_000;

/**
 * What ECR does within 24 hours: each image is expired by one rule at most, and one that matches the tags of a rule cannot be expired by a
 * rule with a higher number. https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 */
export function runLifecyclePolicy(region: Region, repository: string): string[] {
  const policy = region.repositories.get(repository)?.lifecyclePolicy ?? { rules: [] };
  const { rules } = (typeof policy === 'string' ? JSON.parse(policy) : policy) as { rules: Rule[] };
  let left = heldIn(region, repository);
  const expired: Held[] = [];
  for (const { selection } of rules.toSorted((one, other) => one.rulePriority - other.rulePriority)) {
    const selected = left.filter(({ tags }) => isSelected(tags, selection));
    left = left.filter((image) => !selected.includes(image));
    expired.push(
      ...selected.filter((image, index) => isOver(image, { index, selection, now: region.world.clock.now() })),
    );
  }
  for (const { digest, tags } of expired) {
    for (const tag of tags) removeTag(region, repository, tag);
    removeImage(region, repository, digest);
  }
  return expired.flatMap(({ tags }) => tags);
}

/** Youngest first. */
function heldIn(region: Region, repository: string): Held[] {
  const byDigest = Map.groupBy(knownTags(region, repository), ([, digest]) => digest);
  const images = [...byDigest].map(([digest, named]) => {
    const tags = named.map(([tag]) => tag);
    const dates = tags.flatMap((tag) => region.images.get(`${repository}:${tag}`)?.pushedAt?.getTime() ?? []);
    return { digest, tags, pushedAt: Math.min(...dates, region.world.startAt - 3_600_000) };
  });
  return images.toSorted((one, other) => other.pushedAt - one.pushedAt);
}

/** All of the prefixes or patterns have to match, each of them any tag. */
function isSelected(tags: string[], { tagStatus, tagPrefixList, tagPatternList = [] }: Rule['selection']): boolean {
  if (tagStatus === 'any') return true;
  if (tagStatus === 'untagged') return tags.length === 0;
  const patterns = tagPrefixList?.map((prefix) => `${prefix}*`) ?? tagPatternList;
  return patterns.every((pattern) => {
    const form = new RegExp(`^${pattern.replaceAll('.', String.raw`\.`).replaceAll('*', '.*')}$`);
    return tags.some((tag) => form.test(tag));
  });
}

function isOver(
  { pushedAt }: Held,
  { index, selection, now }: { index: number; selection: Rule['selection']; now: number },
): boolean {
  if (selection.countType === 'imageCountMoreThan') return index >= selection.countNumber;
  return pushedAt < now - selection.countNumber * DAY;
}
