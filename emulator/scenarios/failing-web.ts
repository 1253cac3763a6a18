import type { CreateServiceRequest } from '@aws-sdk/client-ecs';
import type { Behaviour } from '../behaviours.ts';
import type { Region, ServiceRecord, World } from '../world.ts';
import { addLiveWeb } from './live-web.ts';
import type { Scenario } from './scenario.ts';

/** One way to fail: what every new image does, and what else is so or happens. */
export interface WebFailure {
  name: string;
  title: string;
  does?: Behaviour;
  service?: Partial<CreateServiceRequest>;
  /** The world before the action runs. */
  given?: (world: World, service: ServiceRecord) => void;
  /** Happens so many seconds after the next UpdateService. */
  afterwards?: { seconds: number; run: (region: Region, service: ServiceRecord) => void };
}

/** Service `web` in cluster `prod`, whose next deployment fails so. */
export function failingWeb({ name, title, does, service: changes, given, afterwards }: WebFailure): Scenario {
  return {
    name,
    title: `service web; ${title}`,
    fill: (world) => {
      const service = addLiveWeb(world, changes);
      if (does) world.behaviours.fallback = does;
      given?.(world, service);
      if (!afterwards) return;
      const { seconds, run } = afterwards;
      world.faults.afterCall.push({
        action: 'ecs:UpdateService',
        delaySeconds: seconds,
        run: (region) => run(region, service),
      });
    },
  };
}

/** Reading the registry is denied, so that what is wrong with an image shows only in the tasks. */
export const withoutRegistry = ({ faults }: World): void => {
  faults.deny.add('ecr:*');
};
