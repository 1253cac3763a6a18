import { createHash } from 'node:crypto';
import { peekBehaviour } from './behaviours.ts';
import type { ImageRecord, Region, TaskDefinitionRecord } from './world.ts';

export interface FoundImage {
  digest: string;
  platforms: string[];
  single: boolean;
  findings: Record<string, number> | undefined;
}

/** The registry has every image, except those that a scenario removed or whose behaviour is to be missing. */
export function findImage(region: Region, image: string): FoundImage | undefined {
  const record = region.images.get(image) ?? taggedRecord(region, image);
  const behaviour = peekBehaviour(region.world.behaviours, image);
  if (record?.missing || (behaviour.kind === 'cannot-pull' && behaviour.cause === 'not-found')) return undefined;
  const wrongPlatform = behaviour.kind === 'cannot-pull' && behaviour.cause === 'wrong-platform';
  return {
    digest: record?.digest ?? digestOf(image),
    platforms: record?.platforms ?? [wrongPlatform ? 'linux/arm64' : 'linux/amd64'],
    single: record?.single === true,
    findings: record?.findings,
  };
}

/** Software version consistency: a tag that moves later changes nothing in a revision (DG/deployment-type-ecs). */
export function resolveImages(region: Region, { definition }: TaskDefinitionRecord): Map<string, string> {
  const images = (definition.containerDefinitions ?? []).flatMap(({ image }) => image ?? []);
  return new Map(
    images.flatMap((image): [string, string][] => {
      const found = findImage(region, image);
      return found === undefined ? [] : [[image, found.digest]];
    }),
  );
}

/** An image keeps what it is when it is named by its digest. */
function taggedRecord(region: Region, image: string): ImageRecord | undefined {
  const [repository, digest] = image.split('@');
  if (digest === undefined) return undefined;
  for (const [name, record] of region.images) {
    const isTag = name.startsWith(`${repository}:`) && !name.includes('@');
    if (isTag && !record.missing && (record.digest ?? digestOf(name)) === digest) return record;
  }
  return undefined;
}

export function digestOf(image: string): string {
  const digest = /@(sha256:[0-9a-f]{64})$/.exec(image);
  return digest?.[1] ?? `sha256:${createHash('sha256').update(image).digest('hex')}`;
}
