import type {
  BatchGetImageRequest,
  DescribeImageScanFindingsRequest,
  DescribeImagesRequest,
  GetDownloadUrlForLayerRequest,
  ImageIdentifier,
} from '@aws-sdk/client-ecr';
import { ApiError } from './api-error.ts';
import { digestOf, type FoundImage, findImage } from './images.ts';
import { knownTags } from './repositories.ts';
import type { Region } from './world.ts';

const INDEX_TYPE = 'application/vnd.oci.image.index.v1+json';
const MANIFEST_TYPE = 'application/vnd.oci.image.manifest.v1+json';
const CONFIG_TYPE = 'application/vnd.oci.image.config.v1+json';

/** An image is an OCI index over its platforms, with an attestation beside them, as `docker buildx` pushes it; or a single manifest. */
export function batchGetImage(region: Region, request: BatchGetImageRequest) {
  const repository = repositoryOf(region, request);
  const found = (request.imageIds ?? []).map((id) => ({ id, image: lookUp(region, repository, id) }));
  return {
    images: found.flatMap(({ id, image }) =>
      image
        ? [
            {
              registryId: request.registryId ?? region.world.account,
              repositoryName: request.repositoryName,
              imageId: { ...id, imageDigest: image.digest },
              imageManifest: manifestOf(image),
              imageManifestMediaType: mediaType(image),
            },
          ]
        : [],
    ),
    failures: found
      .filter(({ image }) => !image)
      .map(({ id }) => ({ imageId: id, failureCode: 'ImageNotFound', failureReason: 'Requested image not found' })),
  };
}

/** Byte for byte what a push of the same image has to send. */
export const manifestOf = (image: FoundImage): string =>
  JSON.stringify(image.single ? imageManifest(image) : imageIndex(image));

export function describeImages(region: Region, request: DescribeImagesRequest) {
  const repository = repositoryOf(region, request);
  const imageDetails = (request.imageIds ?? []).map((id) => {
    const image = lookUp(region, repository, id);
    if (!image) throw imageNotFound(region, request, id);
    return {
      registryId: request.registryId ?? region.world.account,
      repositoryName: request.repositoryName,
      imageDigest: image.digest,
      ...tagsOf(region, { repository, image, id }),
      imageSizeInBytes: 52_428_800,
      imagePushedAt: new Date(region.world.startAt - 3_600_000),
      imageManifestMediaType: mediaType(image),
    };
  });
  return { imageDetails };
}

/** An image without a record of findings was never scanned. */
export function describeImageScanFindings(region: Region, request: DescribeImageScanFindingsRequest) {
  const repository = repositoryOf(region, request);
  const id = request.imageId ?? {};
  const image = lookUp(region, repository, id);
  if (!image) throw imageNotFound(region, request, id);
  const registryId = request.registryId ?? region.world.account;
  if (image.findings === undefined) {
    throw new ApiError(
      'ScanNotFoundException',
      `Image scan does not exist for the image with '{imageDigest:'${image.digest}', imageTag:'${id.imageTag ?? 'null'}'}' in the repository with name '${request.repositoryName}' in the registry with id '${registryId}'`,
    );
  }
  return {
    registryId,
    repositoryName: request.repositoryName,
    imageId: { ...id, imageDigest: image.digest },
    imageScanStatus: { status: 'COMPLETE', description: 'The scan was completed successfully.' },
    imageScanFindings: {
      imageScanCompletedAt: new Date(region.world.startAt - 3_600_000),
      findings: [],
      findingSeverityCounts: image.findings,
    },
  };
}

/** The URL holds the layer itself; the layers that exist are the configurations of single images. */
export function getDownloadUrlForLayer(region: Region, request: GetDownloadUrlForLayerRequest) {
  const repository = repositoryOf(region, request);
  const image = [...region.images.keys()]
    .filter((name) => /^[:@]/.test(name.slice(repository.length)) && name.startsWith(repository))
    .map((name) => findImage(region, name))
    .find((found) => found?.single === true && configDigest(found) === request.layerDigest);
  if (!image) {
    throw new ApiError(
      'LayersNotFoundException',
      `The layer with digest '${request.layerDigest}' does not exist within the repository with name '${request.repositoryName}'`,
    );
  }
  const layer = JSON.stringify({
    ...toPlatform(image.platforms[0]),
    config: {},
    rootfs: { type: 'layers', diff_ids: [] },
  });
  return {
    downloadUrl: `data:application/octet-stream;base64,${Buffer.from(layer).toString('base64')}`,
    layerDigest: request.layerDigest,
  };
}

export function describePullThroughCacheRules(region: Region) {
  const registryId = region.world.account;
  return {
    pullThroughCacheRules: [...region.pullThroughPrefixes].map((ecrRepositoryPrefix) => ({
      ecrRepositoryPrefix,
      upstreamRegistryUrl: 'registry-1.docker.io',
      registryId,
    })),
  };
}

export function repositoryOf(region: Region, request: { registryId?: string; repositoryName?: string }): string {
  const { registryId = region.world.account, repositoryName = '' } = request;
  const suffix = region.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  const uri = `${registryId}.dkr.ecr.${region.name}.${suffix}/${repositoryName}`;
  if (region.images.get(uri)?.missing) {
    throw new ApiError(
      'RepositoryNotFoundException',
      `The repository with name '${repositoryName}' does not exist in the registry with id '${registryId}'`,
    );
  }
  return uri;
}

function tagsOf(
  region: Region,
  { repository, image, id }: { repository: string; image: FoundImage; id: ImageIdentifier },
): { imageTags?: string[] } {
  const known = [...knownTags(region, repository)].filter(([, digest]) => digest === image.digest);
  const tags = new Set([...(id.imageTag ? [id.imageTag] : []), ...known.map(([tag]) => tag)]);
  return tags.size === 0 ? {} : { imageTags: [...tags] };
}

function imageNotFound(
  region: Region,
  request: { registryId?: string; repositoryName?: string },
  id: ImageIdentifier,
): ApiError {
  return new ApiError(
    'ImageNotFoundException',
    `The image with imageId {imageDigest:'${id.imageDigest ?? 'null'}', imageTag:'${id.imageTag ?? 'null'}'} does not exist within the repository with name '${request.repositoryName}' in the registry with id '${request.registryId ?? region.world.account}'`,
  );
}

function lookUp(region: Region, repository: string, id: ImageIdentifier): FoundImage | undefined {
  return findImage(
    region,
    id.imageDigest ? `${repository}@${id.imageDigest}` : `${repository}:${id.imageTag ?? 'latest'}`,
  );
}

const mediaType = (image: FoundImage): string => (image.single ? MANIFEST_TYPE : INDEX_TYPE);
const configDigest = (image: FoundImage): string => digestOf(`${image.digest}/config`);

function imageIndex(image: FoundImage) {
  const entry = (platform: { os: string; architecture: string }) => ({
    mediaType: MANIFEST_TYPE,
    digest: digestOf(`${image.digest}/${platform.os}/${platform.architecture}`),
    size: 1234,
    platform,
  });
  return {
    schemaVersion: 2,
    mediaType: INDEX_TYPE,
    manifests: [...image.platforms.map(toPlatform), { architecture: 'unknown', os: 'unknown' }].map(entry),
  };
}

function imageManifest(image: FoundImage) {
  return {
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    config: { mediaType: CONFIG_TYPE, digest: configDigest(image), size: 1234 },
    layers: [],
  };
}

function toPlatform(platform = 'linux/amd64'): { architecture: string; os: string } {
  const [os = 'linux', architecture = 'amd64'] = platform.split('/');
  return { architecture, os };
}
