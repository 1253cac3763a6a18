import { CHANGES_OF_CONTAINERS } from '../../inputs/empty.ts';
import type { InputName, Inputs } from '../../inputs/spec.ts';
import type { CheckedReport, Problem, Rendered } from '../../model.ts';
import { atInput, toProblem } from '../../problem.ts';
import { IMAGE_PLACEHOLDER } from '../../render/containers.ts';

/**
 * Stands for an image that is not built yet. It goes where the image would go, so that everything else is checked as it will be
 * deployed: which container gets it, and that no other container lacks one.
 */
const STAND_IN = `not-built-yet.invalid/image@sha256:${'0'.repeat(64)}`;

/** The inputs with the stand-in for each image that came out empty, or without its registry: a build that did not run leaves both. */
export function withStandIns(inputs: Inputs, given: readonly InputName[]): Inputs {
  const { image, images } = inputs;
  const isExpected = given.includes('container-name') && !CHANGES_OF_CONTAINERS.some((name) => given.includes(name));
  const isUnknown = image === undefined ? isExpected : isIncomplete(image);
  const built = images?.map(([name, one]) => [name, isIncomplete(one) ? STAND_IN : one] as const);
  return { ...inputs, image: isUnknown ? STAND_IN : image, images: built };
}

export function withImage(inputs: Inputs): Inputs {
  return { ...inputs, image: STAND_IN };
}

/** Whether a container waits for the input `image`, which is empty. */
export function lacksImage(rendered: Rendered, { image, 'image-tag': tag }: Inputs): boolean {
  return (
    image === undefined &&
    tag === undefined &&
    readContainers(rendered).some((one) => one.image === '' || one.image.includes(IMAGE_PLACEHOLDER))
  );
}

/** The containers and their images; one that is not known yet is left out. */
export function containersOf(rendered: Rendered | undefined): CheckedReport['containers'] {
  return readContainers(rendered).map(({ name, image }) => ({ name, ...(isKnown(image) ? { image } : {}) }));
}

/** Advice about images that nobody knows yet: in a deploy, that is an error. */
export function unknownImages(rendered: Rendered | undefined, { image, images = [] }: Inputs): Problem[] {
  const waiting = readContainers(rendered).filter((one) => one.image.includes(STAND_IN));
  const given = [image, ...images.map(([, one]) => one)];
  if (waiting.length === 0 && (rendered !== undefined || !given.includes(STAND_IN))) return [];
  const names = waiting.map(({ name }) => `"${name}"`).join(', ');
  const [what, of] = waiting.length > 1 ? ['images', ' of containers '] : ['image', ' of container '];
  const input = image === undefined && images.length > 0 ? 'images' : 'image';
  return [
    toProblem('image-unknown', atInput(input), {
      message: `The ${what}${names === '' ? '' : of + names} cannot be checked: the input is empty, or the registry in it is.`,
      fix: 'Ignore this where no image is built, as on a pull request from a fork. In mode deploy it is an error.',
    }),
  ];
}

function readContainers(rendered: Rendered | undefined): { name: string; image: string }[] {
  const containers: unknown = rendered?.definition.containerDefinitions;
  if (!Array.isArray(containers)) return [];
  return containers.map((container: { name?: unknown; image?: unknown } | null) => ({
    name: asText(container?.name),
    image: asText(container?.image),
  }));
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isKnown(image: string): boolean {
  return image !== '' && !image.includes(STAND_IN);
}

function isIncomplete(image: string): boolean {
  return image.trim() === '' || image.startsWith('/');
}
