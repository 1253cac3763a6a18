import type { Tag } from '@aws-sdk/client-ecs';
import type { World } from '../world.ts';
import { ask } from './ask.ts';

/**
 * Sets tags on a service or a revision; the same tags twice do no harm.
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials`, `unsettled` or `aws`
 */
export async function setTags({ arn, tags }: { arn: string; tags: Tag[] }, world: World): Promise<void> {
  await ask(
    {
      send: (asking) => asking.aws.ecs.tagResource(arn, tags),
      find: () => Promise.resolve(undefined),
      over: [],
      action: 'ecs:TagResource',
      doing: 'setting the provenance tags',
    },
    world,
  );
}
