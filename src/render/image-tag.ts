import { replaceTag } from '../aws/image.ts';
import type { Problem } from '../model.ts';
import { atInput, toProblem } from '../problem.ts';
import { IMAGE_PLACEHOLDER } from './containers.ts';
import type { JsonObject, Trace } from './trace.ts';
import { phrase } from '../phrases.ts';

const INPUT = 'image-tag';

/** Puts the tag on the images that the containers have in the template; everything before the tag stays. */
export function changeTags(trace: Trace, chosen: readonly JsonObject[], tag: string): Problem[] {
  return chosen.flatMap((container) => {
    const { name, image } = container;
    if (typeof image !== 'string' || image.trim() === '' || image.includes(IMAGE_PLACEHOLDER)) {
      return [noImageForTag(String(name), image)];
    }
    const changed = replaceTag(image, tag);
    trace.set(container, 'image', { value: changed.image, input: INPUT });
    return changed.digest === undefined ? [] : [digestDropped(`container "${String(name)}"`, changed.digest)];
  });
}

function noImageForTag(name: string, image: unknown): Problem {
  const has = typeof image === 'string' && image.trim() !== '' ? `the placeholder ${IMAGE_PLACEHOLDER}` : 'no image';
  return toProblem('no-image-for-tag', atInput(INPUT), {
    message: `${phrase('input', 'image-tag')} needs an image to put the tag on, but container "${name}" has ${has}.`,
    fix: 'Write an image with its repository in the task definition, or set image to the whole reference instead of image-tag.',
  });
}

/** `of` is the container or service. */
export function digestDropped(of: string, digest: string): Problem {
  return toProblem('digest-dropped', atInput(INPUT), {
    message: `The image of ${of} was given by digest (${digest.slice(0, 19)}…); with image-tag it is given by tag.`,
    fix: 'To keep images by digest, set image to the new one, with its digest, instead of image-tag.',
  });
}
