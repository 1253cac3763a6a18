import type { CapacityProviderStrategyItem } from '@aws-sdk/client-ecs';

export function isFargate(capacityProvider: string): boolean {
  return /^FARGATE(_SPOT)?$/.test(capacityProvider);
}

/** Inputs and AppSpec files may hold anything, and numbers as text; wrong types are reported elsewhere. */
export function toItems(strategy: unknown): CapacityProviderStrategyItem[] {
  if (!Array.isArray(strategy)) return [];
  const items = strategy.filter(
    (item: unknown): item is Record<string, unknown> => typeof item === 'object' && item !== null,
  );
  return items.map(({ capacityProvider, base, weight }) => ({
    capacityProvider: typeof capacityProvider === 'string' ? capacityProvider : '',
    ...(base === undefined ? {} : { base: Number(base) }),
    ...(weight === undefined ? {} : { weight: Number(weight) }),
  }));
}
