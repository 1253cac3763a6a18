import { addLiveWeb } from './live-web.ts';
import type { Scenario } from './scenario.ts';

export const classicBreaker: Scenario = {
  name: 'classic-breaker',
  title: 'service web; every new image exits with code 1, the circuit breaker rolls back',
  fill: (world) => {
    addLiveWeb(world);
    world.behaviours.fallback = {
      kind: 'exits',
      exitCode: 1,
      logLines: [
        'starting web',
        'connecting to postgres at db.internal:5432',
        'Error: connect ECONNREFUSED 10.0.12.7:5432',
        'giving up after 3 attempts',
      ],
    };
  },
};
