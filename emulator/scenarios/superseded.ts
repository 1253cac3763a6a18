import { updateService } from '../services.ts';
import { addLiveWeb } from './live-web.ts';
import type { Scenario } from './scenario.ts';

export const superseded: Scenario = {
  name: 'superseded',
  title: 'service web; a colleague deploys web:1 again, 20 s after the next UpdateService',
  fill: (world) => {
    addLiveWeb(world);
    world.faults.afterCall.push({
      action: 'ecs:UpdateService',
      delaySeconds: 20,
      run: (region) =>
        updateService(region, { cluster: 'prod', service: 'web', taskDefinition: 'web:1', forceNewDeployment: true }),
    });
  },
};
