import {
  BatchDeleteImageCommand,
  BatchGetImageCommand,
  DescribeImageScanFindingsCommand,
  DescribeImagesCommand,
  DescribePullThroughCacheRulesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetDownloadUrlForLayerCommand,
  GetLifecyclePolicyCommand,
  ListImagesCommand,
  PutImageCommand,
  type Image,
  type ImageFailure,
  type Repository,
} from '@aws-sdk/client-ecr';
import type { ClientConfig, Connection } from './connection.ts';
import { toImageId, type EcrImage, type EcrRepository } from './image.ts';

/** The calls to ECR that this action makes. */
export type Ecr = ReturnType<typeof createEcr>;

/** Pages of a thousand images: a repository with more is not searched for old tags. */
const PAGES = 20;
const TAGS_A_PAGE = 1000;

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
  const make = (config: ClientConfig): ECRClient => new ECRClient(config);
  const client = connection.reads(make);
  const writes = connection.writes(make);
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
    /** All tags of an image. Throws ImageNotFoundException or RepositoryNotFoundException. */
    tagsOfImage: async (image: EcrImage): Promise<string[]> => {
      const { registryId, repositoryName } = image;
      const { imageDetails } = await client.send(
        new DescribeImagesCommand({ registryId, repositoryName, imageIds: [toImageId(image)] }),
      );
      return imageDetails?.[0]?.imageTags ?? [];
    },
    /** Every tag of a repository and its digest; undefined for one with more than anyone would read. */
    listTags: async ({ registryId, repositoryName }: EcrRepository): Promise<Map<string, string> | undefined> => {
      const tags = new Map<string, string>();
      let nextToken: string | undefined;
      for (let page = 0; page < PAGES; page += 1) {
        const { imageIds = [], nextToken: next } = await client.send(
          new ListImagesCommand({
            registryId,
            repositoryName,
            filter: { tagStatus: 'TAGGED' },
            maxResults: TAGS_A_PAGE,
            nextToken,
          }),
        );
        for (const { imageTag, imageDigest } of imageIds)
          if (imageTag !== undefined && imageDigest !== undefined) tags.set(imageTag, imageDigest);
        if (next === undefined) return tags;
        nextToken = next;
      }
      return undefined;
    },
    /** Whether and which tags can be moved. Throws RepositoryNotFoundException. */
    describeRepository: async ({ registryId, repositoryName }: EcrRepository): Promise<Repository | undefined> =>
      (await client.send(new DescribeRepositoriesCommand({ registryId, repositoryNames: [repositoryName] })))
        .repositories?.[0],
    /** The text of the lifecycle policy. Throws LifecyclePolicyNotFoundException. */
    lifecyclePolicy: async ({ registryId, repositoryName }: EcrRepository): Promise<string> =>
      (await client.send(new GetLifecyclePolicyCommand({ registryId, repositoryName }))).lifecyclePolicyText ?? '',
    /**
     * Adds a tag to an image that the repository has, or moves it there, by pushing the image's own manifest again (docs: ECR user
     * guide, image-retag). Throws ImageAlreadyExistsException if the tag is there, ImageTagAlreadyExistsException if it may not move.
     */
    putTag: async (
      { registryId, repositoryName }: EcrRepository,
      tag: string,
      { imageManifest, imageManifestMediaType, imageId }: Image,
    ): Promise<void> => {
      await writes.send(
        new PutImageCommand({
          registryId,
          repositoryName,
          imageTag: tag,
          imageManifest,
          imageManifestMediaType,
          imageDigest: imageId?.imageDigest,
        }),
      );
    },
    /** Removes tags, and with the last tag of an image the image (docs: API_BatchDeleteImage). What failed comes back. */
    deleteTags: async (
      { registryId, repositoryName }: EcrRepository,
      tags: readonly string[],
    ): Promise<ImageFailure[]> =>
      (
        await writes.send(
          new BatchDeleteImageCommand({
            registryId,
            repositoryName,
            imageIds: tags.map((imageTag) => ({ imageTag })),
          }),
        )
      ).failures ?? [],
  };
}
