import { toNotChecked } from '../../check/check.ts';
import type { Mode, NotChecked, Rendered, Target } from '../../model.ts';
import type { Piece } from './piece.ts';
import type { Draft } from './prepare.ts';

interface Question {
  drafts: readonly Draft[];
  /** What was decided; empty if the step is refused anyway. */
  pieces: readonly Piece[];
  mode: Mode;
}

/** The last wait before the first write: each draft with what its preflight found. */
export async function settlePreflights({
  drafts,
  pieces,
  mode,
}: Question): Promise<{ drafts: Draft[]; notChecked: NotChecked | undefined }> {
  const settled = await Promise.all(
    drafts.map(async (draft) => {
      const decided = pieces.find((piece) => piece.draft === draft)?.decided ?? [];
      const findings = (await draft.preflight)(mode === 'register' ? new Set() : unaffected(decided, draft));
      return { draft: { ...draft, problems: [...draft.problems, ...findings.problems] }, unread: findings.unread };
    }),
  );
  const notChecked = toNotChecked(settled.flatMap(({ unread }) => unread));
  return { drafts: settled.map(({ draft }) => draft), notChecked };
}

/** What neither a service nor the one-off task starts: whatever is wrong with it is not of this step. */
function unaffected(decided: Piece['decided'], { task }: Draft): Set<Rendered | Target> {
  const idle = decided.filter(({ work }) => work.kind === 'unchanged');
  const used = new Set([task, ...decided.filter((one) => !idle.includes(one))].map((one) => one?.rendered));
  const unused = idle.flatMap(({ rendered }) => (rendered === undefined || used.has(rendered) ? [] : [rendered]));
  return new Set([...unused, ...idle.map(({ target }) => target)]);
}
