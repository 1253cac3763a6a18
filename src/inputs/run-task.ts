import type { Problem } from '../model.ts';
import { atInput, toProblem } from '../problem.ts';
import { ignored } from './mode.ts';
import { INPUTS, type InputName, type Inputs } from './spec.ts';
import { phrase } from '../phrases.ts';

/** Whether the run includes a one-off task. */
export function runsTask({ mode, 'run-task': asked }: Pick<Inputs, 'mode' | 'run-task'>): boolean {
  return mode === 'run-task' || (asked && isUsedIn(mode));
}

/** What is wrong with the one-off task's inputs on their own. */
export function runTaskProblems(inputs: Inputs, given: readonly InputName[]): Problem[] {
  const ofTask = given.filter((name) => INPUTS[name].group === INPUTS['run-task'].group && name !== 'run-task');
  if (!runsTask(inputs) && inputs.mode !== 'check') return isUsedIn(inputs.mode) ? ofTask.map(withoutTask) : [];
  const problems: Problem[] = [];
  const [volume, name] = ['run-task-managed-ebs-volume', 'run-task-managed-ebs-volume-name'] as const;
  if (given.includes(volume) !== given.includes(name)) {
    const empty = given.includes(volume) ? name : volume;
    problems.push(
      toProblem('input-combination', atInput(volume), {
        message: `${phrase('inputs', `${volume} ${name}`)} belong together, and ${phrase('input-name', empty)} is empty.`,
        fix: 'Set both or neither.',
      }),
    );
  }
  if (inputs['run-task-started-by'].length > 128) {
    problems.push(
      toProblem('input-combination', atInput('run-task-started-by'), {
        message: `${phrase('input', 'run-task-started-by')} is longer than 128 characters.`,
        fix: 'Use a shorter name.',
      }),
    );
  }
  if (given.includes('run-task-launch-type') && (inputs['run-task-capacity-provider-strategy'] ?? []).length > 0) {
    const fix = 'Remove one of the two.';
    problems.push(
      ignored(
        'run-task-launch-type',
        `when ${phrase('input-name', 'run-task-capacity-provider-strategy')} is set`,
        fix,
      ),
    );
  }
  return problems;
}

function isUsedIn(mode: Inputs['mode']): boolean {
  return INPUTS['run-task'].modes.some((one) => one === mode);
}

function withoutTask(name: InputName): Problem {
  return ignored(name, 'when no one-off task runs', `Set ${phrase('setting', 'run-task: true')}, or remove ${name}.`);
}
