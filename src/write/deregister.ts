import { isActiveRevision } from '../aws/service.ts';
import type { World } from '../world.ts';
import { ask } from './ask.ts';

/**
 * Deregisters a revision: what runs it goes on, but nothing new can be deployed from it. Safe to repeat.
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials`, `unsettled` or `aws`
 */
export async function deregister(taskDefinitionArn: string, world: World): Promise<void> {
  await ask(
    {
      send: (asking) => asking.aws.ecs.deregisterTaskDefinition(taskDefinitionArn),
      find: async (looking) => {
        const { taskDefinition } = await looking.aws.ecs.describeTaskDefinition(taskDefinitionArn);
        return taskDefinition !== undefined && !isActiveRevision(taskDefinition) ? true : undefined;
      },
      over: [],
      action: 'ecs:DeregisterTaskDefinition',
      doing: 'deregistering an old revision',
    },
    world,
  );
}
