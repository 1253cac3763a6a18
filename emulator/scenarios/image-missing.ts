import { addLiveWeb } from './live-web.ts';
import type { Scenario } from './scenario.ts';

export const imageMissing: Scenario = {
  name: 'image-missing',
  title: 'service web; no new image is in the registry',
  fill: (world) => {
    addLiveWeb(world);
    world.behaviours.fallback = { kind: 'cannot-pull', cause: 'not-found' };
  },
};
