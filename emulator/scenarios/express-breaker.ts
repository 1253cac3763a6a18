import { expressCanary } from './express-canary.ts';
import type { Scenario } from './scenario.ts';

export const expressBreaker: Scenario = {
  name: 'express-breaker',
  title: 'Express service shop; every new image exits with code 1, the circuit breaker rolls back',
  fill: (world) => {
    expressCanary.fill(world);
    world.behaviours.fallback = { kind: 'exits', exitCode: 1, logLines: ['Error: PORT is not set'] };
  },
};
