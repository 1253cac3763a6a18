import { isFailure } from '../../model.ts';
import { fateWords } from '../../report/outcome-words.ts';
import { reportLabel } from '../../report/service-label.ts';
import type { Done, Piece } from './piece.ts';
import { phrase } from '../../phrases.ts';

/** What failed among the tasks and services, and how, in words that follow "because"; undefined if nothing did. */
export function whoFailed(done: readonly Done[]): string | undefined {
  const all = done.flatMap(({ services }) => services);
  const failed = done.flatMap(({ task, services, piece }) => [
    ...(task !== undefined && isFailure(task.outcome.kind)
      ? [{ name: `the one-off task of ${nameOf(piece)}`, kind: task.outcome.kind }]
      : []),
    ...services.flatMap((one) =>
      isFailure(one.outcome.kind) ? [{ name: reportLabel(one, { services: all }), kind: one.outcome.kind }] : [],
    ),
  ]);
  const [first, ...more] = failed;
  if (first === undefined) return undefined;
  const { name, kind } = first;
  if (more.length === 0) return `${name} ${fateWords(kind)}`;
  const isSame = more.every((one) => fateWords(one.kind) === fateWords(kind));
  return isSame
    ? `${name} and ${more.length} more ${fateWords(kind, failed.length)}`
    : `${name} ${fateWords(kind)} and ${more.length} more did not succeed`;
}

/** The service of a manifest, or the family if there is none. */
export function nameOf({ decided, draft }: Piece): string {
  return decided[0]?.target.name ?? draft.task?.rendered.definition.family ?? phrase('step');
}
