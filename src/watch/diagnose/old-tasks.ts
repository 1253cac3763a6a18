import type { ContainerDefinition, Task } from '@aws-sdk/client-ecs';
import { taskPhaseOf } from '../../aws/task-status.ts';
import { explain } from '../../explain/explain.ts';
import type { Finding } from './finding.ts';

/** It takes a moment to stop; up to `stopTimeout`, 30 s unless set, is as it should be. */
const LONG_SECONDS = 30;

/** Tasks of another revision that ECS told to stop and that still run: nothing fails, and the deployment ends no sooner. */
export function stoppingTasks(
  tasks: readonly Task[],
  { containers, now }: { containers: readonly ContainerDefinition[]; now: Date },
): Finding[] {
  const seconds = ({ stoppingAt }: Task): number =>
    stoppingAt === undefined ? 0 : Math.round((now.getTime() - stoppingAt.getTime()) / 1000);
  const late = tasks.filter((task) => taskPhaseOf(task) === 'stopping' && seconds(task) > LONG_SECONDS);
  if (late.length === 0) return [];
  const [slowest] = containers.toSorted((a, b) => (b.stopTimeout ?? 0) - (a.stopTimeout ?? 0));
  const asked = Math.max(...late.map(seconds));
  const limit =
    slowest?.stopTimeout === undefined ? '' : `; stopTimeout of container ${slowest.name}: ${slowest.stopTimeout} s`;
  const message = `${late.length} old ${late.length === 1 ? 'task is' : 'tasks are'} still stopping, asked ${asked} s ago${limit}`;
  const explanation = explain(message);
  return [{ tier: 'passing', key: 'old tasks', message, count: 1, unit: 'event', explanation, facts: [], log: [] }];
}
