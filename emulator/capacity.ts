import type { CapacityProviderStrategyItem } from '@aws-sdk/client-ecs';

/**
 * Where the next task of a service goes: the base of its provider first, then by weight.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
 */
export function chooseProvider(
  strategy: readonly CapacityProviderStrategyItem[],
  placed: readonly (string | undefined)[],
): string | undefined {
  const count = ({ capacityProvider }: CapacityProviderStrategyItem): number =>
    placed.filter((name) => name === capacityProvider).length;
  const short = strategy.find((item) => count(item) < (item.base ?? 0));
  if (short) return short.capacityProvider;
  const weighted = strategy.filter(({ weight = 0 }) => weight > 0);
  const share = (item: CapacityProviderStrategyItem): number =>
    (count(item) - (item.base ?? 0) + 1) / (item.weight ?? 1);
  return weighted.toSorted((a, b) => share(a) - share(b))[0]?.capacityProvider ?? strategy[0]?.capacityProvider;
}
