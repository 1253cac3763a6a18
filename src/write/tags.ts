import { writeOnce } from '../aws/write.ts';
import type { Target } from '../model.ts';
import type { World } from '../world.ts';
import { holds } from './effect.ts';

type Tagged = Pick<Target, 'name' | 'cluster' | 'service' | 'tags'>;

/** Changes the tags of a live service; reports each call that AWS accepted. */
export async function changeTags(target: Tagged, accepted: () => void, world: World): Promise<void> {
  const { tags, service } = target;
  const serviceArn = service?.serviceArn;
  if (tags === undefined || serviceArn === undefined) return;
  const { removed, added } = tags;
  const doing = 'changing the tags of the service';
  if (removed.length > 0) {
    await writeOnce<unknown>(
      {
        action: 'ecs:UntagResource',
        doing,
        send: () => world.aws.ecs.untagResource(serviceArn, removed),
        findEffect: async (looking) => {
          const live = await readTags(target, looking);
          return live?.some(({ key = '' }) => removed.includes(key)) === false ? live : undefined;
        },
      },
      world,
    );
    accepted();
  }
  if (added.length > 0) {
    await writeOnce<unknown>(
      {
        action: 'ecs:TagResource',
        doing,
        send: () => world.aws.ecs.tagResource(serviceArn, added),
        findEffect: async (looking) => {
          const live = await readTags(target, looking);
          return added.every((tag) => live?.some((one) => holds(one, tag))) ? live : undefined;
        },
      },
      world,
    );
    accepted();
  }
}

async function readTags({ cluster, name }: Tagged, { aws }: World) {
  const { services: [service] = [] } = await aws.ecs.describeServices({ cluster, services: [name] });
  return service && (service.tags ?? []);
}
