import type { Service, Tag } from '@aws-sdk/client-ecs';
import { LONGEST_VALUE, MOST_TAGS, NOT_IN_TAGS } from './tag.ts';

/** Where a deployment comes from, as far as the host knows. */
export interface Provenance {
  commit?: string | undefined;
  runUrl?: string | undefined;
  actor?: string | undefined;
}

/** The tag keys, the most useful first. */
const KEYS = { commit: 'deploy:commit', runUrl: 'deploy:run-url', actor: 'deploy:actor' } as const;

export const COMMIT_TAG = KEYS.commit;

/** Has the number of the pull request whose preview a service is. */
export const PREVIEW_TAG = 'deploy:preview';

export function previewOf(service: Pick<Service, 'tags'> | undefined): string | undefined {
  return service?.tags?.find(({ key }) => key === PREVIEW_TAG)?.value;
}

export function isProvenanceKey(key: string | undefined): boolean {
  return key === PREVIEW_TAG || Object.values<string | undefined>(KEYS).includes(key);
}

/** As tags whose values AWS accepts; what the host does not know is left out. */
export function toProvenanceTags(provenance: Provenance): Tag[] {
  return (Object.keys(KEYS) as (keyof typeof KEYS)[]).flatMap((name) => {
    const value = provenance[name]?.slice(0, LONGEST_VALUE).replaceAll(NOT_IN_TAGS, '_').trim();
    return value === undefined || value === '' ? [] : [{ key: KEYS[name], value }];
  });
}

/** The tags with those of the provenance: the user's own win, and what no longer fits is left out. */
export function withProvenance(own: readonly Tag[], provenance: Provenance | undefined): Tag[] {
  const added = provenance === undefined ? [] : toProvenanceTags(provenance);
  const missing = added.filter(({ key }) => !own.some((tag) => tag.key === key));
  return [...own, ...missing.slice(0, Math.max(0, MOST_TAGS - own.length))];
}

export function commitOf(tags: readonly Tag[]): string | undefined {
  return tags.find(({ key }) => key === COMMIT_TAG)?.value;
}
