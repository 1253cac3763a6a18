import type { Task } from '@aws-sdk/client-ecs';
import { lastPart } from '../aws/arn.ts';
import { agentOf, execPhaseOf } from '../aws/exec-agent.ts';
import type { TaskPhase } from '../aws/task-status.ts';
import type { Cause } from '../model.ts';
import { type LiveService, type SettingState } from './setting-state.ts';

/** ECS Exec works in a task while its agent runs there; a task gets the agent only when it starts. */
export function proveExec(asked: boolean, { tasks, replaced }: LiveService): SettingState {
  const state = asked ? 'on' : 'off';
  if (tasks === undefined) return { says: `ECS Exec is ${state} for new tasks`, kind: 'unknown' };
  return asked ? proveOn(tasks, replaced) : proveOff(tasks, replaced);
}

function proveOn(tasks: readonly Task[], replaced: boolean): SettingState {
  const without = tasks.filter((task) => !hasAgent(task, 'running'));
  if (tasks.length === 0) return { says: 'ECS Exec is on for new tasks', kind: 'true' };
  if (without.length === 0) return { says: `the ECS Exec agent runs in ${counted(tasks)}`, kind: 'true' };
  const stopped = without.filter((task) => hasAgent(task, 'stopped') && !hasAgent(task, 'starting'));
  if (stopped.length > 0 && stopped.length === without.length) {
    return { says: `the ECS Exec agent stopped in ${counted(stopped)}`, kind: 'false', cause: toCause(stopped) };
  }
  const launchedBefore = without.filter(({ enableExecuteCommand }) => enableExecuteCommand !== true);
  if (!replaced && launchedBefore.length === without.length) {
    return {
      says: `ECS Exec is on for new tasks only, and ${running(without, 'has', 'have')} no agent`,
      kind: 'new-tasks-only',
    };
  }
  return { says: `the ECS Exec agent is not running yet in ${without.length} of ${counted(tasks)}`, kind: 'not-yet' };
}

function proveOff(tasks: readonly Task[], replaced: boolean): SettingState {
  const having = tasks.filter((task) => task.enableExecuteCommand === true || hasAgent(task, 'running'));
  if (having.length === 0) return { says: 'ECS Exec is off', kind: 'true' };
  if (replaced) return { says: `${running(having, 'still has', 'still have')} the ECS Exec agent`, kind: 'not-yet' };
  return {
    says: `ECS Exec is off for new tasks only, and ${running(having, 'keeps', 'keep')} the agent`,
    kind: 'new-tasks-only',
  };
}

function hasAgent({ containers = [] }: Task, phase: TaskPhase): boolean {
  return containers.some((container) => execPhaseOf(container) === phase);
}

/** The agent cannot start without its files or a writable file system (docs: DG/ecs-exec, considerations). */
function toCause(stopped: readonly Task[]): Cause {
  const [task] = stopped;
  const container = task?.containers?.find((one) => execPhaseOf(one) === 'stopped');
  const reason = container && agentOf(container)?.reason;
  return {
    message: `The ECS Exec agent stopped in container ${container?.name ?? '?'} of task ${lastPart(task?.taskArn ?? '?')}${reason === undefined ? ', and ECS gives no reason' : `: ${reason}`}.`,
    fix: 'Set readonlyRootFilesystem to false for this container, allow ssmmessages:* in the task role, and let the tasks reach ssmmessages in the Region.',
    link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec-troubleshooting.html',
  };
}

function counted({ length }: readonly Task[]): string {
  return length === 1 ? '1 task' : `${length} tasks`;
}

function running({ length }: readonly Task[], one: string, many: string): string {
  return length === 1 ? `the running task ${one}` : `${length} running tasks ${many}`;
}
