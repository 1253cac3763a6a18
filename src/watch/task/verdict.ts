import type { Container, Task } from '@aws-sdk/client-ecs';
import { stopKindOf, taskPhaseOf } from '../../aws/task-status.ts';

/** The verdict of a look at a one-off task. */
export type TaskVerdict =
  | { kind: 'waiting' }
  | { kind: 'succeeded' }
  // It never ran, something else stopped it, or its application failed.
  | { kind: 'failed'; how: 'never-started' | 'interrupted' | 'exit' };

/** Essential containers decide: each of them has to end with exit code 0, and nothing else may have stopped the task. */
export function judgeTask(task: Task, essential: ReadonlySet<string>): TaskVerdict {
  if (!isOver(task)) return { kind: 'waiting' };
  const { containers = [] } = task;
  const stop = stopKindOf(task);
  const ran = task.startedAt !== undefined || containers.some(hasExitCode);
  if (stop === 'not-started' || !ran) return { kind: 'failed', how: 'never-started' };
  const ended = new Map(containers.map(({ name, exitCode }) => [name, exitCode]));
  const good = essential.size > 0 && [...essential].every((name) => ended.get(name) === 0);
  const byItself = stop === undefined || stop === 'exited';
  if (!byItself) return { kind: 'failed', how: 'interrupted' };
  return good ? { kind: 'succeeded' } : { kind: 'failed', how: 'exit' };
}

/** Once every container has stopped with its exit code, or will never have one, the rest (releasing the network interface) changes nothing. */
function isOver(task: Task): boolean {
  const ended = (task.containers ?? []).every(
    (container) => taskPhaseOf(container) === 'stopped' && hasExitCode(container),
  );
  const settled = stopKindOf(task) === 'not-started' || ended;
  const phase = taskPhaseOf(task);
  return phase === 'stopped' || (phase === 'leaving' && settled);
}

function hasExitCode({ exitCode }: Container): boolean {
  return typeof exitCode === 'number';
}
