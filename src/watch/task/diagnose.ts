import type { Container, Task } from '@aws-sdk/client-ecs';
import { stopKindOf } from '../../aws/task-status.ts';
import type { Cause, Rendered } from '../../model.ts';
import type { World } from '../../world.ts';
import { essentialOf, onlyDefinition } from '../diagnose/definitions.ts';
import { toCause } from '../diagnose/finding.ts';
import { rolesOf } from '../diagnose/names.ts';
import { groupStopped } from '../diagnose/stopped.ts';
import { addLog, addMount, hasRun, toFinding } from '../diagnose/task-findings.ts';

export interface FailedTask {
  task: Task;
  rendered: Rendered;
  logLines: number;
  /** The time that the step has left for the diagnosis. */
  milliseconds: number;
}

/** A diagnosis is worth only a few seconds at the end of a run. */
const DEADLINE_MS = 20_000;

/** SIGTERM and SIGKILL: the exit codes of a container that was stopped because another one had ended. */
const STOPPED_CODES = [143, 137];

/** Why a one-off task failed: the same reading of a stopped task as for the tasks of a service. Never throws. */
export async function diagnoseTask(
  { task, rendered, logLines, milliseconds }: FailedTask,
  world: World,
): Promise<Cause[]> {
  const containers = rendered.definition.containerDefinitions ?? [];
  const essential = essentialOf(containers);
  const helpers = stoppedHelpers(task, essential);
  if (helpers.length > 0) return [helperCause(helpers)];
  const [group] = groupStopped([task], new Map([[task.taskDefinitionArn ?? '', essential]]));
  if (group === undefined) return [{ message: task.stoppedReason ?? 'ECS gives no reason.' }];
  const finding = toFinding(group, rendered);
  const definitions = onlyDefinition(rendered.definition);
  if (hasRun(group)) {
    const reading = addLog(
      { finding, group, service: undefined, isOneOff: true },
      { logLines, blamed: rendered, definitions },
      world,
    );
    const deadline = { milliseconds: Math.max(0, Math.min(DEADLINE_MS, milliseconds)), signal: world.signal };
    await world.clock.within(deadline, reading);
  }
  await addMount({ finding, group, service: undefined }, { blamed: rendered, definitions });
  finding.names = { ...rolesOf(rendered.definition), region: world.aws.region };
  return [toCause(finding)];
}

/** The application ended with 0, and other essential containers were then stopped: only theirs are bad exit codes. */
function stoppedHelpers(task: Task, essential: ReadonlySet<string>): Container[] {
  const { containers = [] } = task;
  const deciding = containers.filter(({ name }) => name !== undefined && essential.has(name));
  const bad = deciding.filter(({ exitCode }) => exitCode !== 0);
  const onlyStopped = bad.every(
    ({ exitCode, reason }) => exitCode !== undefined && STOPPED_CODES.includes(exitCode) && !reason,
  );
  return stopKindOf(task) !== 'by-user' && bad.length < deciding.length && onlyStopped ? bad : [];
}

function helperCause(helpers: Container[]): Cause {
  const names = helpers.map(({ name, exitCode }) => `${name} (exit code ${exitCode})`).join(', ');
  return {
    message: `Essential containers were stopped because another one ended with exit code 0: ${names}.`,
    explanation: 'Every essential container counts, and ECS does not say which one ended first.',
    fix: 'Set "essential": false for helper containers. They then stop with the application and do not affect the result.',
  };
}
