import { findImage } from './images.ts';
import type { Region } from './world.ts';

/**
 * The tags of a repository and the digests that they point at: those that a record, a behaviour or a task definition names.
 * Every other tag exists as well as soon as somebody asks for it, and nobody can list those.
 */
export function knownTags(region: Region, repository: string): Map<string, string> {
  const inDefinitions = [...region.families.values()]
    .flat()
    .flatMap(({ definition }) => (definition.containerDefinitions ?? []).map(({ image = '' }) => image));
  const named = [...region.images.keys(), ...region.world.behaviours.byImage.keys(), ...inDefinitions];
  const tags = new Map<string, string>();
  for (const name of named) {
    const tag = name.startsWith(`${repository}:`) ? name.slice(repository.length + 1) : '';
    const image = tag === '' || tag.includes('@') ? undefined : findImage(region, name);
    if (image !== undefined) tags.set(tag, image.digest);
  }
  return tags;
}

/** A tag keeps what its image is: its platforms, its findings. */
export function moveTag(region: Region, repository: string, { tag, digest }: { tag: string; digest: string }): void {
  const former = [...knownTags(region, repository)].find(([, one]) => one === digest)?.[0];
  const record = former === undefined ? undefined : region.images.get(`${repository}:${former}`);
  region.images.set(`${repository}:${tag}`, { ...record, digest });
}

export function removeTag(region: Region, repository: string, tag: string): void {
  region.images.set(`${repository}:${tag}`, { missing: true });
}

export function removeImage(region: Region, repository: string, digest: string): void {
  region.images.set(`${repository}@${digest}`, { missing: true });
}
