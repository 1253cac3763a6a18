import { DescribeImagesCommand, ECRClient, type ECRClientConfig } from '@aws-sdk/client-ecr';

/** The calls to ECR that this action makes. */
export type Ecr = ReturnType<typeof createEcr>;

export interface EcrImage {
  registryId: string;
  region: string;
  repositoryName: string;
  tag?: string;
  digest?: string;
}

export function createEcr(config: ECRClientConfig) {
  const client = new ECRClient(config);
  return {
    /** Digest that a tag (or digest) points at now. Throws ImageNotFoundException or RepositoryNotFoundException. */
    imageDigest: async (image: EcrImage): Promise<string | undefined> => {
      const { imageDetails } = await client.send(
        new DescribeImagesCommand({
          registryId: image.registryId,
          repositoryName: image.repositoryName,
          imageIds: [image.digest === undefined ? { imageTag: image.tag ?? 'latest' } : { imageDigest: image.digest }],
        }),
      );
      return imageDetails?.[0]?.imageDigest;
    },
  };
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
