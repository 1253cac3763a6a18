import type { ImageIdentifier } from '@aws-sdk/client-ecr';

/** The parts of an ECR image URI. */
export interface EcrImage {
  registryId: string;
  region: string;
  repositoryName: string;
  tag?: string;
  digest?: string;
}

/** Whether ECR's answer is about this image. */
export function isSameImage(id: ImageIdentifier | undefined, image: EcrImage): boolean {
  const asked = toImageId(image);
  return asked.imageDigest === undefined ? id?.imageTag === asked.imageTag : id?.imageDigest === asked.imageDigest;
}

/** Where a tag and a digest are given, the digest is what is pulled. */
export function toImageId({ tag, digest }: EcrImage): ImageIdentifier {
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
