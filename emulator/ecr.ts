import type { BatchGetImageRequest, DescribeImagesRequest, ImageIdentifier } from '@aws-sdk/client-ecr';
import { ApiError } from './api-error.ts';
import { digestOf, type FoundImage, findImage } from './images.ts';
import type { Region } from './world.ts';

const INDEX_TYPE = 'application/vnd.oci.image.index.v1+json';
const MANIFEST_TYPE = 'application/vnd.oci.image.manifest.v1+json';

/** Every image is an OCI index over its platforms, with an attestation beside them, as `docker buildx` pushes it. */
export function batchGetImage(region: Region, request: BatchGetImageRequest) {
  const repository = repositoryOf(region, request.repositoryName ?? '');
  const found = (request.imageIds ?? []).map((id) => ({ id, image: lookUp(region, repository, id) }));
  return {
    images: found.flatMap(({ id, image }) =>
      image
        ? [
            {
              registryId: region.world.account,
              repositoryName: request.repositoryName,
              imageId: { ...id, imageDigest: image.digest },
              imageManifest: JSON.stringify(imageIndex(image)),
              imageManifestMediaType: INDEX_TYPE,
            },
          ]
        : [],
    ),
    failures: found
      .filter(({ image }) => !image)
      .map(({ id }) => ({ imageId: id, failureCode: 'ImageNotFound', failureReason: 'Requested image not found' })),
  };
}

export function describeImages(region: Region, request: DescribeImagesRequest) {
  const repository = repositoryOf(region, request.repositoryName ?? '');
  const imageDetails = (request.imageIds ?? []).map((id) => {
    const image = lookUp(region, repository, id);
    if (!image) {
      throw new ApiError(
        'ImageNotFoundException',
        `The image with imageId {imageDigest:'${id.imageDigest ?? 'null'}', imageTag:'${id.imageTag ?? 'null'}'} does not exist within the repository with name '${request.repositoryName}' in the registry with id '${region.world.account}'`,
      );
    }
    return {
      registryId: region.world.account,
      repositoryName: request.repositoryName,
      imageDigest: image.digest,
      ...(id.imageTag ? { imageTags: [id.imageTag] } : {}),
      imageSizeInBytes: 52_428_800,
      imagePushedAt: new Date(region.world.startAt - 3_600_000),
      imageManifestMediaType: INDEX_TYPE,
    };
  });
  return { imageDetails };
}

function repositoryOf(region: Region, name: string): string {
  const suffix = region.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  const uri = `${region.world.account}.dkr.ecr.${region.name}.${suffix}/${name}`;
  if (region.images.get(uri)?.missing) {
    throw new ApiError(
      'RepositoryNotFoundException',
      `The repository with name '${name}' does not exist in the registry with id '${region.world.account}'`,
    );
  }
  return uri;
}

function lookUp(region: Region, repository: string, id: ImageIdentifier): FoundImage | undefined {
  return findImage(
    region,
    id.imageDigest ? `${repository}@${id.imageDigest}` : `${repository}:${id.imageTag ?? 'latest'}`,
  );
}

function imageIndex(image: FoundImage) {
  const entry = (os: string, architecture: string) => ({
    mediaType: MANIFEST_TYPE,
    digest: digestOf(`${image.digest}/${os}/${architecture}`),
    size: 1234,
    platform: { architecture, os },
  });
  return {
    schemaVersion: 2,
    mediaType: INDEX_TYPE,
    manifests: [
      ...image.platforms.map((platform) => {
        const [os = 'linux', architecture = 'amd64'] = platform.split('/');
        return entry(os, architecture);
      }),
      entry('unknown', 'unknown'),
    ],
  };
}
