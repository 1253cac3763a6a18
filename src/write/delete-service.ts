import { stateOf } from '../aws/service.ts';
import type { World } from '../world.ts';
import { ask } from './ask.ts';

export interface Deletion {
  cluster: string;
  name: string;
  /** Set if it is an Express service, whose load balancer and other resources go with it. */
  expressArn?: string | undefined;
}

/**
 * Asks ECS to delete a service with its tasks. False if someone else had asked before. Safe to repeat.
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials`, `unsettled` or `aws`
 */
export async function deleteService({ cluster, name, expressArn }: Deletion, world: World): Promise<boolean> {
  return await ask(
    {
      send: ({ aws }) =>
        expressArn === undefined
          ? aws.ecs.deleteService({ cluster, service: name })
          : aws.ecs.deleteExpressService(expressArn),
      find: async ({ aws }) => {
        const { services = [] } = await aws.ecs.describeServices({ cluster, services: [name] });
        const [service] = services;
        return service === undefined || stateOf(service) !== 'active' ? true : undefined;
      },
      over: ['ServiceNotFoundException', 'ServiceNotActiveException'],
      action: expressArn === undefined ? 'ecs:DeleteService' : 'ecs:DeleteExpressGatewayService',
      doing: 'deleting the service',
    },
    world,
  );
}
