import type { Problem } from '../model.ts';
import { atInput, toProblem } from '../problem.ts';
import { INPUTS, type InputName, type Inputs } from './spec.ts';
import { TEMPLATE, CHANGES, SETTINGS, EXPRESS_SETTINGS, TASK, ROLLBACK, CODE_DEPLOY_SETTINGS } from './table/groups.ts';
import { phrase } from '../phrases.ts';

/** The runner passes the same for an input that was left out and one that came out empty: only all inputs together tell which. */
export interface Given {
  inputs: Inputs;
  /** The inputs whose text is not blank. */
  given: readonly InputName[];
  /** Whether it is written where several modes share it. */
  isShared: (name: InputName) => boolean;
}

/** How a value ends up empty without anyone noticing. */
const WHY_EMPTY = phrase('why-empty');

/** Inputs of the changing groups that change nothing on their own. */
const IDLE: readonly InputName[] = ['container-name', 'variables', 'keep-null-value-keys', 'infrastructure-role-arn'];

const CHANGING_GROUPS: readonly string[] = [TEMPLATE, CHANGES, SETTINGS, EXPRESS_SETTINGS];

/** Whether a deploy with this input alone would have something to do. */
export function isChange(name: InputName, { inputs }: Pick<Given, 'inputs'>): boolean {
  if (name === 'codedeploy-appspec') return true;
  if (!CHANGING_GROUPS.includes(INPUTS[name].group) || IDLE.includes(name)) return false;
  const value = inputs[name];
  return !(Array.isArray(value) && value.length === 0);
}

const SOURCES = ['task-definition', 'task-definition-arn', 'task-definition-family'] as const;

/** A step that has nothing to work on, or nothing to change, must not end green. */
export function emptyProblems(asked: Given): Problem[] {
  const { inputs, given } = asked;
  const { mode } = inputs;
  const rollsBack = mode === 'rollback' || (mode === 'plan' && given.includes('rollback-to'));
  const hasDocument = given.includes('service-definition') && (mode === 'deploy' || mode === 'plan');
  const hasService = given.includes('service') || given.includes('service-name') || (hasDocument && !rollsBack);
  const hasSource = SOURCES.some((name) => given.includes(name));
  if (!hasService && (rollsBack || !WITHOUT_SERVICE.includes(mode))) return [noService(inputs)];
  if (rollsBack) return [];
  if (mode === 'register' && !hasSource) return [noSource(mode, 'it has no task definition to register')];
  if (!hasService && !hasSource && WITHOUT_SERVICE.includes(mode)) {
    return [noSource(mode, 'it has neither a service nor a task definition to work on')];
  }
  const empty = imageProblems(asked);
  if (empty.length > 0) return empty;
  const changes = mode === 'deploy' || (mode === 'plan' && hasService);
  return changes && !given.some((name) => isChange(name, asked)) ? [nothingToDeploy(asked)] : [];
}

/** What `mode: check` can look at, apart from changes. */
const CHECKED_TOO: readonly string[] = [TASK, CODE_DEPLOY_SETTINGS, ROLLBACK];

/** A check that looks at nothing must not end green. */
export function nothingToCheck(asked: Given): Problem[] {
  const { inputs, given } = asked;
  const off =
    inputs.checks === 'off'
      ? [
          toProblem('input-combination', atInput('checks'), {
            message: 'Mode "check" does nothing without the checks.',
            fix: 'Remove checks, or set it to on or strict.',
          }),
        ]
      : [];
  const isChecked = (name: InputName): boolean => isChange(name, asked) || CHECKED_TOO.includes(INPUTS[name].group);
  if (given.some(isChecked)) return off;
  return [...off, noSource('check', 'no input has a task definition, an image or a setting')];
}

const WITHOUT_SERVICE: readonly Inputs['mode'][] = ['plan', 'register', 'run-task'];

function noService({ mode, 'run-task': runsTask }: Inputs): Problem {
  const instead =
    mode === 'deploy' && runsTask
      ? ` To run the task without a service, use ${phrase('mode', 'run-task')}.`
      : mode === 'deploy'
        ? ` Without a service, ${phrase('mode', 'plan')} only renders the task definition, ${phrase('mode', 'register')} registers it, and ${phrase('mode', 'run-task')} runs it once.`
        : '';
  return toProblem('no-service', atInput('service'), {
    message: `${phrase('input', 'service')} is empty, so mode "${mode}" has nothing to work on.`,
    fix: `Set service. ${WHY_EMPTY}${instead}`,
  });
}

/** The modes to which a service can give a task definition. */
const WITH_SERVICE: readonly Inputs['mode'][] = ['plan', 'run-task'];

function noSource(mode: Inputs['mode'], what: string): Problem {
  return toProblem('nothing-to-do', atInput('task-definition'), {
    message: `Mode "${mode}" has nothing to do: ${what}.`,
    fix: `Set task-definition${WITH_SERVICE.includes(mode) ? ' or service' : ''}. ${WHY_EMPTY}`,
  });
}

/** An input about an image, or about the container that gets it, implies that an image was expected. */
function imageProblems({ inputs, given, isShared }: Given): Problem[] {
  const { mode, images = [] } = inputs;
  if (!INPUTS.image.modes.some((one) => one === mode)) return [];
  const empty = images.filter(([, image]) => image.trim() === '');
  if (empty.length > 0) {
    const names = empty.map(([container]) => `"${container}"`).join(', ');
    return [
      toProblem('empty-image', atInput('images'), {
        message: `${phrase('input', 'images')} gives ${names} an empty image.`,
        fix: WHY_EMPTY,
      }),
    ];
  }
  const changed = CHANGES_OF_CONTAINERS.some((name) => given.includes(name));
  if (!given.includes('container-name') || changed) return [];
  if (isShared('container-name')) {
    const containers = (inputs['container-name'] ?? []).map((name) => `"${name}"`).join(', ');
    return [
      toProblem('empty-image', atInput('image-tag'), {
        message: `There is no image for container ${containers}: ${phrase('input-name', 'image-tag')} and ${phrase('input-name', 'image')} are empty.`,
        fix: `Set image-tag, or image. ${WHY_EMPTY}`,
      }),
    ];
  }
  return [
    toProblem('empty-image', atInput('image'), {
      message: `${phrase('input', 'container-name')} is set, but ${phrase('input-name', 'image')} is empty, and no other input changes that container.`,
      fix: `Set image, or remove container-name. ${WHY_EMPTY}`,
    }),
  ];
}

/** What `container-name` is for. */
export const CHANGES_OF_CONTAINERS: readonly InputName[] = [
  'image',
  'image-tag',
  'images',
  'environment-variables',
  'env-files',
  'secrets',
  'docker-labels',
  'log-configuration-log-driver',
  'log-configuration-options',
  'command',
];

function nothingToDeploy({ inputs }: Given): Problem {
  const services = (inputs.service ?? inputs['service-name'] ?? []).map((name) => `"${name}"`).join(', ');
  const to = services === '' ? '' : ` to ${services}`;
  const only = [
    ...(inputs.mode === 'plan' ? [' To plan a rollback, set rollback-to.'] : []),
    ...(inputs['run-task'] ? [` To run the one-off task alone, use ${phrase('mode', 'run-task')}.`] : []),
  ];
  return toProblem('nothing-to-deploy', atInput('image'), {
    message: `There is nothing to deploy${to}: ${phrase('input-name', 'image')} is empty, and no other input changes anything.`,
    fix: `Set image. ${WHY_EMPTY} To redeploy what runs now, set ${phrase('setting', 'force-new-deployment: true')} (not for Express services).${only.join('')}`,
  });
}
