import { addLiveWeb } from './live-web.ts';
import type { Scenario } from './scenario.ts';

export const unhealthyTargets: Scenario = {
  name: 'unhealthy-targets',
  title: 'service web; new tasks answer the health check with 503',
  fill: (world) => {
    addLiveWeb(world);
    world.behaviours.fallback = { kind: 'unhealthy-target', code: 503, logLines: ['listening on 8080'] };
  },
};
