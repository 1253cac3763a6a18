import type { Task } from '@aws-sdk/client-ecs';
import { stopKindOf } from '../../aws/task-status.ts';
import type { World } from '../../world.ts';

/** ECS may call a deployment successful between two crashes of its tasks: green, but not without a word. Never throws. */
export async function crashWarning(
  tasks: Promise<readonly Task[]>,
  milliseconds: number,
  world: World,
): Promise<string[]> {
  const reading = tasks.catch(() => []);
  if (!(await world.clock.within({ milliseconds, signal: world.signal }, reading))) return [];
  const stopped = await reading;
  const crashed = stopped.filter((task) => ['exited', 'not-started'].includes(stopKindOf(task) ?? ''));
  const [first] = crashed;
  if (first === undefined) return [];
  const exit = first.containers?.find(({ exitCode }) => exitCode !== undefined && exitCode !== 0);
  const code = exit === undefined ? '' : ` (container ${exit.name} exited with code ${exit.exitCode})`;
  const counted = `${crashed.length} ${crashed.length === 1 ? 'task' : 'tasks'}`;
  return [
    `${counted} of this deployment stopped during the deployment: ${first.stoppedReason ?? 'no reason given'}${code}. ECS replaced ${crashed.length === 1 ? 'it' : 'them'}; check the logs.`,
  ];
}
