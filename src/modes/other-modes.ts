import type { Report } from '../model.ts';
import type { World } from '../world.ts';
import type { Asked } from './asked.ts';

/** What a mode takes from another one: how to return one service to an earlier revision. */
export interface OtherModes {
  rollBack: (asked: Asked, world: World) => Promise<Report>;
}
