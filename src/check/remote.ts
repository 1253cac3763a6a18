import { parseEcrImage } from '../aws/ecr.ts';
import { errorName, isDenied } from '../aws/failure.ts';
import type { Origin, Problem, Rendered } from '../model.ts';
import type { World } from '../world.ts';

export interface ImageCheck {
  problems: Problem[];
  /** Image URI → digest that ECR holds for it now; only images that could be looked up. */
  digests: Map<string, string>;
}

/** An image that would run, and where it was written. */
export interface AskedImage {
  image: string;
  origin: Origin;
}

/** Asks ECR whether the images are there, where the role may ask. Never fails a deploy for what cannot be read. */
export async function checkImages(images: AskedImage[], world: World): Promise<ImageCheck> {
  const digests = new Map<string, string>();
  const distinct = [...new Map(images.toReversed().map((asked) => [asked.image, asked])).values()];
  const found = await Promise.all(distinct.map((asked) => checkImage({ ...asked, digests }, world)));
  return { problems: onePerMessage(found.flat()), digests };
}

/** The images of a rendered task definition. */
export function imagesIn({ definition, locate }: Rendered): AskedImage[] {
  return (definition.containerDefinitions ?? []).flatMap(({ image }, index) =>
    typeof image === 'string' ? [{ image, origin: locate(['containerDefinitions', index, 'image']) }] : [],
  );
}

async function checkImage(
  asked: { image: string; origin: Origin; digests: Map<string, string> },
  world: World,
): Promise<Problem[]> {
  const { image, origin, digests } = asked;
  const parsed = parseEcrImage(image);
  if (parsed === undefined) return [];
  try {
    const ecr = await world.aws.ecr(parsed.region);
    const digest = await ecr.imageDigest(parsed);
    if (digest !== undefined) digests.set(image, digest);
    return [];
  } catch (error) {
    if (errorName(error) === 'ImageNotFoundException') {
      return [
        {
          rule: 'image-missing',
          severity: 'error',
          message: `ECR has no image ${image}.`,
          mend: 'Push the image before this step, or correct repository and tag.',
          origin,
        },
      ];
    }
    if (errorName(error) === 'RepositoryNotFoundException') {
      return [
        {
          rule: 'image-repository-missing',
          severity: 'error',
          message: `ECR has no repository ${parsed.repositoryName} in account ${parsed.registryId}, Region ${parsed.region}.`,
          mend: 'Correct the image URI, or create the repository.',
          origin,
        },
      ];
    }
    if (isDenied(error)) {
      world.emit({
        at: world.clock.now(),
        kind: 'notice',
        message: `Whether ${image} exists was not checked: allow ecr:DescribeImages to have it checked before the deploy.`,
      });
    }
    return [];
  }
}

function onePerMessage(problems: Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [problem.message, problem])).values()];
}
