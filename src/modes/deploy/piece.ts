import type { ServiceReport, TaskReport } from '../../model.ts';
import type { Asked } from '../asked.ts';
import type { Decided } from '../decided.ts';
import type { Draft } from './prepare.ts';

/** What one set of inputs deploys: all services of a step, or one service of a manifest. */
export interface Piece {
  asked: Asked;
  draft: Draft;
  decided: readonly Decided[];
  /** Absent without a manifest. */
  wave: number | undefined;
}

/** What became of it. */
export interface Done {
  piece: Piece;
  task?: TaskReport | undefined;
  services: ServiceReport[];
}
