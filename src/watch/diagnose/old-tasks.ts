import type { ContainerDefinition, Service, ServiceEvent, Task } from '@aws-sdk/client-ecs';
import { lastPart } from '../../aws/arn.ts';
import { isRolling } from '../../aws/service.ts';
import { taskPhaseOf } from '../../aws/task-status.ts';
import { holdUp, type Finding } from './finding.ts';

/** It takes a moment to stop; up to `stopTimeout`, 30 s unless set, is as it should be. */
const LONG_SECONDS = 30;

/** ECS ends old tasks soon after the new ones count as healthy; this long after the last of them started, it is late. */
const KEPT_SECONDS = 300;

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
  return [holdUp('old tasks', message)];
}

/** Tasks of another revision whose containers have ended, and whose network interface AWS has not released: it takes seconds. */
export function leavingTasks(tasks: readonly Task[], now: Date): Finding[] {
  const seconds = ({ executionStoppedAt = now }: Task): number =>
    Math.round((now.getTime() - executionStoppedAt.getTime()) / 1000);
  const late = tasks.filter((task) => taskPhaseOf(task) === 'leaving' && seconds(task) >= KEPT_SECONDS);
  if (late.length === 0) return [];
  const message = `${late.length} old ${late.length === 1 ? 'task is' : 'tasks are'} still in ${late[0]?.lastStatus}, ${Math.max(...late.map(seconds))} s after the containers ended`;
  return [holdUp('leaving tasks', message)];
}

const CONFIGURATION = /under protection|deployment configuration|bak(?:e|ing)/iu;

/** Old tasks that run on although nothing lacks: ECS does not say that a task protects itself. */
export function keptTasks(seen: {
  live: readonly Task[];
  others: readonly Task[];
  service: Service | undefined;
  events: readonly ServiceEvent[];
  now: Date;
  cluster: string;
}): Finding[] {
  const { live, others, service, events, now, cluster } = seen;
  const kept = others.filter((task) => taskPhaseOf(task) === 'running' && task.startedBy?.startsWith('ecs-svc/'));
  const starts = live.map(({ startedAt = now }) => startedAt.getTime());
  const seconds = Math.round((now.getTime() - Math.max(0, ...starts)) / 1000);
  const isTold = events.some(({ message = '' }) => CONFIGURATION.test(message));
  if (kept.length === 0 || live.length === 0 || seconds < KEPT_SECONDS || isTold || !isRolling(service)) return [];
  const [first] = kept;
  const message = `${kept.length} old ${kept.length === 1 ? 'task runs' : 'tasks run'} on, ${seconds} s after the last new one started, and ECS gives no reason; the first: ${lastPart(first?.clusterArn ?? cluster)}/${lastPart(first?.taskArn ?? '')}`;
  return [holdUp('kept tasks', message)];
}
