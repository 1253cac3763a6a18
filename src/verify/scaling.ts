import type { ExpressGatewayScalingTarget } from '@aws-sdk/client-ecs';
import type { LiveService, SettingState } from './setting-state.ts';

/** Auto scaling moves the count within its new limits; how many tasks run within them is up to auto scaling. */
export function proveScaling(
  { minTaskCount = 0, maxTaskCount = Infinity }: ExpressGatewayScalingTarget,
  { service: { runningCount = 0, pendingCount = 0 } }: LiveService,
): SettingState {
  const limits = maxTaskCount === Infinity ? `at least ${minTaskCount}` : `${minTaskCount} to ${maxTaskCount}`;
  const says = `${runningCount === 1 ? '1 task is running' : `${runningCount} tasks are running`} (auto scaling: ${limits})`;
  const holds = runningCount >= minTaskCount && runningCount <= maxTaskCount && pendingCount === 0;
  return { says, kind: holds ? 'true' : 'not-yet' };
}
