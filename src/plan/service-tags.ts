import type { Service, Tag } from '@aws-sdk/client-ecs';
import type { ServiceDocument, SettingChange, TagChanges } from '../model.ts';
import { settingChanges } from './settings.ts';

/** The tags of the service definition that the live service does not have. Like nested settings they are merged: all others stay. */
export function planServiceTags(
  { tags: live = [] }: Service,
  document: ServiceDocument | undefined,
): { tags?: TagChanges; changes: SettingChange[] } {
  const wanted = (document?.fields['tags'] ?? []) as Tag[];
  const added = wanted.filter((tag) => valueOf(live, tag.key) !== (tag.value ?? ''));
  if (added.length === 0) return { changes: [] };
  const changes = added.flatMap(({ key = '', value = '' }) => settingChanges(`tags.${key}`, valueOf(live, key), value));
  return { tags: { removed: [], added }, changes };
}

/** A tag without a value has an empty one. */
function valueOf(tags: readonly Tag[], key: string | undefined): string | undefined {
  const found = tags.find((tag) => tag.key === key);
  return found && (found.value ?? '');
}
