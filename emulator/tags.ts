import type { Tag, TagResourceRequest, UntagResourceRequest } from '@aws-sdk/client-ecs';
import { invalidParameter } from './api-error.ts';
import type { Region } from './world.ts';

const MOST_TAGS = 50;
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Adds tags to a service or task definition, or changes their values. */
export function tagResource(region: Region, { resourceArn, tags = [] }: TagResourceRequest) {
  const resource = find(region, resourceArn);
  checkTags(tags);
  const others = resource.tags.filter(({ key }) => !tags.some((tag) => tag.key === key));
  if (others.length + tags.length > MOST_TAGS) throw invalidParameter(`Too many tags: at most ${MOST_TAGS}.`);
  resource.tags = [...others, ...tags];
  return {};
}

/** What no tag may be, wherever it is set. */
export function checkTags(tags: readonly Tag[]): void {
  if (tags.some(({ key }) => key?.startsWith('aws:'))) {
    throw invalidParameter('Tag keys that start with aws: are reserved for AWS.');
  }
  if (tags.length > MOST_TAGS) throw invalidParameter(`Too many tags: at most ${MOST_TAGS}.`);
  for (const { key = '', value = '' } of tags) {
    if (key.length < 1 || key.length > 128 || value.length > 256) throw invalidParameter(`Invalid tag length: ${key}`);
    if (![key, value].every((text) => ALLOWED.test(text))) throw invalidParameter(`Invalid characters in tag: ${key}`);
  }
}

export function untagResource(region: Region, { resourceArn, tagKeys = [] }: UntagResourceRequest) {
  const resource = find(region, resourceArn);
  resource.tags = resource.tags.filter(({ key }) => !tagKeys.includes(key ?? ''));
  return {};
}

function find(region: Region, arn: string | undefined): { tags: Tag[] } {
  const definitions = [...region.families.values()].flat();
  const found = [...region.services, ...definitions].find((resource) => resource.arn === arn);
  if (found === undefined) throw invalidParameter(`The specified resource is not found: ${arn}`);
  return found;
}
