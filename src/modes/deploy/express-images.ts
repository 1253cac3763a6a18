import type { Inputs } from '../../inputs/spec.ts';
import type { Problem, Target } from '../../model.ts';
import { phrase } from '../../phrases.ts';
import { atInput, toProblem } from '../../problem.ts';
import { digestDropped } from '../../render/image-tag.ts';

/** An Express service that is deployed from an image has one container, and takes its image from `image` or `image-tag` alone. */
export function checkExpressImages(inputs: Inputs, targets: readonly Target[]): Problem[] {
  const { image, 'image-tag': tag, images } = inputs;
  const ofImage = targets.filter((target) => target.kind === 'express' && target.definitionMode === 'image');
  const dropped = targets.flatMap((target) => {
    const digest = target.kind === 'express' ? target.tagged?.digest : undefined;
    return digest === undefined ? [] : [digestDropped(`service "${target.name}"`, digest)];
  });
  if ((image ?? tag) === undefined || images === undefined || ofImage.length === 0) return dropped;
  const input = image === undefined ? 'image-tag' : 'image';
  return [
    ...dropped,
    toProblem('image-given-twice', atInput('images'), {
      message: `${phrase('inputs', `${input} images`)} are both set, but an Express service deployed from an image has one container.`,
      fix: 'Remove images.',
    }),
  ];
}
