import {
  BatchGetImageCommand,
  DescribeImageScanFindingsCommand,
  DescribeImagesCommand,
  DescribePullThroughCacheRulesCommand,
  ECRClient,
  GetDownloadUrlForLayerCommand,
  type Image,
  type ImageFailure,
} from '@aws-sdk/client-ecr';
import type { Connection } from './connection.ts';
import { toImageId, type EcrImage } from './image.ts';

/** The calls to ECR that this action makes. */
export type Ecr = ReturnType<typeof createEcr>;

const INDEX_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];
/** Without these, ECR may return one platform's manifest instead of an index. */
const MANIFEST_TYPES = [
  ...INDEX_TYPES,
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

export function createEcr(connection: Connection) {
  const client = connection.reads((config) => new ECRClient(config));
  return {
    /** Digests and manifests of images in one repository, in one call. Throws RepositoryNotFoundException. */
    manifests: async (
      images: readonly [EcrImage, ...EcrImage[]],
    ): Promise<{ images: Image[]; failures: ImageFailure[] }> => {
      const [{ registryId, repositoryName }] = images;
      const found = await client.send(
        new BatchGetImageCommand({
          registryId,
          repositoryName,
          imageIds: images.map(toImageId),
          acceptedMediaTypes: MANIFEST_TYPES,
        }),
      );
      return { images: found.images ?? [], failures: found.failures ?? [] };
    },
    /** Digest that a tag (or digest) points at now; undefined for an index, whose platforms have their own digests. Throws ImageNotFoundException or RepositoryNotFoundException. */
    imageDigest: async (image: EcrImage): Promise<string | undefined> => {
      const { registryId, repositoryName } = image;
      const { imageDetails } = await client.send(
        new DescribeImagesCommand({ registryId, repositoryName, imageIds: [toImageId(image)] }),
      );
      const [details] = imageDetails ?? [];
      return INDEX_TYPES.includes(details?.imageManifestMediaType ?? '') ? undefined : details?.imageDigest;
    },
    /** How many findings of each severity the last scan has. Throws ScanNotFoundException for an image that was never scanned. */
    findingCounts: async (image: EcrImage): Promise<Readonly<Record<string, number>>> => {
      const { registryId, repositoryName } = image;
      const { imageScanFindings } = await client.send(
        new DescribeImageScanFindingsCommand({ registryId, repositoryName, imageId: toImageId(image), maxResults: 1 }),
      );
      return imageScanFindings?.findingSeverityCounts ?? {};
    },
    /** Whether a rule makes ECR fetch images of this repository from another registry on the first pull (docs: ECR user guide, pull-through-cache). */
    isPullThroughCache: async ({ registryId, repositoryName }: EcrImage): Promise<boolean> => {
      const { pullThroughCacheRules = [] } = await client.send(
        new DescribePullThroughCacheRulesCommand({ registryId }),
      );
      return pullThroughCacheRules.some(
        ({ ecrRepositoryPrefix: prefix }) => prefix === 'ROOT' || repositoryName.startsWith(`${prefix}/`),
      );
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
