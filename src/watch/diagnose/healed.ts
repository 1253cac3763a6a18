import type { Task } from '@aws-sdk/client-ecs';
import type { StoppedGroup } from './stopped.ts';

const MANY = 3;

/**
 * Without what kept a few tasks from starting before many more of the same revision did start: the image, the secrets and
 * the network that they lacked were there in the end.
 */
export function withoutHealed(groups: readonly StoppedGroup[], tasks: readonly Task[]): StoppedGroup[] {
  return groups.filter((group) => {
    if (group.tasks.some(hasStarted)) return true;
    const revisions = new Set(group.tasks.map(({ taskDefinitionArn }) => taskDefinitionArn));
    const last = Math.max(...group.tasks.map(({ stoppedAt }) => stoppedAt?.getTime() ?? Infinity));
    const later = tasks.filter(
      ({ startedAt, taskDefinitionArn }) =>
        startedAt !== undefined && startedAt.getTime() > last && revisions.has(taskDefinitionArn),
    );
    return later.length < MANY || later.length <= 2 * group.tasks.length;
  });
}

function hasStarted({ startedAt, containers = [] }: Task): boolean {
  return startedAt !== undefined || containers.some(({ exitCode }) => exitCode !== undefined);
}
