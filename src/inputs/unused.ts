import type { Problem, Target } from '../model.ts';
import { runsTask } from './run-task.ts';
import { INPUTS, type InputName, type Inputs, type InputSpec } from './spec.ts';

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

/** Warns of every input that no target can use, so that nobody believes it had an effect. */
export function unusedInputs(
  { given, inputs }: { given: readonly InputName[]; inputs: Inputs },
  targets: readonly Target[],
): Problem[] {
  if (targets.length === 0) return withoutService(given, inputs);
  return given.filter((name) => !targets.some((target) => canUse(name, target))).map((name) => unused(name, targets));
}

/** The one-off task takes some settings of a service for itself. */
const ALSO_OF_TASK: readonly InputName[] = ['enable-ecs-managed-tags', 'propagate-tags', 'platform-version'];

function withoutService(given: readonly InputName[], inputs: Inputs): Problem[] {
  if (given.includes('service') || given.includes('service-name')) return [];
  return given
    .filter((name) => 'services' in INPUTS[name] && !(runsTask(inputs) && ALSO_OF_TASK.includes(name)))
    .map((name) => unusedProblem(name, 'without a service'));
}

function canUse(name: InputName, target: Target): boolean {
  const { services }: InputSpec = INPUTS[name];
  if (services !== undefined && !services.includes(target.kind === 'service' ? 'classic' : target.kind)) return false;
  if (target.kind !== 'express') return true;
  return !(target.definitionMode === 'image' ? TEMPLATE_ONLY : IMAGE_MODE_ONLY).includes(name);
}

function unused(name: InputName, targets: readonly Target[]): Problem {
  const kinds = [...new Set(targets.map(describeKind))].join(' and ');
  return unusedProblem(name, `on ${kinds}`);
}

function unusedProblem(name: InputName, where: string): Problem {
  return {
    rule: 'input-unused',
    severity: 'warning',
    message: `Input "${name}" has no effect ${where}.`,
    fix: 'Leave it out.',
    origin: { kind: 'input', input: name },
  };
}

function describeKind(target: Target): string {
  if (target.kind === 'service') return 'a classic service';
  if (target.kind === 'codedeploy') return 'a service that CodeDeploy deploys';
  return target.definitionMode === 'image'
    ? 'an Express service deployed from an image'
    : 'an Express service with a custom task definition';
}
