import type { Problem } from '../model.ts';
import { runsTask } from './run-task.ts';
import type { InputName, Inputs } from './spec.ts';

interface Dependence {
  names: readonly InputName[];
  /** What they need, as a reader writes it. */
  needs: string;
  holds: (inputs: Inputs, given: readonly InputName[]) => boolean;
}

const CHANGES_OF_CONTAINERS: readonly InputName[] = [
  'image',
  'environment-variables',
  'env-files',
  'secrets',
  'docker-labels',
  'log-configuration-log-driver',
  'log-configuration-options',
  'command',
];

/** Inputs that do something only beside another one. */
const DEPENDENCES: readonly Dependence[] = [
  {
    names: ['environment-name'],
    needs: 'github-deployment: true',
    holds: (inputs) => inputs['github-deployment'],
  },
  {
    names: ['container-name'],
    needs: 'image or a change of the container',
    holds: (_, given) => CHANGES_OF_CONTAINERS.some((name) => given.includes(name)),
  },
  {
    names: ['circuit-breaker-threshold', 'circuit-breaker-reset-on-healthy-task'],
    needs: 'a circuit breaker (circuit-breaker is off)',
    holds: (inputs) => inputs['circuit-breaker'] !== 'off',
  },
  {
    names: ['require-healthy-targets', 'fail-fast', 'on-cancel', 'on-pause'],
    needs: 'waiting (wait-for-service-stability is false)',
    holds: (inputs) => inputs.mode !== 'deploy' || inputs['wait-for-service-stability'],
  },
  {
    names: ['wait-for-minutes', 'wait-max-delay-seconds', 'on-timeout'],
    needs: 'waiting (wait-for-service-stability is false)',
    holds: (inputs) =>
      inputs.mode !== 'deploy' ||
      inputs['wait-for-service-stability'] ||
      inputs['if-in-progress'] === 'wait' ||
      (runsTask(inputs) && inputs['wait-for-task-stopped']),
  },
];

/** Which source of the template is taken when several are given, first to last. */
const SOURCES = ['task-definition', 'task-definition-arn', 'task-definition-family'] as const satisfies InputName[];

/** Warns of every input that another one leaves without effect. */
export function dependentProblems(inputs: Inputs, given: readonly InputName[]): Problem[] {
  const alone = DEPENDENCES.filter(({ holds }) => !holds(inputs, given)).flatMap(({ names, needs }) =>
    names
      .filter((name) => given.includes(name))
      .map((name) => unused(name, `Input "${name}" has no effect without ${needs}.`)),
  );
  return [...alone, ...outdoneSources(given)];
}

function outdoneSources(given: readonly InputName[]): Problem[] {
  const [taken, ...rest] = SOURCES.filter((name) => given.includes(name));
  if (taken === undefined) return [];
  const revision =
    taken === 'task-definition-family' ? [] : given.filter((name) => name === 'task-definition-revision');
  return [...rest, ...revision].map((name) =>
    unused(name, `Input "${name}" has no effect beside "${taken}", which is the template.`),
  );
}

function unused(input: InputName, message: string): Problem {
  return {
    rule: 'input-unused',
    severity: 'warning',
    message,
    fix: 'Leave it out.',
    origin: { kind: 'input', input },
  };
}
