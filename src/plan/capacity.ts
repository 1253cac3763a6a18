import { errorName, isDenied } from '../aws/failure.ts';
import type { Target } from '../model.ts';
import type { World } from '../world.ts';

/** Optional reads must not hold up a deploy. */
const PATIENCE_MS = 10_000;

/** Cluster → the capacity providers that are associated with it; a cluster that could not be read is not there. */
export type ClusterProviders = ReadonlyMap<string, readonly string[]>;

/** Reads which capacity providers a cluster has, where somebody asks for some. A notice says where it could not be read. */
export async function readClusterProviders(clusters: readonly string[], world: World): Promise<ClusterProviders> {
  const found = new Map<string, readonly string[]>();
  for (const cluster of new Set(clusters)) {
    const providers = await readProviders(cluster, world);
    if (providers !== undefined) found.set(cluster, providers);
  }
  return found;
}

/** The clusters whose capacity providers matter: a strategy that stays as it is was accepted before. */
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
  const { clock, signal } = world;
  const reading = world.aws.ecs
    .describeCluster(cluster)
    .catch((cause: unknown) => new Error(errorName(cause), { cause }));
  const inTime = await clock.within({ milliseconds: PATIENCE_MS, signal }, reading);
  const found = inTime ? await reading : new Error('no answer within 10 s');
  if (!(found instanceof Error)) return found?.capacityProviders;
  if (isDenied(found.cause)) return undefined;
  const message = `Not checked: whether the cluster ${cluster} has the capacity providers (ecs:DescribeClusters: ${found.message}).`;
  world.emit({ at: clock.now(), kind: 'notice', message });
  return undefined;
}
