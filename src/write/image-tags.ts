import type { Image } from '@aws-sdk/client-ecr';
import type { EcrRepository } from '../aws/image.ts';
import type { World } from '../world.ts';
import { ask } from './ask.ts';

export interface TagOfImage {
  repository: EcrRepository;
  tag: string;
  /** As ECR returned it: its manifest is pushed again, byte for byte. */
  image: Image;
}

/**
 * Adds a tag to an image, or moves it there. Safe to repeat.
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials`, `unsettled` or `aws`
 */
export async function tagImage({ repository, tag, image }: TagOfImage, world: World): Promise<void> {
  await ask(
    {
      send: async (asking) => await (await asking.aws.ecr(repository.region)).putTag(repository, tag, image),
      find: async (looking) => {
        const ecr = await looking.aws.ecr(repository.region);
        const { images } = await ecr.manifests([{ ...repository, tag }]);
        return images[0]?.imageId?.imageDigest === image.imageId?.imageDigest ? true : undefined;
      },
      over: ['ImageAlreadyExistsException'],
      action: 'ecr:PutImage',
      doing: 'tagging an image',
    },
    world,
  );
}

/**
 * Removes a tag of an image that has others: with its last tag ECR would delete the image. Safe to repeat.
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials`, `unsettled` or `aws`
 */
export async function untagImage({ repository, tag }: Omit<TagOfImage, 'image'>, world: World): Promise<void> {
  await ask(
    {
      send: async (asking) => await (await asking.aws.ecr(repository.region)).deleteTags(repository, [tag]),
      find: () => Promise.resolve(undefined),
      over: [],
      action: 'ecr:BatchDeleteImage',
      doing: 'removing a tag of an image',
    },
    world,
  );
}
