import type { Problem } from '../model.ts';
import { INPUTS, type InputName, type Inputs } from './spec.ts';

/** Whether the run holds a one-off task. */
export function runsTask({ mode, 'run-task': asked }: Pick<Inputs, 'mode' | 'run-task'>): boolean {
  return mode === 'run-task' || (asked && isUsedIn(mode));
}

/** What the inputs of the one-off task get wrong by themselves. */
export function runTaskProblems(inputs: Inputs, given: readonly InputName[]): Problem[] {
  const ofTask = given.filter((name) => INPUTS[name].group === INPUTS['run-task'].group && name !== 'run-task');
  if (!runsTask(inputs)) return isUsedIn(inputs.mode) ? ofTask.map(withoutTask) : [];
  const problems: Problem[] = [];
  if (given.includes('run-task-managed-ebs-volume') !== given.includes('run-task-managed-ebs-volume-name')) {
    problems.push(
      error(
        'run-task-managed-ebs-volume',
        'Inputs "run-task-managed-ebs-volume" and "run-task-managed-ebs-volume-name" go together.',
        'Give both or neither.',
      ),
    );
  }
  if (inputs['run-task-started-by'].length > 128) {
    problems.push(
      error('run-task-started-by', 'Input "run-task-started-by" is over 128 characters.', 'Choose a shorter name.'),
    );
  }
  if (given.includes('run-task-launch-type') && (inputs['run-task-capacity-provider-strategy'] ?? []).length > 0) {
    problems.push(
      warning(
        'run-task-launch-type',
        'Input "run-task-launch-type" has no effect beside "run-task-capacity-provider-strategy".',
        'Leave one of them out.',
      ),
    );
  }
  return problems;
}

function isUsedIn(mode: Inputs['mode']): boolean {
  return INPUTS['run-task'].modes.some((one) => one === mode);
}

function withoutTask(name: InputName): Problem {
  return warning(
    name,
    `Input "${name}" has no effect without a one-off task.`,
    'Give run-task: true, or leave it out.',
  );
}

function error(input: InputName, message: string, fix: string): Problem {
  return { rule: 'input-combination', severity: 'error', message, fix, origin: { kind: 'input', input } };
}

function warning(input: InputName, message: string, fix: string): Problem {
  return { rule: 'input-unused', severity: 'warning', message, fix, origin: { kind: 'input', input } };
}
