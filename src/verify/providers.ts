import type { CapacityProviderStrategyItem, Task } from '@aws-sdk/client-ecs';
import { isSame } from '../aws/same.ts';
import { STALE_SECONDS, type LiveService, type SettingState } from './setting-state.ts';

/** The strategy is true once the service shows it and every running task is on one of its capacity providers. */
export function proveProviders(
  asked: readonly CapacityProviderStrategyItem[],
  { service, tasks, replaced, seconds }: LiveService,
): SettingState {
  const names = new Set(asked.map(({ capacityProvider }) => capacityProvider));
  const wanted = asked.length === 0 ? 'its launch type' : [...names].join(' and ');
  if (!isSame(asked, service.capacityProviderStrategy, 'capacityProviderStrategy')) {
    const says = `the service does not show ${wanted}`;
    if (seconds < STALE_SECONDS) return { says, kind: 'not-yet' };
    return { says, kind: 'false', cause: notShown(wanted, service.capacityProviderStrategy ?? []) };
  }
  if (asked.length === 0) return { says: 'it has no capacity provider strategy', kind: 'true' };
  if (tasks === undefined) return { says: `new tasks start on ${wanted}`, kind: 'unknown' };
  const others = tasks.filter(({ capacityProviderName }) => !names.has(capacityProviderName));
  if (others.length === 0) {
    return { says: tasks.length === 0 ? `new tasks start on ${wanted}` : places(tasks), kind: 'true' };
  }
  if (replaced) return { says: `${places(others)}, not on ${wanted}`, kind: 'not-yet' };
  return {
    says: `new tasks start on ${wanted}, but ${places(others)}`,
    kind: 'new-tasks-only',
  };
}

function notShown(wanted: string, live: readonly CapacityProviderStrategyItem[]): { message: string; fix: string } {
  const now = live.map(({ capacityProvider }) => capacityProvider).join(' and ');
  const message = `The service was set to ${wanted}, but shows ${now === '' ? 'no capacity provider' : now}: someone else changed it.`;
  return { message, fix: 'Find out who or what else updates this service (CloudTrail: UpdateService).' };
}

/** `2 tasks are on FARGATE_SPOT`. */
function places(tasks: readonly Task[]): string {
  const byPlace = Map.groupBy(tasks, ({ capacityProviderName, launchType }) => capacityProviderName ?? launchType);
  return [...byPlace]
    .map(([place, { length }]) => `${length === 1 ? '1 task is' : `${length} tasks are`} on ${place ?? 'no provider'}`)
    .join(' and ');
}
