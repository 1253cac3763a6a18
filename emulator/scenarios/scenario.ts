import type { World } from '../world.ts';

/** A named state of AWS before the action runs, and what its containers will do. */
export interface Scenario {
  name: string;
  title: string;
  fill(world: World): void;
}
