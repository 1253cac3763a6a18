import type {
  BatchDeleteImageRequest,
  DescribeRepositoriesRequest,
  GetLifecyclePolicyRequest,
  ImageIdentifier,
  ListImagesRequest,
  PutImageRequest,
} from '@aws-sdk/client-ecr';
import { createHash } from 'node:crypto';
import { ApiError } from './api-error.ts';
import { manifestOf, repositoryOf } from './ecr.ts';
import { findImage } from './images.ts';
import { paginate } from './paginate.ts';
import { knownTags, moveTag, removeImage, removeTag } from './repositories.ts';
import type { Region, RepositoryRecord } from './world.ts';

/** Pushes a manifest; with one that the repository has, it only adds or moves a tag (ECR user guide, image-retag). */
export function putImage(region: Region, request: PutImageRequest) {
  const repository = repositoryOf(region, request);
  const { imageManifest = '', imageTag: tag, imageDigest: given } = request;
  const digest = digestOfManifest(region, repository, { manifest: imageManifest, given });
  if (given !== undefined && given !== digest) {
    throw new ApiError(
      'ImageDigestDoesNotMatchException',
      `Image digest '${given}' does not match the digest '${digest}' of the manifest`,
    );
  }
  if (tag !== undefined && !/^[\w][\w.-]{0,127}$/.test(tag)) {
    throw new ApiError(
      'InvalidParameterException',
      `Invalid parameter at 'imageTag' failed to satisfy constraint: 'must satisfy regular expression '[a-zA-Z0-9_][a-zA-Z0-9-_.]{0,127}''`,
    );
  }
  const named = `the repository with name '${request.repositoryName}' in the registry with id '${request.registryId ?? region.world.account}'`;
  const held = tag === undefined ? undefined : knownTags(region, repository).get(tag);
  if (held === digest || (tag === undefined && findImage(region, `${repository}@${digest}`) !== undefined)) {
    throw new ApiError(
      'ImageAlreadyExistsException',
      `Image with digest '${digest}' and tag '${tag ?? 'null'}' already exists in ${named}`,
    );
  }
  if (tag !== undefined && held !== undefined && isImmutable(region.repositories.get(repository), tag)) {
    throw new ApiError(
      'ImageTagAlreadyExistsException',
      `The image tag '${tag}' already exists in ${named} and cannot be overwritten because the tag is immutable.`,
    );
  }
  if (tag !== undefined) moveTag(region, repository, { tag, digest });
  return {
    image: {
      registryId: request.registryId ?? region.world.account,
      repositoryName: request.repositoryName,
      imageId: { imageDigest: digest, ...(tag === undefined ? {} : { imageTag: tag }) },
      imageManifest,
    },
  };
}

/** "When the last tag of an image is removed, the image is deleted"; a digest removes the image with all of its tags. */
export function batchDeleteImage(region: Region, request: BatchDeleteImageRequest) {
  const repository = repositoryOf(region, request);
  const imageIds: ImageIdentifier[] = [];
  const failures: { imageId: ImageIdentifier; failureCode: string; failureReason: string }[] = [];
  for (const id of request.imageIds ?? []) {
    const found = deleteOne(region, repository, id);
    if (found === undefined) {
      failures.push({ imageId: id, failureCode: 'ImageNotFound', failureReason: 'Requested image not found' });
    } else imageIds.push(...found);
  }
  return { imageIds, failures };
}

export function getLifecyclePolicy(region: Region, request: GetLifecyclePolicyRequest) {
  const policy = region.repositories.get(repositoryOf(region, request))?.lifecyclePolicy;
  const registryId = request.registryId ?? region.world.account;
  if (policy === undefined) {
    throw new ApiError(
      'LifecyclePolicyNotFoundException',
      `Lifecycle policy does not exist for the repository with name '${request.repositoryName}' in the registry with id '${registryId}'`,
    );
  }
  return {
    registryId,
    repositoryName: request.repositoryName,
    lifecyclePolicyText: typeof policy === 'string' ? policy : JSON.stringify(policy),
    lastEvaluatedAt: new Date(region.world.startAt - 3_600_000),
  };
}

/** The tags that somebody named (see `knownTags`), a page at a time; 1,000 is the most that AWS returns, 100 the usual. */
export function listImages(region: Region, request: ListImagesRequest) {
  const repository = repositoryOf(region, request);
  const tagged = [...knownTags(region, repository)].map(([imageTag, imageDigest]) => ({ imageDigest, imageTag }));
  const wanted = request.filter?.tagStatus === 'UNTAGGED' ? [] : tagged;
  const { items, next } = paginate(wanted, request.maxResults ?? 100, request.nextToken);
  return { imageIds: items, ...next };
}

/** Only by name: every repository exists, so that there is no list of them. */
export function describeRepositories(region: Region, request: DescribeRepositoriesRequest) {
  const { repositoryNames = [], registryId = region.world.account } = request;
  return {
    repositories: repositoryNames.map((repositoryName) => {
      const uri = repositoryOf(region, { registryId, repositoryName });
      const { tagMutability = 'MUTABLE', exclusions = [] } = region.repositories.get(uri) ?? {};
      return {
        repositoryArn: `arn:${region.partition}:ecr:${region.name}:${registryId}:repository/${repositoryName}`,
        registryId,
        repositoryName,
        repositoryUri: uri,
        createdAt: new Date(region.world.startAt - 24 * 3_600_000),
        imageTagMutability: tagMutability,
        ...(exclusions.length === 0
          ? {}
          : { imageTagMutabilityExclusionFilters: exclusions.map((filter) => ({ filterType: 'WILDCARD', filter })) }),
        imageScanningConfiguration: { scanOnPush: false },
        encryptionConfiguration: { encryptionType: 'AES256' },
      };
    }),
  };
}

function deleteOne(region: Region, repository: string, id: ImageIdentifier): ImageIdentifier[] | undefined {
  const reference = id.imageDigest ? `${repository}@${id.imageDigest}` : `${repository}:${id.imageTag ?? ''}`;
  const image = findImage(region, reference);
  if (image === undefined) return undefined;
  const tags = [...knownTags(region, repository)].filter(([, digest]) => digest === image.digest).map(([tag]) => tag);
  if (id.imageTag !== undefined) {
    removeTag(region, repository, id.imageTag);
    if (tags.every((tag) => tag === id.imageTag)) removeImage(region, repository, image.digest);
    return [{ imageDigest: image.digest, imageTag: id.imageTag }];
  }
  for (const tag of tags) removeTag(region, repository, tag);
  removeImage(region, repository, image.digest);
  const digest = { imageDigest: image.digest };
  return tags.length === 0 ? [digest] : tags.map((imageTag) => ({ ...digest, imageTag }));
}

/** The digest of an image whose manifest this is; else what it is in AWS, the hash of the manifest. */
function digestOfManifest(
  region: Region,
  repository: string,
  { manifest, given }: { manifest: string; given: string | undefined },
): string {
  const known = [...knownTags(region, repository).values(), ...(given === undefined ? [] : [given])];
  const found = known.find((digest) => {
    const image = findImage(region, `${repository}@${digest}`);
    return image !== undefined && manifestOf(image) === manifest;
  });
  return found ?? `sha256:${createHash('sha256').update(manifest).digest('hex')}`;
}

/** Of a tag that is excluded the opposite holds (ECR user guide, image-tag-mutability). */
function isImmutable(record: RepositoryRecord | undefined, tag: string): boolean {
  const { tagMutability = 'MUTABLE', exclusions = [] } = record ?? {};
  const isExcluded = exclusions.some((filter) =>
    new RegExp(`^${filter.replaceAll('.', String.raw`\.`).replaceAll('*', '.*')}$`).test(tag),
  );
  switch (tagMutability) {
    case 'MUTABLE':
      return false;
    case 'IMMUTABLE':
      return true;
    case 'IMMUTABLE_WITH_EXCLUSION':
      return !isExcluded;
    case 'MUTABLE_WITH_EXCLUSION':
      return isExcluded;
  }
}
