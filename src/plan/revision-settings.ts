import type { ServiceRevision } from '@aws-sdk/client-ecs';
import type { ServiceDocument } from '../model.ts';
import type { World } from '../world.ts';
import type { Located } from './locate.ts';

/** Settings that DescribeServices does not show. */
const OF_REVISION = ['gatewayConnectors', 'monitoring'] as const;

/** What only the service revision shows, if a service definition sets it; unreadable counts as different, so that it is sent. */
export async function readRevisionSettings(
  { service }: Pick<Located, 'service'>,
  document: ServiceDocument | undefined,
  world: World,
): Promise<Pick<ServiceRevision, (typeof OF_REVISION)[number]>> {
  const arn = service?.currentServiceRevisions?.[0]?.arn;
  if (arn === undefined || !OF_REVISION.some((name) => document?.fields[name] !== undefined)) return {};
  try {
    const [revision] = await world.aws.ecs.describeServiceRevisions([arn]);
    return { gatewayConnectors: revision?.gatewayConnectors, monitoring: revision?.monitoring };
  } catch {
    return {};
  }
}
