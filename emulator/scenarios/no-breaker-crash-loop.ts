import { addLiveWeb } from './live-web.ts';
import type { Scenario } from './scenario.ts';

export const noBreakerCrashLoop: Scenario = {
  name: 'no-breaker-crash-loop',
  title: 'service web without circuit breaker; every new image exits with code 1, forever',
  fill: (world) => {
    addLiveWeb(world, { deploymentConfiguration: {} });
    world.behaviours.fallback = { kind: 'exits', exitCode: 1, logLines: ['Error: DATABASE_URL is not set'] };
  },
};
