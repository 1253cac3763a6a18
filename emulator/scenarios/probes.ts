import type { DeploymentConfiguration } from '@aws-sdk/client-ecs';
import { listenersOf } from '../load-balancers.ts';
import type { World } from '../world.ts';
import { addLiveWeb } from './live-web.ts';
import type { Scenario } from './scenario.ts';
import { shiftTraffic } from './strategies.ts';

const CANARY: DeploymentConfiguration = {
  strategy: 'CANARY',
  canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 5 },
  bakeTimeInMinutes: 2,
};

/** Services that answer real HTTP: what a request gets depends on the revision that the listener sends it to. */
export const probes: Scenario[] = [
  {
    name: 'rolling-probes',
    title: 'service web; a real port answers for it',
    fill: (world) => {
      addLiveWeb(world);
      openAll(world);
    },
  },
  {
    name: 'blue-green-probes',
    title: 'service web; blue/green with 2 min of bake time, real ports answer for production and test traffic',
    fill: (world) => {
      shiftTraffic(world, addLiveWeb(world), { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 2 });
      openAll(world);
    },
  },
  {
    name: 'canary-probes',
    title: 'service web; canary of 10 % for 5 min, real ports answer for production and test traffic',
    fill: (world) => {
      shiftTraffic(world, addLiveWeb(world), CANARY);
      openAll(world);
    },
  },
];

function openAll({ home }: World): void {
  for (const listener of listenersOf(home)) listener.open = true;
}
