import type { InputName } from '../inputs/spec.ts';
import type { CodeDeployTarget, Origin, Problem, ServiceTarget } from '../model.ts';
import { toProblem } from '../problem.ts';
import { controllerOfTarget, toAfterwards } from './afterwards.ts';

/** Risks in the service as it will be once its settings are applied. */
export function checkService(
  target: ServiceTarget | CodeDeployTarget,
  originOf: (input: InputName) => Origin,
): Problem[] {
  return [...desiredCount(target, originOf('desired-count')), ...circuitBreaker(target, originOf('circuit-breaker'))];
}

/** A DAEMON service has one task per instance, whatever its desired count says. */
function desiredCount(target: ServiceTarget | CodeDeployTarget, origin: Origin): Problem[] {
  const { name, service, settings } = target;
  const count = settings.desiredCount ?? service.desiredCount;
  if (count !== 1 || toAfterwards(target).isDaemon) return [];
  const balanced = (settings.loadBalancers ?? service.loadBalancers ?? []).length > 0;
  return [
    toProblem('desired-count-one', origin, {
      message: balanced
        ? `Service "${name}" has one task behind its load balancer: when that task stops, no requests are served until the next one is healthy.`
        : `Service "${name}" has one task: when that task stops, nothing runs until the next one has started.`,
      fix: 'Set desired-count, or the minimum of its auto scaling, to 2 or more.',
    }),
  ];
}

/** The breaker is for rolling deployments of the ECS controller (docs: deployment-circuit-breaker). */
function circuitBreaker(target: ServiceTarget | CodeDeployTarget, origin: Origin): Problem[] {
  const { name, service, settings } = target;
  const { strategy = 'ROLLING', deploymentCircuitBreaker: breaker } = {
    ...service.deploymentConfiguration,
    ...settings.deploymentConfiguration,
  };
  if (strategy !== 'ROLLING' || controllerOfTarget(target) !== 'ECS' || breaker?.enable === true) return [];
  return [
    toProblem('circuit-breaker-off', origin, {
      message: `The deployment circuit breaker of service "${name}" is off: ECS restarts failing tasks forever.`,
      fix: 'Set circuit-breaker to rollback (or on, to stop without rolling back).',
    }),
  ];
}
