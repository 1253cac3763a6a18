import type { Inputs } from '../../inputs/spec.ts';
import type { Problem, Target } from '../../model.ts';
import { atInput, toProblem } from '../../problem.ts';

/** An Express service that is deployed from an image has one container, and takes its image from `image` alone. */
export function checkExpressImages({ image, images }: Inputs, targets: readonly Target[]): Problem[] {
  const takesOne = targets.some((target) => target.kind === 'express' && target.definitionMode === 'image');
  if (image === undefined || images === undefined || !takesOne) return [];
  return [
    toProblem('image-given-twice', atInput('images'), {
      message:
        'Inputs "image" and "images" are both set, but an Express service deployed from an image has one container.',
      fix: 'Remove images.',
    }),
  ];
}
