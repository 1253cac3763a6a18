import type { Tag, TagResourceRequest, UntagResourceRequest } from '@aws-sdk/client-ecs';
import { invalidParameter } from './api-error.ts';
import type { Region } from './world.ts';

/** Adds tags to a service or task definition, or changes their values. */
export function tagResource(region: Region, { resourceArn, tags = [] }: TagResourceRequest) {
  const resource = find(region, resourceArn);
  if (tags.some(({ key }) => key?.startsWith('aws:'))) {
    throw invalidParameter('Tag keys that start with aws: are reserved for AWS.');
  }
  const others = resource.tags.filter(({ key }) => !tags.some((tag) => tag.key === key));
  resource.tags = [...others, ...tags];
  return {};
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
