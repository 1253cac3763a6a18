import {
  BatchGetImageCommand,
  DescribeImagesCommand,
  ECRClient,
  GetDownloadUrlForLayerCommand,
  type ECRClientConfig,
  type Image,
  type ImageFailure,
  type ImageIdentifier,
} from '@aws-sdk/client-ecr';

/** The calls to ECR that this action makes. */
export type Ecr = ReturnType<typeof createEcr>;

export interface EcrImage {
  registryId: string;
  region: string;
  repositoryName: string;
  tag?: string;
  digest?: string;
}

/** Without these ECR may answer with one platform's manifest in the place of an index. */
const MANIFEST_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

export function createEcr(config: ECRClientConfig) {
  const client = new ECRClient(config);
  return {
    /** Digests and manifests of images that share one repository, in one call. Throws RepositoryNotFoundException. */
    manifests: async (
      images: readonly [EcrImage, ...EcrImage[]],
    ): Promise<{ images: Image[]; failures: ImageFailure[] }> => {
      const [{ registryId, repositoryName }] = images;
      const found = await client.send(
        new BatchGetImageCommand({
          registryId,
          repositoryName,
          imageIds: images.map(toId),
          acceptedMediaTypes: MANIFEST_TYPES,
        }),
      );
      return { images: found.images ?? [], failures: found.failures ?? [] };
    },
    /** Digest that a tag (or digest) points at now. Throws ImageNotFoundException or RepositoryNotFoundException. */
    imageDigest: async (image: EcrImage): Promise<string | undefined> => {
      const { registryId, repositoryName } = image;
      const { imageDetails } = await client.send(
        new DescribeImagesCommand({ registryId, repositoryName, imageIds: [toId(image)] }),
      );
      return imageDetails?.[0]?.imageDigest;
    },
    /** A blob of an image's repository as text, such as an image's configuration. */
    blob: async (
      { registryId, repositoryName }: EcrImage,
      layerDigest: string,
      signal: AbortSignal,
    ): Promise<string | undefined> => {
      const { downloadUrl } = await client.send(
        new GetDownloadUrlForLayerCommand({ registryId, repositoryName, layerDigest }),
        { abortSignal: signal },
      );
      if (downloadUrl === undefined) return undefined;
      const response = await fetch(downloadUrl, { signal });
      return response.ok ? await response.text() : undefined;
    },
  };
}

/** Whether ECR's answer is about this image. */
export function isSameImage(id: ImageIdentifier | undefined, image: EcrImage): boolean {
  const asked = toId(image);
  return asked.imageDigest === undefined ? id?.imageTag === asked.imageTag : id?.imageDigest === asked.imageDigest;
}

/** Where a tag and a digest are given, the digest is what is pulled. */
function toId({ tag, digest }: EcrImage): ImageIdentifier {
  return digest === undefined ? { imageTag: tag ?? 'latest' } : { imageDigest: digest };
}

/** The parts of an ECR image URI; undefined for any other registry. */
export function parseEcrImage(uri: string): EcrImage | undefined {
  const match =
    /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.[a-z0-9.-]+\/([a-z0-9._/-]+?)(?::([\w][\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(
      uri,
    );
  if (match === null) return undefined;
  const [, registryId = '', region = '', repositoryName = '', tag, digest] = match;
  return { registryId, region, repositoryName, tag, digest };
}
