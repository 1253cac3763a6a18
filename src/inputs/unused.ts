import { controllerOf } from '../aws/service.ts';
import type { Problem, Target } from '../model.ts';
import { phrase } from '../phrases.ts';
import { atService, toProblem } from '../problem.ts';
import { isChange } from './empty.ts';
import { ignored } from './mode.ts';
import { runsTask } from './run-task.ts';
import { INPUTS, type InputName, type Inputs } from './spec.ts';
import type { InputSpec } from './table/input-spec.ts';

/** In image mode Express has one container and no template: these changes have nowhere to go. */
const TEMPLATE_ONLY: readonly InputName[] = [
  'container-name',
  'images',
  'variables',
  'env-files',
  'docker-labels',
  'log-configuration-log-driver',
  'log-configuration-options',
];

/** In custom mode the task definition holds these. */
const IMAGE_MODE_ONLY: readonly InputName[] = [
  'container-port',
  'log-group',
  'log-stream-prefix',
  'repository-credentials',
];

/** Warns about every input that no target can use, and rejects targets with nothing left to do. */
export function unusedInputs(
  { given, inputs }: { given: readonly InputName[]; inputs: Inputs },
  targets: readonly Target[],
): Problem[] {
  if (targets.length === 0) return withoutService(given, inputs);
  const kinds = [...new Set(targets.map(describeKind))].join(' and ');
  return [
    ...given
      .filter((name) => !targets.some((target) => canUse(name, target)))
      .map((name) => ignored(name, `by ${kinds}`)),
    ...nothingLeft({ given, inputs }, targets),
  ];
}

/** If no input changes anything at all, empty.ts reports it. */
function nothingLeft(asked: { given: readonly InputName[]; inputs: Inputs }, targets: readonly Target[]): Problem[] {
  const { mode } = asked.inputs;
  const changes = asked.given.filter((name) => isChange(name, asked));
  if (changes.length === 0 || (mode !== 'deploy' && mode !== 'plan')) return [];
  return targets
    .filter((target) => !isCreated(target) && !changes.some((name) => canUse(name, target)))
    .map((target) =>
      toProblem('nothing-to-deploy', atService(target.name), {
        message: `There is nothing to deploy to "${target.name}": ${describeKind(target)} uses none of the inputs that would change something (${changes.map((name) => phrase('input-name', name)).join(', ')}).`,
        fix: `Set image, or another input that it uses. ${phrase('why-empty')}`,
      }),
    );
}

function isCreated(target: Target): boolean {
  return (
    (target.kind === 'express' && target.call.verb === 'create') ||
    (target.kind === 'service' && target.creates !== undefined)
  );
}

/** The one-off task uses some of the service settings too. */
const ALSO_OF_TASK: readonly InputName[] = ['enable-ecs-managed-tags', 'propagate-tags', 'platform-version'];

function withoutService(given: readonly InputName[], inputs: Inputs): Problem[] {
  if (inputs.mode === 'register' || given.includes('service') || given.includes('service-name')) return [];
  return given
    .filter((name) => 'services' in INPUTS[name] && !(runsTask(inputs) && ALSO_OF_TASK.includes(name)))
    .map((name) => ignored(name, 'when no service is set'));
}

/** ECS has it for rolling deployments of its own alone. */
const CIRCUIT_BREAKER: readonly InputName[] = [
  'circuit-breaker',
  'circuit-breaker-threshold',
  'circuit-breaker-reset-on-healthy-task',
];

function canUse(name: InputName, target: Target): boolean {
  if (CIRCUIT_BREAKER.includes(name) && isForCodeDeploy(target)) return false;
  const { services }: InputSpec = INPUTS[name];
  if (services !== undefined && !kindsOf(target).some((kind) => services.includes(kind))) return false;
  if (target.kind !== 'express') return true;
  return !(target.definitionMode === 'image' ? TEMPLATE_ONLY : IMAGE_MODE_ONLY).includes(name);
}

/** A service that ECS creates for CodeDeploy has the settings of a classic one; what its later deployments need is not wrong. */
function kindsOf(target: Target): readonly NonNullable<InputSpec['services']>[number][] {
  if (target.kind !== 'service') return [target.kind];
  return isForCodeDeploy(target) ? ['classic', 'codedeploy'] : ['classic'];
}

/** Whether CodeDeploy deploys the service, or will when it exists. */
function isForCodeDeploy(target: Target): boolean {
  return target.kind === 'codedeploy' || (target.kind === 'service' && controllerOf(target.creates) === 'CODE_DEPLOY');
}

function describeKind(target: Target): string {
  if (target.kind !== 'express') return isForCodeDeploy(target) ? 'a CodeDeploy service' : 'a classic service';
  return target.definitionMode === 'image'
    ? 'an Express service deployed from an image'
    : 'an Express service with a custom task definition';
}
