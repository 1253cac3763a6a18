import { isFailure } from '../../model.ts';
import type { Done, Piece } from './piece.ts';

/** What failed among the tasks and services, in words that follow "because"; undefined if nothing did. */
export function whoFailed(done: readonly Done[]): string | undefined {
  const failed = done.flatMap(({ task, services, piece }) => [
    ...(task !== undefined && isFailure(task.outcome.kind) ? [`the one-off task of ${nameOf(piece)}`] : []),
    ...services.flatMap(({ outcome, service }) => (isFailure(outcome.kind) ? [service] : [])),
  ]);
  const [first, ...more] = failed;
  if (first === undefined) return undefined;
  return more.length === 0 ? `${first} failed` : `${first} and ${more.length} more failed`;
}

/** The service of a manifest, or the family if there is none. */
export function nameOf({ decided, draft }: Piece): string {
  return decided[0]?.target.name ?? draft.task?.rendered.definition.family ?? 'the step';
}
