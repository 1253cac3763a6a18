import { errorName, isDenied } from '../../aws/failure.ts';
import { parseEcrImage, type EcrImage } from '../../aws/image.ts';
import { explain } from '../../explain/explain.ts';
import type { World } from '../../world.ts';
import type { Finding } from './finding.ts';

/** Asks ECR whether an image that could not be pulled is there: a registry also says 403 for what does not exist. */
export async function addImageFacts(
  { finding, image, warn }: { finding: Finding; image: string | undefined; warn: (message: string) => void },
  world: World,
): Promise<void> {
  const parsed = image === undefined ? undefined : parseEcrImage(image);
  if (parsed === undefined || finding.explanation?.id.startsWith('image-') !== true) return;
  try {
    const digest = await (await world.aws.ecr(parsed.region)).imageDigest(parsed);
    if (digest !== undefined) finding.facts.push(whatIsThere(finding, parsed, digest));
  } catch (error) {
    const missing = whatIsMissing(error, parsed);
    if (missing !== undefined) {
      finding.facts.push(missing);
      finding.explanation = explain(`CannotPullContainerError: ${image}: not found`) ?? finding.explanation;
    } else if (!isDenied(error)) warn(`ECR could not be asked whether the image exists (${errorName(error)}).`);
  }
}

/** ECS resolves a tag to a digest once: the tag may have moved, or come, since. */
function whatIsThere(
  { message, explanation }: Finding,
  { tag = 'latest', digest: named }: EcrImage,
  digest: string,
): string {
  const asked = /@(?<digest>sha256:[0-9a-f]{64})/u.exec(message)?.groups?.['digest'];
  if (named === undefined && asked !== undefined && asked !== digest)
    return `In Amazon ECR, tag ${tag} has the digest ${short(digest)}, but the task asked for ${short(asked)}: the tag moved, or that image was deleted.`;
  return explanation?.id === 'image-not-found'
    ? `Amazon ECR has the image now (${short(digest)}): it was pushed after the task tried to pull it, or the task used another registry.`
    : `Amazon ECR has the image (${short(digest)}).`;
}

function short(digest: string): string {
  return `${digest.slice(0, 19)}…`;
}

function whatIsMissing(
  error: unknown,
  { repositoryName, tag, digest, registryId, region }: EcrImage,
): string | undefined {
  switch (errorName(error)) {
    case 'ImageNotFoundException':
      return `Amazon ECR: repository ${repositoryName} has no image with ${digest === undefined ? `tag ${tag ?? 'latest'}` : `digest ${short(digest)}`}.`;
    case 'RepositoryNotFoundException':
      return `Amazon ECR: account ${registryId} has no repository ${repositoryName} in ${region}.`;
    default:
      return undefined;
  }
}
