import type { ClusterFacts, Target } from '../model.ts';
import type { World } from '../world.ts';
import { readOptionally } from './optional-read.ts';

/** A cluster that could not be read is absent. */
export type ClustersRead = ReadonlyMap<string, ClusterFacts>;

/** Reads each cluster once. A notice says which could not be read, and what is not checked because of it. */
export async function readClusters(clusters: readonly string[], world: World): Promise<ClustersRead> {
  const found = new Map<string, ClusterFacts>();
  for (const cluster of new Set(clusters)) {
    const facts = await readFacts(cluster, world);
    if (facts !== undefined) found.set(cluster, facts);
  }
  return found;
}

/** The clusters that matter to a change: whatever is live was accepted before. */
export function clustersToRead(targets: readonly Target[]): string[] {
  return targets.filter((target) => asksForProviders(target) || asksForNamespace(target)).map(({ cluster }) => cluster);
}

function asksForProviders({ settings, ...target }: Target): boolean {
  const isInAppSpec =
    target.kind === 'codedeploy' &&
    target.appSpecChanges.some(({ setting }) => setting === 'AppSpec.CapacityProviderStrategy');
  return (settings.capacityProviderStrategy ?? []).length > 0 || isInAppSpec;
}

function asksForNamespace({ settings: { serviceConnectConfiguration: connect } }: Target): boolean {
  return connect?.enabled === true && connect.namespace === undefined;
}

async function readFacts(cluster: string, world: World): Promise<ClusterFacts | undefined> {
  const unknown = `Not checked against the cluster ${cluster}: its capacity providers, and its default namespace for Service Connect`;
  const asked = { action: 'ecs:DescribeClusters', unknown };
  const found = await readOptionally(world.aws.ecs.describeCluster(cluster), asked, world);
  return (
    found && {
      capacityProviders: found.capacityProviders ?? [],
      namespace: found.serviceConnectDefaults?.namespace,
    }
  );
}
