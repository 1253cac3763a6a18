import type { ImageIdentifier } from '@aws-sdk/client-ecr';

export interface EcrRepository {
  registryId: string;
  region: string;
  repositoryName: string;
}

/** The parts of an ECR image URI. */
export interface EcrImage extends EcrRepository {
  tag?: string;
  digest?: string;
}

/** Whether ECR's answer is about this image. */
export function isSameImage(id: ImageIdentifier | undefined, image: EcrImage): boolean {
  const asked = toImageId(image);
  return asked.imageDigest === undefined ? id?.imageTag === asked.imageTag : id?.imageDigest === asked.imageDigest;
}

/** If both a tag and a digest are given, the digest is pulled. */
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

/** The parts of an image reference of any registry, spelled out as Docker does: `nginx` is `docker.io/library/nginx:latest`. */
export function parseReference(reference: string): { repository: string; tag: string; digest?: string } {
  const [name = '', digest] = reference.split('@', 2);
  const colon = name.lastIndexOf(':');
  const hasTag = colon > name.lastIndexOf('/');
  const path = hasTag ? name.slice(0, colon) : name;
  const [first = '', ...rest] = path.split('/');
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const [host, below] = isHost
    ? [first.replace(/^(index|registry-1)\.docker\.io$/, 'docker.io'), rest]
    : ['docker.io', [first, ...rest]];
  const full = host === 'docker.io' && below.length === 1 ? ['library', ...below] : below;
  const tag = hasTag ? name.slice(colon + 1) : 'latest';
  return { repository: [host, ...full].join('/'), tag, ...(digest === undefined ? {} : { digest }) };
}

/** The same repository with another tag, and the digest that was there: one would win over the tag, so it goes. */
export function replaceTag(image: string, tag: string): { image: string; digest?: string } {
  const [name = '', digest] = image.split('@', 2);
  const colon = name.lastIndexOf(':');
  const repository = colon > name.lastIndexOf('/') ? name.slice(0, colon) : name;
  return { image: `${repository}:${tag}`, ...(digest === undefined ? {} : { digest }) };
}
