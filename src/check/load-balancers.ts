import type { Problem } from '../model.ts';
import { toProblem } from '../problem.ts';
import type { Context } from './context.ts';
import { renameFix } from './did-you-mean.ts';
import { quoteList } from './words.ts';

/** The service's load balancers name a container and a port that the new revision must have (docs: update-service-parameters). */
export function* loadBalancerRules({
  containers,
  loadBalancers = [],
  hasGracePeriod,
  express,
  locate,
}: Context): Iterable<Problem> {
  if (containers.length === 0) return;
  const checked = new Set<string>();
  for (const { containerName, containerPort } of loadBalancers) {
    if (containerName === undefined || checked.has(`${containerName}:${containerPort}`)) continue;
    checked.add(`${containerName}:${containerPort}`);
    const container = containers.find(({ value }) => value.name === containerName);
    if (container === undefined) {
      const names = containers.map(({ value }) => value.name ?? '');
      yield toProblem('load-balancer-container', locate(['containerDefinitions']), {
        message: `The load balancer of the service sends traffic to container "${containerName}", which the task definition does not have. It has: ${quoteList(names)}.`,
        fix: renameFix(containerName, names),
      });
      continue;
    }
    const { value, path, label } = container;
    const mappings = value.portMappings ?? [];
    const hasRange = mappings.some(({ containerPortRange }) => containerPortRange !== undefined);
    if (
      containerPort !== undefined &&
      !hasRange &&
      !mappings.some((mapping) => mapping.containerPort === containerPort)
    ) {
      const mapped = mappings.map((mapping) => mapping.containerPort).join(', ') || 'no port';
      yield toProblem('load-balancer-port', locate([...path, 'portMappings']), {
        message: `The load balancer of the service sends traffic to port ${containerPort} of container ${label}, which maps ${mapped}.`,
        fix: `Add a port mapping with containerPort ${containerPort}.`,
      });
    }
    if (hasGracePeriod === false && value.healthCheck === undefined) {
      yield toProblem('health-check-missing', locate(path), {
        message: `Container ${label} is behind a load balancer and has neither a container health check nor a grace period: ECS treats a task that starts slowly as unhealthy and replaces it.`,
        fix: 'Set health-check-grace-period-seconds to its startup time, or add a healthCheck to the container.',
      });
    }
    if (express !== true && value.essential === false && containers.some((other) => other.value.essential !== false)) {
      yield toProblem('main-not-essential', locate([...path, 'essential']), {
        message: `Container ${label} serves the load balancer but is not essential: if it exits, the task keeps running without it.`,
        fix: 'Set "essential": true on it.',
      });
    }
  }
}
