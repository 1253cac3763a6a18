import type { Service, UpdateServiceCommandInput } from '@aws-sdk/client-ecs';
import { settingFacts } from '../aws/service-settings.ts';
import { primaryDeployment } from '../aws/service.ts';
import { writeOnce } from '../aws/write.ts';
import type { ServiceSettings, Started } from '../model.ts';
import type { World } from '../world.ts';
import { findEffect, findSettings, type Effect } from './effect.ts';
import { readBaseline, type Listed } from './started.ts';

export interface ServiceUpdate {
  name: string;
  cluster: string;
  service: Service;
  settings: ServiceSettings;
  /** The revision to deploy; absent if the live one stays. */
  taskDefinitionArn?: string;
  /** The list for the baseline, if it is already being read. */
  listed?: Promise<Listed> | undefined;
}

/**
 * Starts the deployment with UpdateService. A call with a lost response is looked up, and sent again only if ECS shows that it had no effect.
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials` or `aws`
 */
export async function deployService(update: ServiceUpdate, world: World): Promise<Started> {
  const baseline = await readBaseline(update, world);
  const request: UpdateServiceCommandInput = {
    cluster: update.cluster,
    service: update.name,
    ...(update.taskDefinitionArn === undefined ? {} : { taskDefinition: update.taskDefinitionArn }),
    ...update.settings,
  };
  const deploys =
    update.taskDefinitionArn !== undefined || settingFacts(update.settings).some((setting) => setting.deploys);
  const startedAt = world.clock.now();
  const question = { ...update, baseline, startedAt };
  const { service, serviceRevisionArn } = await writeOnce<Partial<Effect>>(
    {
      action: 'ecs:UpdateService',
      doing: 'updating the service',
      send: async () => ({ service: await world.aws.ecs.updateService(request) }),
      findEffect: async (looking) =>
        deploys ? await findEffect(question, looking) : toEffect(await findSettings(question, looking)),
    },
    world,
  );
  const primary = primaryDeployment(service);
  const isNew = primary?.id !== undefined && primary.id !== baseline.primaryId;
  const taskDefinitionArn = update.taskDefinitionArn ?? primary?.taskDefinition ?? update.service.taskDefinition;
  return {
    cluster: update.cluster,
    service: update.name,
    serviceArn: service?.serviceArn ?? update.service.serviceArn ?? update.name,
    baseline,
    startedAt,
    deploys: deploys || isNew,
    primaryId: isNew ? primary.id : undefined,
    primaryCreatedAt: isNew ? primary.createdAt : undefined,
    serviceRevisionArn,
    taskDefinitionArn,
  };
}

function toEffect(service: Service | undefined): Effect | undefined {
  return service && { service };
}
