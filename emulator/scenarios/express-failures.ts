import type { Behaviour } from '../behaviours.ts';
import { expressCanary } from './express-canary.ts';
import { withoutRegistry } from './failing-web.ts';
import type { Scenario } from './scenario.ts';

const FAILURES: [name: string, title: string, does: Behaviour][] = [
  ['express-target-404', 'the health check path does not exist', { kind: 'unhealthy-target', code: 404 }],
  ['express-out-of-memory', 'the container needs more memory than it has', { kind: 'oom' }],
  ['express-pull-forbidden', 'the execution role may not pull', { kind: 'cannot-pull', cause: 'forbidden' }],
];

/** The same failures in an Express service, whose target groups and task definition ECS created itself. */
export const expressFailures = FAILURES.map(([name, title, does]): Scenario => ({
  name,
  title: `Express service shop; ${title}`,
  fill: (world) => {
    expressCanary.fill(world);
    withoutRegistry(world);
    world.behaviours.fallback = does;
  },
}));
