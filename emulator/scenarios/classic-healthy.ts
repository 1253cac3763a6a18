import { addLiveWeb } from './live-web.ts';
import type { Scenario } from './scenario.ts';

export const classicHealthy: Scenario = {
  name: 'classic-healthy',
  title: 'service web in cluster prod; every image starts and is healthy',
  fill: (world) => {
    addLiveWeb(world);
  },
};
