import type { Problem } from '../model.ts';
import { phrase } from '../phrases.ts';
import { atInput, toProblem } from '../problem.ts';
import { controllerOfTarget, launchTypeOf } from './afterwards.ts';
import { codeDeployRules } from './create-for-codedeploy.ts';
import type { LiveContext } from './live-context.ts';

/** What CreateService rejects and no update can bring about (docs: API_CreateService). */
export function* createRules(context: LiveContext): Iterable<Problem> {
  const { target, definition, document } = context;
  if (target.kind !== 'service' || target.creates === undefined) return;
  const { name } = target;
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(name)) {
    yield toProblem('create-name', document?.locate(['serviceName']) ?? atInput('service'), {
      message: `Service "${name}" does not exist, and ECS rejects its name for a new one: up to 255 letters, digits, hyphens and underscores are allowed.`,
      fix: 'Give the service another name.',
    });
  }
  if (definition === undefined) {
    yield toProblem('create-definition', atInput('task-definition'), {
      message: `Service "${name}" does not exist, and creating it requires a task definition.`,
      fix: 'Set task-definition, task-definition-family or "taskDefinition" in the service definition.',
    });
  }
  yield* scheduling(context);
  yield* controller(context);
  yield* network(context);
  yield* role(context);
}

function* scheduling({ target, after, document, originOf }: LiveContext): Iterable<Problem> {
  const origin = document?.locate(['schedulingStrategy']) ?? originOf('service-definition');
  if (!after.isDaemon) {
    if (after.desiredCount !== undefined) return;
    yield toProblem('create-count', document?.locate([]) ?? originOf('desired-count'), {
      message: `Service "${target.name}" does not exist, and creating it requires a desired count.`,
      fix: 'Add "desiredCount", or set desired-count.',
    });
    return;
  }
  if (launchTypeOf(after) !== 'FARGATE') return;
  yield toProblem('create-daemon', origin, {
    message: `Service "${target.name}" has the scheduling strategy DAEMON, which ECS does not support on Fargate.`,
    fix: 'Set "schedulingStrategy" to REPLICA.',
  });
}

/** With EXTERNAL, a service has nothing but a name, and every deployment is a task set that somebody else makes. */
function* controller(context: LiveContext): Iterable<Problem> {
  const { target, document } = context;
  const type = controllerOfTarget(target);
  if (type === 'ECS') return;
  if (type === 'CODE_DEPLOY') {
    yield* codeDeployRules(context);
    return;
  }
  yield toProblem('deployment-controller', document?.locate(['deploymentController']) ?? atInput('service'), {
    message: `Service "${target.name}" does not exist, and ${phrase('this-step')} creates no service with the deployment controller ${type}: its tasks come from task sets, which another tool has to create.`,
    fix: 'Remove "deploymentController", so that ECS deploys the service, or create it and its task sets with that tool (`aws ecs create-service`, `aws ecs create-task-set`).',
  });
}

/** The service-linked role does what `role` did before there was one (docs: API_CreateService, role). */
function* role({ target, after, definition, document, originOf }: LiveContext): Iterable<Problem> {
  if (target.kind !== 'service' || target.creates?.role === undefined) return;
  const isBalanced = after.loadBalancers.length > 0;
  if (isBalanced && definition?.networkMode !== 'awsvpc') return;
  yield toProblem('create-role', document?.locate(['role']) ?? originOf('service-definition'), {
    message: isBalanced
      ? `ECS rejects "role" (${target.creates.role}) for service "${target.name}": with network mode awsvpc it registers targets with its service-linked role.`
      : `ECS rejects "role" (${target.creates.role}) for service "${target.name}": it is for registering targets, and the service has no load balancer.`,
    fix: 'Remove "role".',
  });
}

function* network({ target, definition, after, document }: LiveContext): Iterable<Problem> {
  if (definition === undefined) return;
  const mode = definition.networkMode ?? 'bridge';
  const subnets = after.network?.subnets ?? [];
  const origin = document?.locate(['networkConfiguration']) ?? atInput('service-definition');
  if (mode === 'awsvpc' && subnets.length === 0) {
    yield toProblem('create-network', origin, {
      message: `The task definition has network mode awsvpc, but the service definition of "${target.name}" names no subnets.`,
      fix: 'Add "networkConfiguration": { "awsvpcConfiguration": { "subnets": [ … ] } }.',
    });
  }
  if (mode !== 'awsvpc' && after.network !== undefined) {
    yield toProblem('create-network', origin, {
      message: `The service definition of "${target.name}" has a network configuration, which only network mode awsvpc can use; the task definition has ${mode}.`,
      fix: 'Remove "networkConfiguration", or set "networkMode": "awsvpc" in the task definition.',
    });
  }
}
