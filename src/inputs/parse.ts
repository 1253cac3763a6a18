import type { Problem } from '../model.ts';
import { dependentProblems } from './dependent.ts';
import { parseInput } from './formats.ts';
import { rollbackProblems } from './rollback.ts';
import { runTaskProblems } from './run-task.ts';
import { INPUTS, type InputName, type InputSpec, type Inputs } from './spec.ts';
import { imageProblems, variableProblems } from './variables.ts';

/**
 * Reads every input of the table; all mistakes are found in one go. `read` gives an input's raw text, '' when it was left out.
 * The runner fills in the defaults of action.yml, so an input counts as given when it differs from its default; one whose
 * default the runner computes (`${{ … }}`) never does, and has no default where there is no runner.
 * The inputs are only usable when no problem is an error.
 */
export function parseInputs(read: (name: InputName) => string): {
  inputs: Inputs;
  problems: Problem[];
  given: InputName[];
} {
  const problems: Problem[] = [];
  const given: InputName[] = [];
  const values: Partial<Record<InputName, unknown>> = {};
  for (const name of Object.keys(INPUTS) as InputName[]) {
    const spec: InputSpec = INPUTS[name];
    const text = read(name);
    const computed = spec.default?.startsWith('${{') === true;
    if (text.trim() !== '' && text !== spec.default && !computed) given.push(name);
    const source = text.trim() === '' && !computed ? spec.default : text;
    if (source === undefined || source.trim() === '') continue;
    const parsed = parseInput(source, spec);
    if ('value' in parsed) {
      values[name] = parsed.value;
    } else {
      problems.push({
        rule: 'input-format',
        severity: 'error',
        message: `Input "${name}": ${parsed.message}.`,
        fix: parsed.fix,
        origin: { kind: 'input', input: name },
      });
    }
  }
  const inputs = values as Inputs;
  if (problems.length === 0) problems.push(...combinations(inputs, given));
  return { inputs, problems, given };
}

const EXCLUSIVE: readonly (readonly InputName[])[] = [['service', 'service-name']];

function combinations(inputs: Inputs, given: readonly InputName[]): Problem[] {
  const problems: Problem[] = [
    ...runTaskProblems(inputs, given),
    ...rollbackProblems(inputs),
    ...variableProblems(inputs),
    ...imageProblems(inputs),
    ...dependentProblems(inputs, given),
  ];
  for (const group of EXCLUSIVE) {
    const both = group.filter((name) => given.includes(name));
    if (both.length > 1)
      problems.push(
        inputProblem(both[1] as InputName, `Inputs ${quoted(both)} exclude each other.`, 'Give one of them.'),
      );
  }
  const sources: readonly InputName[] = ['task-definition', 'task-definition-arn', 'task-definition-family'];
  if (given.includes('task-definition-revision') && !sources.some((name) => given.includes(name))) {
    problems.push(
      inputProblem(
        'task-definition-revision',
        'Input "task-definition-revision" is given without "task-definition-family".',
        'Give the family, or use task-definition-arn.',
      ),
    );
  }
  if (given.includes('service-managed-ebs-volume') !== given.includes('service-managed-ebs-volume-name')) {
    problems.push(
      inputProblem(
        'service-managed-ebs-volume',
        'Inputs "service-managed-ebs-volume" and "service-managed-ebs-volume-name" go together.',
        'Give both or neither.',
      ),
    );
  }
  const { 'min-task-count': min, 'max-task-count': max } = inputs;
  if (min !== undefined && max !== undefined && min > max) {
    problems.push(
      inputProblem(
        'min-task-count',
        `Input "min-task-count" (${min}) is above "max-task-count" (${max}).`,
        'Swap them.',
      ),
    );
  }
  const { 'circuit-breaker-threshold': threshold } = inputs;
  if (threshold !== undefined && !/^[1-9]\d*%?$/.test(threshold)) {
    problems.push(
      inputProblem(
        'circuit-breaker-threshold',
        `Input "circuit-breaker-threshold": "${threshold}" is neither a count nor a share.`,
        'Write a number of tasks (3) or a share of the desired count (50%).',
      ),
    );
  }
  const registry = inputs.image ?? '';
  if (given.includes('image') && registry.startsWith('/')) {
    problems.push(
      inputProblem(
        'image',
        `Input "image" starts with "/": the registry in front of it came out empty ("${registry}").`,
        'The account id is masked in the job that built it, so GitHub dropped that output: build the URI in this job, or unmask the account id (mask-aws-account-id: false).',
      ),
    );
  }
  problems.push(...forgottenMode(inputs, given));
  const planned = inputs.mode === 'plan' && given.includes('rollback-to');
  const mode = planned ? 'rollback' : inputs.mode;
  for (const name of given) {
    const spec: InputSpec = INPUTS[name];
    if (spec.modes !== undefined && !spec.modes.includes(mode) && MODE_OF[name] === undefined) {
      problems.push({
        ...inputProblem(
          name,
          `Input "${name}" has no effect in ${planned ? 'the plan of a rollback' : `mode "${mode}"`}.`,
          'Leave it out.',
        ),
        rule: 'input-unused',
        severity: 'warning',
      });
    }
  }
  return problems;
}

/** It says what is wanted: without its mode, something quite different would happen. */
const MODE_OF: Partial<Record<InputName, Inputs['mode']>> = { 'rollback-to': 'rollback' };

function forgottenMode(inputs: Inputs, given: readonly InputName[]): Problem[] {
  return given.flatMap((name) => {
    const { modes }: InputSpec = INPUTS[name];
    const wanted = MODE_OF[name];
    if (wanted === undefined || modes?.includes(inputs.mode) !== false) return [];
    return inputProblem(
      name,
      `Input "${name}" is given, and mode is "${inputs.mode}", which does not use it.`,
      `Give mode: ${wanted}, or leave ${name} out.`,
    );
  });
}

function inputProblem(input: InputName, message: string, fix: string): Problem {
  return { rule: 'input-combination', severity: 'error', message, fix, origin: { kind: 'input', input } };
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(' and ');
}
