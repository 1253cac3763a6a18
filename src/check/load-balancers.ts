import type { Problem } from '../model.ts';
import { toProblem } from './catalogue.ts';
import type { Context } from './context.ts';
import { didYouMean } from './did-you-mean.ts';
import { quoteList } from './words.ts';

/** The service's load balancers name a container and a port that the new revision must have (docs: update-service-parameters). */
export function* loadBalancerRules({
  containers,
  loadBalancers = [],
  hasGracePeriod,
  express,
  locate,
}: Context): Iterable<Problem> {
  const checked = new Set<string>();
  for (const { containerName, containerPort } of loadBalancers) {
    if (containerName === undefined || checked.has(`${containerName}:${containerPort}`)) continue;
    checked.add(`${containerName}:${containerPort}`);
    const container = containers.find(({ value }) => value.name === containerName);
    if (container === undefined) {
      const names = containers.map(({ value }) => value.name ?? '');
      yield toProblem('load-balancer-container', locate(['containerDefinitions']), {
        message: `The load balancer of the service sends traffic to container "${containerName}", which the task definition does not have. It has: ${quoteList(names)}.`,
        fix:
          didYouMean(containerName, names) ??
          `Name the container "${containerName}", or change the load balancer of the service.`,
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
      const mapped = mappings.map((mapping) => mapping.containerPort).join(', ') || 'none';
      yield toProblem('load-balancer-port', locate([...path, 'portMappings']), {
        message: `The load balancer of the service sends traffic to port ${containerPort} of container ${label}, which maps: ${mapped}.`,
        fix: `Add a port mapping with containerPort ${containerPort}, or change the load balancer of the service.`,
      });
    }
    if (hasGracePeriod === false && value.healthCheck === undefined) {
      yield toProblem('health-check-missing', locate(path), {
        message: `Container ${label} stands behind a load balancer without health check and without grace period: a slow start counts as unhealthy.`,
        fix: 'Give it a healthCheck, or the service a health-check-grace-period-seconds.',
      });
    }
    if (express !== true && value.essential === false && containers.some((other) => other.value.essential !== false)) {
      yield toProblem('main-not-essential', locate([...path, 'essential']), {
        message: `Container ${label} serves the load balancer and is not essential: when it ends, the task goes on without it.`,
        fix: 'Set "essential": true on it.',
      });
    }
  }
}
