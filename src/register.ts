import { writeOnce } from './aws/write.ts';
import { DeployError } from './errors.ts';
import type { TaskDefinition } from './model.ts';
import type { World } from './world.ts';

export interface RegisterRequest {
  definition: TaskDefinition;
  /** Whether a revision that AWS holds is the one that was sent; decides what a lost answer meant. */
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
      findEffect: () => findRegistered({ ...request, startedAt }, world),
    },
    world,
  );
}

async function send({ definition }: RegisterRequest, world: World): Promise<string> {
  const registered = await world.aws.ecs.registerTaskDefinition(definition);
  if (registered?.taskDefinitionArn) return registered.taskDefinitionArn;
  throw new DeployError('aws', 'RegisterTaskDefinition answered without a task definition ARN.', {
    hint: 'Look at the newest revision of the family in the console, then run the step again.',
  });
}

async function findRegistered(
  request: RegisterRequest & { startedAt: Date },
  world: World,
): Promise<string | undefined> {
  const { taskDefinition } = await world.aws.ecs.describeTaskDefinition(request.definition.family ?? '');
  const registeredAt = taskDefinition?.registeredAt?.getTime() ?? 0;
  const fresh = registeredAt >= request.startedAt.getTime() - 60_000;
  return taskDefinition && fresh && request.isSame(taskDefinition as TaskDefinition)
    ? taskDefinition.taskDefinitionArn
    : undefined;
}
