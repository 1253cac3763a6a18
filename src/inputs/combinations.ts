import { PAUSE_STAGES } from '../aws/service.ts';
import type { Problem } from '../model.ts';
import { atInput, toProblem } from '../problem.ts';
import { dependentProblems } from './dependent.ts';
import { emptyProblems, nothingToCheck } from './empty.ts';
import { environmentFileProblems } from './environment-files.ts';
import { modeProblems } from './mode.ts';
import { nearest } from './nearest.ts';
import { previewProblems } from './preview.ts';
import { rollbackProblems } from './rollback.ts';
import { runTaskProblems } from './run-task.ts';
import type { InputName, Inputs } from './spec.ts';
import { verifiedProblems } from './verified.ts';
import { twiceProblems } from './twice.ts';
import { phrase } from '../phrases.ts';

interface Asked {
  inputs: Inputs;
  given: readonly InputName[];
  bad: ReadonlySet<InputName>;
  /** Whether it is written where several modes share it. */
  isShared: (name: InputName) => boolean;
}

/** What is wrong with inputs that are each valid. What follows from an invalid input is not reported. */
export function combinationProblems(asked: Asked): Problem[] {
  const { inputs, given, bad } = asked;
  const problems = [
    ...runTaskProblems(inputs, given),
    ...twiceProblems(inputs),
    ...environmentFileProblems(inputs),
    ...dependentProblems(asked),
    ...pairProblems(asked),
    ...valueProblems(asked),
    ...previewProblems(inputs),
    ...verifiedProblems(inputs, given),
    ...(bad.has('mode') ? [] : ofMode(asked)),
  ];
  return problems.filter(({ origin }) => origin.kind !== 'input' || !bad.has(origin.input as InputName));
}

/** If the mode was forgotten, what it leaves out is not reported again. */
function ofMode(asked: Asked): Problem[] {
  const problems = modeProblems(asked.inputs, asked);
  if (problems.some(({ severity }) => severity === 'error')) return problems;
  const empty = asked.inputs.mode === 'check' ? nothingToCheck(asked) : emptyProblems(asked);
  return [...problems, ...rollbackProblems(asked.inputs), ...empty];
}

/** Inputs that need or exclude each other. */
function pairProblems({ given }: Asked): Problem[] {
  const problems: Problem[] = [];
  if (given.includes('service') && given.includes('service-name')) {
    problems.push(
      toProblem('input-combination', atInput('service-name'), {
        message: `${phrase('inputs', 'service service-name')} are two names for the same input, and both are set.`,
        fix: 'Remove one of them.',
      }),
    );
  }
  const sources: readonly InputName[] = ['task-definition', 'task-definition-arn', 'task-definition-family'];
  if (given.includes('task-definition-revision') && !sources.some((name) => given.includes(name))) {
    problems.push(
      toProblem('input-combination', atInput('task-definition-revision'), {
        message: `${phrase('input', 'task-definition-revision')} is set, but ${phrase('input-name', 'task-definition-family')} is empty.`,
        fix: 'Set task-definition-family, or use task-definition-arn.',
      }),
    );
  }
  const [volume, name] = ['service-managed-ebs-volume', 'service-managed-ebs-volume-name'] as const;
  if (given.includes(volume) !== given.includes(name)) {
    const empty = given.includes(volume) ? name : volume;
    problems.push(
      toProblem('input-combination', atInput(volume), {
        message: `${phrase('inputs', `${volume} ${name}`)} belong together, and ${phrase('input-name', empty)} is empty.`,
        fix: 'Set both or neither.',
      }),
    );
  }
  return problems;
}

function pauseProblems({ 'pause-at': stages = [] }: Inputs): Problem[] {
  const unknown = stages.filter((stage) => !PAUSE_STAGES.includes(stage));
  return unknown.map((stage) => {
    const near = nearest(stage.toUpperCase(), PAUSE_STAGES);
    return toProblem('input-combination', atInput('pause-at'), {
      message: `${phrase('input', 'pause-at')} names the stage "${stage}", at which ECS cannot pause.`,
      fix: near === undefined ? `Use one of: ${PAUSE_STAGES.join(', ')}.` : `Did you mean "${near}"?`,
    });
  });
}

function valueProblems({ inputs, given }: Asked): Problem[] {
  const problems: Problem[] = [];
  const { 'environment-url': url } = inputs;
  if (url !== undefined && !/^https?:\/\/[^\s/]+/i.test(url)) {
    problems.push(
      toProblem('input-combination', atInput('environment-url'), {
        message: `${phrase('input', 'environment-url')} is not a web address.`,
        fix: 'Start it with https://.',
      }),
    );
  }
  const { 'min-task-count': min, 'max-task-count': max } = inputs;
  if (min !== undefined && max !== undefined && min > max) {
    problems.push(
      toProblem('input-combination', atInput('min-task-count'), {
        message: `${phrase('input', 'min-task-count')} (${min}) is greater than ${phrase('input-name', 'max-task-count')} (${max}).`,
        fix: 'Swap them.',
      }),
    );
  }
  problems.push(...pauseProblems(inputs));
  const { 'circuit-breaker-threshold': threshold } = inputs;
  if (threshold !== undefined && !/^[1-9]\d{0,5}(?:%(?: unbounded)?)?$/.test(threshold)) {
    problems.push(
      toProblem('input-combination', atInput('circuit-breaker-threshold'), {
        message: `${phrase('input', 'circuit-breaker-threshold')} is "${threshold}", which is neither a number of tasks nor a percentage.`,
        fix: 'Use a number of tasks (3), a percentage of the desired count within 3 and 200 tasks (50%), or without these limits (50% unbounded).',
      }),
    );
  }
  if (given.includes('image') && inputs.image?.startsWith('/') === true && inputs.mode !== 'check') {
    problems.push(
      toProblem('input-combination', atInput('image'), {
        message: `${phrase('input', 'image')} is "${inputs.image}": the registry before the "/" came out empty.`,
        fix: phrase('why-no-registry'),
      }),
    );
  }
  return problems;
}
