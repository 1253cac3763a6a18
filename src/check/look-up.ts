import type { Ecr } from '../aws/ecr.ts';
import { isSameImage, parseEcrImage, type EcrImage } from '../aws/image.ts';
import { readPlatformDigests } from '../aws/image-index.ts';
import { errorName, isBadCredentials, isDenied, isUnsettled } from '../aws/failure.ts';
import { DeployError } from '../errors.ts';
import type { World } from '../world.ts';
import { readConfiguration, readManifest } from './platforms.ts';

/** What ECR says about one image. `unread` says why something is unknown; a missing permission, Region or session is reported elsewhere, with all others. */
export type Finding =
  | { kind: 'found'; digests: string[]; platforms?: string[] }
  | { kind: 'image-missing' }
  | { kind: 'repository-missing'; repository: EcrImage }
  | { kind: 'unknown'; unread?: string };

/** An image in ECR; `platforms` says whether its platforms matter. */
export interface Question {
  image: string;
  platforms: boolean;
}

interface Asked extends Question {
  parsed: EcrImage;
}

const CONFIGURATION_DEADLINE = 5_000;

/** Asks ECR about images, with one call per repository if allowed. Images in other registries are left out; never rejects. */
export async function lookUp(questions: Question[], world: World): Promise<Map<string, Finding>> {
  const asked = questions.flatMap((question) => {
    const parsed = parseEcrImage(question.image);
    return parsed === undefined ? [] : [{ ...question, parsed }];
  });
  const repositories = Map.groupBy(
    asked,
    ({ parsed }) => `${parsed.registryId}/${parsed.region}/${parsed.repositoryName}`,
  );
  const found = await Promise.all([...repositories.values()].map((images) => lookUpRepository(images, world)));
  const parsedOf = new Map(asked.map(({ image, parsed }) => [image, parsed]));
  const settled = found.flat().map(async ([image, finding]): Promise<[string, Finding]> => {
    const parsed = parsedOf.get(image);
    return [image, parsed === undefined ? finding : await orPulledThrough(finding, parsed, world)];
  });
  return new Map(await Promise.all(settled));
}

/** The prefixes that AWS suggests for caches of public registries, and common ones. */
const CACHE_PREFIX =
  /^(?:docker-?hub|ecr-public|quay|ghcr|github|k8s|kubernetes|gitlab|azure|chainguard|public)[^/]*\//;

/** A missing image may just not have been pulled yet. If the rules cannot be read, the usual prefixes get the benefit of the doubt. */
async function orPulledThrough(finding: Finding, image: EcrImage, world: World): Promise<Finding> {
  const isMissing = finding.kind === 'image-missing' || finding.kind === 'repository-missing';
  if (!isMissing || !image.repositoryName.includes('/')) return finding;
  const unread = 'a pull-through cache fetches it on the first pull';
  try {
    const ecr = await world.aws.ecr(image.region);
    return (await ecr.isPullThroughCache(image)) ? { kind: 'unknown', unread } : finding;
  } catch {
    return CACHE_PREFIX.test(image.repositoryName) ? { kind: 'unknown', unread } : finding;
  }
}

async function lookUpRepository(images: Asked[], world: World): Promise<[string, Finding][]> {
  const [first, ...others] = images;
  if (first === undefined) return [];
  try {
    const ecr = await world.aws.ecr(first.parsed.region);
    try {
      const answer = await ecr.manifests([first.parsed, ...others.map(({ parsed }) => parsed)]);
      return await each(images, (asked) => toFinding(asked, answer, { ecr, world }));
    } catch (error) {
      if (!isDenied(error)) throw error;
      return await each(images, ({ parsed }) => describe(parsed, ecr));
    }
  } catch (error) {
    return images.map(({ image, parsed }) => [image, failed(error, parsed)]);
  }
}

async function each(images: Asked[], find: (asked: Asked) => Promise<Finding>): Promise<[string, Finding][]> {
  return await Promise.all(images.map(async (asked): Promise<[string, Finding]> => [asked.image, await find(asked)]));
}

async function toFinding(
  { parsed, platforms }: Asked,
  answer: Awaited<ReturnType<Ecr['manifests']>>,
  at: { ecr: Ecr; world: World },
): Promise<Finding> {
  const image = answer.images.find(({ imageId }) => isSameImage(imageId, parsed));
  if (image === undefined) {
    const failure = answer.failures.find(({ imageId }) => isSameImage(imageId, parsed));
    if (failure?.failureCode === 'ImageNotFound') return { kind: 'image-missing' };
    return { kind: 'unknown', unread: `ECR returned ${failure?.failureCode ?? 'nothing'}` };
  }
  const text = image.imageManifest ?? '';
  const digests = [image.imageId?.imageDigest ?? [], readPlatformDigests(text)].flat();
  const manifest = platforms ? readManifest(text) : undefined;
  if (manifest === undefined) return { kind: 'found', digests };
  if ('platforms' in manifest) return { kind: 'found', digests, platforms: manifest.platforms };
  return { kind: 'found', digests, ...(await readPlatform(parsed, manifest.config, at)) };
}

/** A single image has its platform only in its configuration, which is a download; we do not wait for a slow one. */
async function readPlatform(
  image: EcrImage,
  configuration: string,
  { ecr, world }: { ecr: Ecr; world: World },
): Promise<{ platforms?: string[] }> {
  const over = new AbortController();
  world.clock.sleep(CONFIGURATION_DEADLINE, over.signal).then(
    () => over.abort(),
    () => undefined,
  );
  try {
    const text = await ecr.blob(image, configuration, AbortSignal.any([over.signal, world.signal]));
    const platform = readConfiguration(text ?? '');
    return platform === undefined ? {} : { platforms: [platform] };
  } catch {
    return {};
  } finally {
    over.abort();
  }
}

/** Returns less than the manifest, but roles that only deploy are more often allowed to call it. */
async function describe(image: EcrImage, ecr: Ecr): Promise<Finding> {
  try {
    const digest = await ecr.imageDigest(image);
    return { kind: 'found', digests: digest === undefined ? [] : [digest] };
  } catch (error) {
    return failed(error, image);
  }
}

function failed(error: unknown, image: EcrImage): Finding {
  if (isDenied(error) || isBadCredentials(error) || error instanceof DeployError) return { kind: 'unknown' };
  const name = errorName(error);
  if (name === 'ImageNotFoundException') return { kind: 'image-missing' };
  if (name === 'RepositoryNotFoundException') return { kind: 'repository-missing', repository: image };
  return { kind: 'unknown', unread: isUnsettled(error) ? `ECR did not answer: ${name}` : `ECR returned ${name}` };
}
