import { checkImage } from '../../check/images.ts';
import type { Inputs } from '../../inputs/spec.ts';
import type { Problem, Target } from '../../model.ts';

/** Images of the inputs where no template can be read to put them into: a bad file must not hide a bad image. */
export function checkInputImages({ image, images = [] }: Inputs): Problem[] {
  const alone = image === undefined ? [] : [checkImage(image, { kind: 'input', input: 'image' })];
  const named = images.map(([container, one]) => checkImage(one, { kind: 'input', input: 'images' }, container));
  return [...alone, ...named].filter((problem) => problem !== undefined);
}

/** An Express service that is deployed from an image has one container, and takes its image from `image` alone. */
export function checkExpressImages({ image, images }: Inputs, targets: readonly Target[]): Problem[] {
  const takesOne = targets.some((target) => target.kind === 'express' && target.definitionMode === 'image');
  if (image === undefined || images === undefined || !takesOne) return [];
  return [
    {
      rule: 'image-given-twice',
      severity: 'error',
      message:
        'Inputs "image" and "images" are both set, but an Express service deployed from an image has one container.',
      fix: 'Remove images.',
      origin: { kind: 'input', input: 'images' },
    },
  ];
}
