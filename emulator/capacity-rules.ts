import type { CapacityProviderStrategyItem } from '@aws-sdk/client-ecs';
import { invalidParameter } from './api-error.ts';
import type { ClusterRecord } from './world.ts';

const MAX_PROVIDERS = 20;

/** Capacity provider strategies that RunTask, CreateService and UpdateService reject. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html */
export function checkCapacity(cluster: ClusterRecord, strategy: readonly CapacityProviderStrategyItem[]): void {
  if (strategy.length === 0) return;
  if (strategy.length > MAX_PROVIDERS) {
    throw invalidParameter(
      `A capacity provider strategy can contain a maximum of ${MAX_PROVIDERS} capacity providers.`,
    );
  }
  const names = strategy.map(({ capacityProvider = '' }) => capacityProvider);
  if (names.some((name) => !cluster.capacityProviders.includes(name))) {
    throw invalidParameter(
      'The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster or specify a valid capacity provider and try again.',
    );
  }
  if (names.some(isFargate) && !names.every(isFargate)) {
    throw invalidParameter(
      'A capacity provider strategy cannot contain a mix of capacity providers using Auto Scaling groups and Fargate providers. Specify one or the other and try again.',
    );
  }
  if (strategy.filter(({ base = 0 }) => base > 0).length > 1) {
    throw invalidParameter(
      'There are multiple capacity providers in the specified capacity provider strategy with a base value defined. Only one capacity provider in a strategy can have a base value.',
    );
  }
  if (strategy.every(({ weight = 0 }) => weight === 0)) {
    throw invalidParameter(
      'There are no capacity providers in the capacity provider strategy with a weight value greater than zero. At least one capacity provider must have a weight value greater than zero specified.',
    );
  }
}

export const isFargate = (capacityProvider: string): boolean => /^FARGATE(_SPOT)?$/.test(capacityProvider);

/** Whether two strategies place tasks alike: the order of the providers does not matter, base and weight default to 0. */
export function sameStrategy(
  one: readonly CapacityProviderStrategyItem[],
  other: readonly CapacityProviderStrategyItem[],
): boolean {
  const plain = (strategy: readonly CapacityProviderStrategyItem[]): string =>
    strategy
      .map(({ capacityProvider, base = 0, weight = 0 }) => `${capacityProvider} ${base} ${weight}`)
      .toSorted()
      .join();
  return plain(one) === plain(other);
}
