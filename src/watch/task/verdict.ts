import type { Container, Task } from '@aws-sdk/client-ecs';

/** What a look at a one-off task says. `failed` carries how: it never ran, something else stopped it, or its program failed. */
export type TaskVerdict =
  { kind: 'waiting' } | { kind: 'succeeded' } | { kind: 'failed'; how: 'never-started' | 'interrupted' | 'exit' };

/** Essential containers decide: each of them has to end with exit code 0, and nothing else may have stopped the task. */
export function judgeTask(task: Task, essential: ReadonlySet<string>): TaskVerdict {
  if (!isOver(task)) return { kind: 'waiting' };
  const { containers = [], stopCode } = task;
  const ran = task.startedAt !== undefined || containers.some(hasExitCode);
  if (stopCode === 'TaskFailedToStart' || !ran) return { kind: 'failed', how: 'never-started' };
  const ended = new Map(containers.map(({ name, exitCode }) => [name, exitCode]));
  const good = essential.size > 0 && [...essential].every((name) => ended.get(name) === 0);
  const byItself = !stopCode || stopCode === 'EssentialContainerExited';
  if (!byItself) return { kind: 'failed', how: 'interrupted' };
  return good ? { kind: 'succeeded' } : { kind: 'failed', how: 'exit' };
}

/** Once every container has stopped with its exit code, or will never have one, what is left (the network interface is given back) changes nothing. */
function isOver({ lastStatus, stopCode, containers = [] }: Task): boolean {
  const ended = containers.every((container) => container.lastStatus === 'STOPPED' && hasExitCode(container));
  const settled = stopCode === 'TaskFailedToStart' || ended;
  return lastStatus === 'STOPPED' || (lastStatus === 'DEPROVISIONING' && settled);
}

function hasExitCode({ exitCode }: Container): boolean {
  return typeof exitCode === 'number';
}
