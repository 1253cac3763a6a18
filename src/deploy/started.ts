import type { Service } from '@aws-sdk/client-ecs';
import type { Before } from '../model.ts';
import type { World } from '../world.ts';

export async function readBefore(
  target: { cluster: string; name: string; service?: Service },
  world: World,
): Promise<Before> {
  const primaryId = primaryDeployment(target.service)?.id;
  const listed = target.service === undefined ? [] : await listDeployments(target, world);
  const events = target.service?.events ?? [];
  return {
    primaryId,
    serviceDeployments: listed && new Set(listed),
    eventIds: new Set(events.flatMap(({ id }) => id ?? [])),
  };
}

async function listDeployments(target: { cluster: string; name: string }, world: World): Promise<string[] | undefined> {
  try {
    const briefs = await world.aws.ecs.listServiceDeployments({ cluster: target.cluster, service: target.name });
    return briefs.flatMap(({ serviceDeploymentArn }) => serviceDeploymentArn ?? []);
  } catch {
    return undefined;
  }
}

export function primaryDeployment(service: Service | undefined) {
  return service?.deployments?.find(({ status }) => status === 'PRIMARY');
}
