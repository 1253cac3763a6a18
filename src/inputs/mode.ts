import type { Problem } from '../model.ts';
import { atInput, toProblem } from '../problem.ts';
import { INPUTS, type InputName, type Inputs } from './spec.ts';
import type { InputSpec } from './table/input-spec.ts';
import { phrase } from '../phrases.ts';

/** An input that shows the intent: without its mode, the step would do something quite different. */
const MODE_OF: Partial<Record<InputName, Inputs['mode']>> = { 'rollback-to': 'rollback' };

const INSTEAD_OF_DEPLOY: readonly Inputs['mode'][] = ['plan', 'register'];

/**
 * Inputs that the mode ignores. One that is only not needed now is not told: `check` accepts all, so that the inputs of any other
 * step can be copied; `plan` and `register` are what a step does instead of `deploy` (`mode: ${{ … && 'plan' || 'deploy' }}`); and a
 * manifest is written once for all modes. Everywhere else, somebody may believe that the input did something.
 */
export function modeProblems(
  inputs: Inputs,
  { given, isShared }: { given: readonly InputName[]; isShared: (name: InputName) => boolean },
): Problem[] {
  if (inputs.mode === 'check') return [];
  const planned = inputs.mode === 'plan' && given.includes('rollback-to');
  const mode = planned ? 'rollback' : inputs.mode;
  return given.flatMap((name) => {
    const { modes }: InputSpec = INPUTS[name];
    if (modes === undefined || modes.includes(MODE_OF[name] === undefined ? mode : inputs.mode)) return [];
    const isForDeploys = modes.includes('deploy') && !planned;
    if (isForDeploys && (INSTEAD_OF_DEPLOY.includes(mode) || isShared(name))) return [];
    if (name === 'run-task' && mode === 'run-task') return [];
    const wanted = MODE_OF[name];
    return wanted === undefined
      ? ignored(name, planned ? 'when a rollback is planned' : `in mode "${mode}"`)
      : forgotten(name, { mode: inputs.mode, wanted });
  });
}

function forgotten(name: InputName, { mode, wanted }: { mode: Inputs['mode']; wanted: Inputs['mode'] }): Problem {
  return toProblem('input-combination', atInput(name), {
    message: `${phrase('input', name)} is set, but mode is "${mode}", which does not use it.`,
    fix: `Set mode: ${wanted}, or remove ${name}.`,
  });
}

/** A warning about an input that changes nothing; `when` reads after "ignored". */
export function ignored(name: InputName, when: string, fix = `Remove ${name}.`): Problem {
  return toProblem('input-unused', atInput(name), { message: `${phrase('input', name)} is ignored ${when}.`, fix });
}
