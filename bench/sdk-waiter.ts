import { renderService } from '../emulator/render-service.ts';
import type { ServiceRecord } from '../emulator/world.ts';

const MINIMUM_MILLISECONDS = 15_000;
const MAXIMUM_MILLISECONDS = 600_000;
const WAIT_MILLISECONDS = 30 * 60_000;

export interface SdkWaiter {
  /** When it saw the service stable, in the emulator's time; absent after 30 minutes without. */
  stableAt?: number;
  over: boolean;
}

/**
 * Polls a service when the official action would: waitUntilServicesStable with minDelay 15, and the SDK's own maxDelay of
 * 600 (@smithy/core, submodules/client/util-waiter/poller). Runs on the emulator's clock, alongside whatever else happens there.
 */
export function startSdkWaiter(service: ServiceRecord, random: () => number): SdkWaiter {
  const { clock } = service.region.world;
  const until = clock.now() + WAIT_MILLISECONDS;
  const waiter: SdkWaiter = { over: false };
  const look = (attempt: number): void => {
    if (isStable(service)) {
      waiter.stableAt = clock.now();
      waiter.over = true;
      return;
    }
    const delay = pause(attempt, { left: until - clock.now(), random });
    if (clock.now() + delay > until) waiter.over = true;
    else clock.at(delay, () => look(attempt + 1));
  };
  look(1);
  return waiter;
}

function isStable(service: ServiceRecord): boolean {
  const { deployments = [], runningCount, desiredCount } = renderService(service);
  return deployments.length === 1 && runningCount === desiredCount;
}

function pause(attempt: number, { left, random }: { left: number; random: () => number }): number {
  const ceiling = Math.log2(MAXIMUM_MILLISECONDS / MINIMUM_MILLISECONDS) + 1;
  if (attempt > ceiling) return MAXIMUM_MILLISECONDS;
  const capped = Math.min(MINIMUM_MILLISECONDS * 2 ** (attempt - 1), MAXIMUM_MILLISECONDS);
  const delay = MINIMUM_MILLISECONDS + random() * (capped - MINIMUM_MILLISECONDS);
  return delay > left ? Math.max(0, left - 500) : delay;
}
