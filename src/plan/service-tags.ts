import type { Service, Tag } from '@aws-sdk/client-ecs';
import type { ServiceDocument, SettingChange, TagChanges } from '../model.ts';
import { tagChanges, tagsByKey } from './settings.ts';

/** The tags of the service definition that the live service does not have. Like nested settings they are merged: all others stay. */
export function planServiceTags(
  { tags: live = [] }: Service,
  document: ServiceDocument | undefined,
): { tags?: TagChanges; changes: SettingChange[] } {
  const wanted = (document?.fields['tags'] ?? []) as Tag[];
  const before = tagsByKey(live);
  const added = wanted.filter(({ key = '', value = '' }) => before.get(key) !== value);
  if (added.length === 0) return { changes: [] };
  return { tags: { removed: [], added }, changes: tagChanges(before, new Map([...before, ...tagsByKey(added)])) };
}
