import type { Tag } from '@aws-sdk/client-ecs';

/** What makes the tags of a service equal to those that are wanted; tags of AWS itself can be neither set nor removed. */
export function tagChanges(live: readonly Tag[], wanted: readonly Tag[]): { removed: string[]; added: Tag[] } {
  const gone = live.filter(({ key }) => !key?.startsWith('aws:') && !wanted.some((tag) => tag.key === key));
  return {
    removed: gone.flatMap(({ key }) => key ?? []),
    added: wanted.filter((tag) => !live.some(({ key, value }) => key === tag.key && value === tag.value)),
  };
}
