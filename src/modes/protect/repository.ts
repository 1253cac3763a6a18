import type { Image } from '@aws-sdk/client-ecr';
import { errorName, toDeployError } from '../../aws/failure.ts';
import { parseEcrImage, type EcrImage, type EcrRepository } from '../../aws/image.ts';
import { readPlatformDigests } from '../../aws/image-index.ts';
import type { ProtectedImage } from '../../model.ts';
import type { TagRules } from '../../plan/protected-tags.ts';
import type { World } from '../../world.ts';
import type { NeededImage } from './revisions.ts';

/** What is known of a repository of ECR. */
export interface Repository extends EcrRepository {
  /** Which tags can be moved; or why that is unknown. */
  rules: TagRules | { unknown: string };
  /** The text of its lifecycle policy; undefined if it has none. */
  policy: string | undefined | { unknown: string };
  /** Undefined if they could not be listed. */
  tags: ReadonlyMap<string, string> | undefined;
}

/** An image that is tagged, or would be, and where. */
export interface Kept {
  entry: ProtectedImage;
  repository: Repository;
  tag: string;
  digest: string;
}

/** Each repository is read once, however many services use it. */
export function rememberRepositories(): (image: EcrImage, world: World) => Promise<Repository> {
  const known = new Map<string, Promise<Repository>>();
  return (image, world) => {
    const key = `${image.registryId} ${image.region} ${image.repositoryName}`;
    const reading = known.get(key) ?? readRepository(image, world);
    known.set(key, reading);
    return reading;
  };
}

async function readRepository({ registryId, region, repositoryName }: EcrImage, world: World): Promise<Repository> {
  const repository = { registryId, region, repositoryName };
  const ecr = await world.aws.ecr(region);
  const reading = { action: 'ecr:DescribeRepositories', doing: 'reading a repository of ECR' };
  const [rules, policy, tags] = await Promise.all([
    ecr.describeRepository(repository).then(
      (found) => found ?? { unknown: 'ECR returned no repository of that name.' },
      (error: unknown) => ({ unknown: toDeployError(error, reading).message }),
    ),
    ecr.lifecyclePolicy(repository).catch((error: unknown) => {
      if (errorName(error) === 'LifecyclePolicyNotFoundException') return undefined;
      return { unknown: toDeployError(error, { ...reading, action: 'ecr:GetLifecyclePolicy' }).message };
    }),
    ecr.listTags(repository).catch(() => undefined),
  ]);
  return { ...repository, rules, policy, tags };
}

/** The account of the service owns the repository, or why nothing is tagged there. */
export function parseOwn(image: string, account: string | undefined): EcrImage | { foreign: string } {
  const parsed = parseEcrImage(image);
  if (parsed === undefined) return { foreign: 'it is not in a private repository of Amazon ECR' };
  const isForeign = account !== undefined && parsed.registryId !== account;
  return isForeign ? { foreign: `its repository belongs to account ${parsed.registryId}` } : parsed;
}

/** The image as ECR has it now; or why it has none. */
export type InEcr = { image: Image; digest: string; note?: string } | { missing: string };

/**
 * A tag may have been moved since the revision was deployed. What ran is protected then: nothing else keeps it.
 *
 * @throws the errors of BatchGetImage
 */
export async function findInEcr(
  { parsed, ran }: { parsed: EcrImage } & Pick<NeededImage, 'ran'>,
  world: World,
): Promise<InEcr> {
  const named = await readOne(parsed, world);
  const digests = named === undefined ? [] : [named.digest, ...readPlatformDigests(named.image.imageManifest ?? '')];
  if (parsed.digest !== undefined || ran === undefined || digests.includes(ran)) {
    return named ?? { missing: 'ECR does not have it' };
  }
  const before = await readOne({ ...parsed, digest: ran }, world);
  const moved = `the tag ${parsed.tag ?? 'latest'} ${named === undefined ? 'is gone' : 'points to another image now'}`;
  if (before !== undefined) return { ...before, note: `${moved}; this is the image that ran` };
  return named === undefined
    ? { missing: 'ECR does not have it' }
    : { ...named, note: `${moved}, and the one that ran (${ran}) is gone` };
}

async function readOne(image: EcrImage, { aws }: World): Promise<{ image: Image; digest: string } | undefined> {
  try {
    const { images } = await (await aws.ecr(image.region)).manifests([image]);
    const [found] = images;
    const digest = found?.imageId?.imageDigest;
    return found === undefined || digest === undefined ? undefined : { image: found, digest };
  } catch (error) {
    if (errorName(error) === 'RepositoryNotFoundException') return undefined;
    throw error;
  }
}
