import type { Service } from '@aws-sdk/client-ecs';
import { CLOCK_SKEW_MS, controllerOf, primaryDeployment, primaryTaskSet, stateOf } from '../aws/service.ts';
import { writeOnce } from '../aws/write.ts';
import type { ServiceTarget, Started } from '../model.ts';
import type { World } from '../world.ts';

export interface Creation {
  name: string;
  cluster: string;
  creates: NonNullable<ServiceTarget['creates']>;
  taskDefinitionArn: string;
}

/**
 * Creates a classic service. A call with a lost response is looked up by the name of the service, which can be given only once.
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials`, `unsettled` or `aws`
 */
export async function createService(creation: Creation, world: World): Promise<Started> {
  const { name, cluster, creates, taskDefinitionArn } = creation;
  const startedAt = world.clock.now();
  const service = await writeOnce<Service | undefined>(
    {
      action: 'ecs:CreateService',
      doing: 'creating the service',
      send: () => world.aws.ecs.createService({ ...creates, taskDefinition: taskDefinitionArn }),
      findEffect: (looking) => findCreated({ ...creation, startedAt }, looking),
    },
    world,
  );
  const byTaskSet = controllerOf(creates) === 'CODE_DEPLOY';
  const primary = byTaskSet ? primaryTaskSet(service) : primaryDeployment(service);
  return {
    cluster,
    service: name,
    serviceArn: service?.serviceArn ?? name,
    baseline: { serviceDeployments: new Set(), eventIds: new Set(), ...(byTaskSet ? { taskSetIds: new Set() } : {}) },
    startedAt,
    deploys: true,
    ...(byTaskSet ? { byTaskSet } : {}),
    taskDefinitionArn,
    ...(primary?.id === undefined ? {} : { primaryId: primary.id }),
    ...(primary?.createdAt === undefined ? {} : { primaryCreatedAt: primary.createdAt }),
  };
}

/** The service of this name, if it is as old as the call and runs its revision: an older one is someone else's. */
async function findCreated(
  { name, cluster, taskDefinitionArn, startedAt }: Creation & { startedAt: Date },
  { aws }: World,
): Promise<Service | undefined> {
  const { services = [] } = await aws.ecs.describeServices({ cluster, services: [name] });
  const notBefore = startedAt.getTime() - CLOCK_SKEW_MS;
  return services.find(
    (service) =>
      stateOf(service) === 'active' &&
      service.taskDefinition === taskDefinitionArn &&
      (service.createdAt?.getTime() ?? 0) >= notBefore,
  );
}
