import { hasContainerCheck, isHealthy, isPending } from '../emulator/tasks.ts';
import type { TaskRecord } from '../emulator/world.ts';
import type { TaskView, Tone } from './messages.ts';

/** How long a task that is gone can still be seen. */
const SEEN_MILLISECONDS = 40_000;

export const wasSeen = (task: TaskRecord, now: number): boolean =>
  task.stoppedAt === undefined || now - task.stoppedAt.getTime() < SEEN_MILLISECONDS;

export function taskView(task: TaskRecord): TaskView {
  return {
    id: task.id.slice(0, 8),
    tone: toneOf(task),
    state: stateOf(task),
    health: task.desiredStatus === 'RUNNING' ? healthOf(task) : '',
  };
}

export function toneOf(task: TaskRecord): Tone {
  if (task.desiredStatus === 'STOPPED') return task.stoppedReason?.startsWith('Scaling activity') ? 'leaving' : 'bad';
  if (task.healthStatus === 'UNHEALTHY' || task.targets.some(({ state }) => state === 'unhealthy')) return 'bad';
  return isHealthy(task) ? 'good' : 'waiting';
}

function stateOf(task: TaskRecord): string {
  const exitCode = task.containers.find((container) => container.exitCode !== undefined)?.exitCode;
  const status = task.lastStatus.toLowerCase();
  return exitCode === undefined || toneOf(task) === 'leaving' ? status : `${status}, exit code ${exitCode}`;
}

function healthOf(task: TaskRecord): string {
  const [target] = task.targets;
  if (target !== undefined) return `target ${target.state}`;
  if (isPending(task)) return '';
  return hasContainerCheck(task) ? task.healthStatus.toLowerCase() : '';
}
