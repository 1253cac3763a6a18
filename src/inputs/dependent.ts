import type { Problem } from '../model.ts';
import { phrase } from '../phrases.ts';
import { CHANGES_OF_CONTAINERS } from './empty.ts';
import { ignored } from './mode.ts';
import { runsTask } from './run-task.ts';
import type { InputName, Inputs } from './spec.ts';

interface Asked {
  inputs: Inputs;
  given: readonly InputName[];
  bad: ReadonlySet<InputName>;
}

interface Dependence {
  names: readonly InputName[];
  /** The inputs that decide it; if one of them is invalid, the answer is unknown. */
  on: readonly InputName[];
  /** When they are ignored; reads after "ignored". */
  when: string;
  /** What to do instead of removing them. */
  instead?: string;
  holds: (inputs: Inputs, given: readonly InputName[]) => boolean;
}

const WITHOUT_WAITING = 'when wait-for-service-stability is false';

/** Inputs that only work together with another one. */
const DEPENDENCES: readonly Dependence[] = [
  {
    names: ['environment-name', 'environment-url'],
    on: ['github-deployment'],
    when: 'unless github-deployment is true',
    instead: 'Set github-deployment: true',
    holds: (inputs) => inputs['github-deployment'],
  },
  {
    names: ['container-name'],
    on: ['image', 'mode'],
    when: `when only ${phrase('input-name', 'images')} is set, because it names its own containers`,
    holds: (_, given) =>
      !given.includes('images') || CHANGES_OF_CONTAINERS.some((name) => name !== 'images' && given.includes(name)),
  },
  {
    names: ['circuit-breaker-threshold', 'circuit-breaker-reset-on-healthy-task'],
    on: ['circuit-breaker'],
    when: 'when circuit-breaker is off',
    holds: (inputs) => inputs['circuit-breaker'] !== 'off',
  },
  {
    names: [
      'require-healthy-targets',
      'fail-fast',
      'on-cancel',
      'on-pause',
      'keep-revisions',
      'schedules',
      'suspend-auto-scaling',
      'protect-images',
    ],
    on: ['mode', 'wait-for-service-stability'],
    when: WITHOUT_WAITING,
    holds: (inputs) => inputs.mode !== 'deploy' || inputs['wait-for-service-stability'],
  },
  {
    names: ['smoke-test-timeout-seconds'],
    on: ['smoke-test'],
    when: 'without smoke-test',
    holds: (_, given) => given.includes('smoke-test'),
  },
  {
    names: ['on-verification-failure'],
    on: ['smoke-test', 'metric-checks'],
    when: 'without smoke-test and metric-checks',
    holds: (_, given) => given.includes('smoke-test') || given.includes('metric-checks'),
  },
  {
    names: ['schedules'],
    on: ['mode', 'wait-for-task-stopped'],
    when: 'when wait-for-task-stopped is false',
    holds: (inputs) => inputs.mode !== 'run-task' || inputs['wait-for-task-stopped'],
  },
  {
    names: ['wait-for-minutes', 'wait-max-delay-seconds', 'on-timeout'],
    on: ['mode', 'wait-for-service-stability', 'if-in-progress', 'run-task', 'wait-for-task-stopped'],
    when: WITHOUT_WAITING,
    holds: (inputs) =>
      inputs.mode !== 'deploy' ||
      inputs['wait-for-service-stability'] ||
      inputs['if-in-progress'] === 'wait' ||
      (runsTask(inputs) && inputs['wait-for-task-stopped']),
  },
];

/** Which template source wins when several are given, first to last. */
const SOURCES = ['task-definition', 'task-definition-arn', 'task-definition-family'] as const satisfies InputName[];

/** Warns of every input that another one makes pointless. */
export function dependentProblems({ inputs, given, bad }: Asked): Problem[] {
  const alone = DEPENDENCES.filter(({ on, holds }) => !on.some((name) => bad.has(name)) && !holds(inputs, given));
  const unused = alone.flatMap(({ names, when, instead }) =>
    names
      .filter((name) => given.includes(name))
      .map((name) => ignored(name, when, instead === undefined ? undefined : `${instead}, or remove ${name}.`)),
  );
  return [...unused, ...otherSources(given)];
}

function otherSources(given: readonly InputName[]): Problem[] {
  const [taken, ...rest] = SOURCES.filter((name) => given.includes(name));
  if (taken === undefined) return [];
  const revision =
    taken === 'task-definition-family' ? [] : given.filter((name) => name === 'task-definition-revision');
  return [...rest, ...revision].map((name) => ignored(name, `when ${phrase('input-name', taken)} is set`));
}
