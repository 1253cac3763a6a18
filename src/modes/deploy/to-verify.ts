import type { Problem } from '../../model.ts';
import { isVerified } from '../../release.ts';
import type { World } from '../../world.ts';
import type { Asked } from '../asked.ts';
import type { Piece } from './piece.ts';
import type { Draft } from './prepare.ts';
import type { SystemChecks } from './verifications.ts';

export interface ToVerify {
  /** What would keep the services of each draft from being verified. */
  problems: readonly (readonly Problem[])[];
  ofSystem: SystemChecks;
  /** Adds how each release is verified. */
  pieces: (pieces: readonly Piece[]) => readonly Piece[];
}

const NOTHING: ToVerify = {
  problems: [],
  ofSystem: { problems: [], ringing: new Set() },
  pieces: (pieces) => pieces,
};

/** Finds out how the releases and the system are verified. Few are, so what it takes is loaded on demand. */
export async function prepareToVerify(
  { asked, parts, drafts }: { asked: Asked; parts: readonly Asked[]; drafts: readonly Draft[] },
  world: World,
): Promise<ToVerify> {
  if (![asked, ...parts].some(({ inputs }) => isVerified(inputs))) return NOTHING;
  const { checkSystem, prepareVerifications, withVerifications } = await import('./verifications.ts');
  const [found, ofSystem] = await Promise.all([
    prepareVerifications({ parts, drafts }, world),
    checkSystem(asked, world),
  ]);
  return { problems: found.problems, ofSystem, pieces: (pieces) => withVerifications(pieces, found) };
}
