import { primaryDeployment } from '../../aws/service.ts';
import type { Started, Target } from '../../model.ts';
import type { World } from '../../world.ts';

/** The service as it was found, when nothing is sent: whatever it is doing was started before. */
export function asFound(
  { cluster, name, service }: Pick<Target, 'cluster' | 'name' | 'service'>,
  live: string | undefined,
  world: World,
): Started {
  const primary = primaryDeployment(service);
  return {
    cluster,
    service: name,
    serviceArn: service?.serviceArn ?? name,
    baseline: {
      ...(primary?.id === undefined ? {} : { primaryId: primary.id }),
      eventIds: new Set((service?.events ?? []).flatMap(({ id }) => id ?? [])),
    },
    startedAt: world.clock.now(),
    ...(live === undefined ? {} : { taskDefinitionArn: live }),
    deploys: false,
  };
}
