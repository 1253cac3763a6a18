import type { Target } from '../model.ts';
import type { World } from '../world.ts';
import { readOptionally } from './optional-read.ts';

/** Cluster → the capacity providers that are associated with it; a cluster that could not be read is absent. */
export type ClusterProviders = ReadonlyMap<string, readonly string[]>;

/** Reads the capacity providers of each cluster, if an input names any. A notice says which clusters could not be read. */
export async function readClusterProviders(clusters: readonly string[], world: World): Promise<ClusterProviders> {
  const found = new Map<string, readonly string[]>();
  for (const cluster of new Set(clusters)) {
    const providers = await readProviders(cluster, world);
    if (providers !== undefined) found.set(cluster, providers);
  }
  return found;
}

/** The clusters whose capacity providers matter: an unchanged strategy was accepted before. */
export function clustersToRead(targets: readonly Target[]): string[] {
  return targets.filter(asksForProviders).map(({ cluster }) => cluster);
}

function asksForProviders({ settings, ...target }: Target): boolean {
  const isInAppSpec =
    target.kind === 'codedeploy' &&
    target.appSpecChanges.some(({ setting }) => setting === 'AppSpec.CapacityProviderStrategy');
  return (settings.capacityProviderStrategy ?? []).length > 0 || isInAppSpec;
}

async function readProviders(cluster: string, world: World): Promise<readonly string[] | undefined> {
  const unknown = `Not checked whether the cluster ${cluster} has the capacity providers`;
  const asked = { action: 'ecs:DescribeClusters', unknown };
  const found = await readOptionally(world.aws.ecs.describeCluster(cluster), asked, world);
  return found?.capacityProviders;
}
