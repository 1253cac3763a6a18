import { CLOCK_SKEW_MS } from '../aws/service.ts';
import { writeOnce } from '../aws/write.ts';
import type { TaskDefinition } from '../model.ts';
import type { World } from '../world.ts';

/** Nobody registers more revisions of a family than this in the seconds a call takes. */
const LOOK_BACK = 5;

export interface RegisterRequest {
  definition: TaskDefinition;
  /** Whether a revision in AWS is the one that was sent; decides what a lost response meant. */
  isSame: (registered: TaskDefinition) => boolean;
}

/**
 * The first write: registers the definition and returns the revision's ARN.
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials` or `aws`
 */
export async function register(request: RegisterRequest, world: World): Promise<string> {
  const startedAt = world.clock.now();
  return await writeOnce(
    {
      action: 'ecs:RegisterTaskDefinition',
      doing: 'registering the task definition',
      send: () => send(request, world),
      findEffect: (looking) => findRegistered({ ...request, startedAt }, looking),
    },
    world,
  );
}

async function send({ definition }: RegisterRequest, world: World): Promise<string> {
  const registered = await world.aws.ecs.registerTaskDefinition(definition);
  return registered?.taskDefinitionArn ?? '';
}

/** Others may have registered revisions of the family in the meantime: the newest few are checked. */
async function findRegistered(
  request: RegisterRequest & { startedAt: Date },
  world: World,
): Promise<string | undefined> {
  const family = request.definition.family ?? '';
  const notBefore = request.startedAt.getTime() - CLOCK_SKEW_MS;
  let name = family;
  for (let looked = 0; looked < LOOK_BACK; looked += 1) {
    const { taskDefinition: found, tags } = await world.aws.ecs.describeTaskDefinition(name);
    if (found === undefined || (found.registeredAt?.getTime() ?? 0) < notBefore) return undefined;
    if (request.isSame({ ...found, tags } as TaskDefinition)) return found.taskDefinitionArn;
    if ((found.revision ?? 1) <= 1) return undefined;
    name = `${family}:${(found.revision ?? 1) - 1}`;
  }
  return undefined;
}
