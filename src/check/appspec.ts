import type { AppSpec, Problem, TaskDefinition } from '../model.ts';
import { toProblem } from '../problem.ts';
import { readProperties } from './afterwards.ts';
import { didYouMean } from './did-you-mean.ts';
import { hasPlaceholder } from './placeholders.ts';
import { checkFields } from './schema.ts';
import { quoteList } from './words.ts';
import { phrase } from '../phrases.ts';

/** The container and port that CodeDeploy registers with the load balancer must be in the revision that it deploys. */
export function checkAppSpec(appSpec: AppSpec, definition: TaskDefinition): Problem[] {
  return [...checkTraffic(appSpec, definition), ...checkNetwork(appSpec)];
}

function checkTraffic({ services, locate }: AppSpec, definition: TaskDefinition): Problem[] {
  const containers = Array.isArray(definition.containerDefinitions) ? definition.containerDefinitions : [];
  return services.flatMap(({ container: asked, port }) => {
    if (asked === undefined) return [];
    const found = containers.find(({ name }) => name === asked.name);
    if (found === undefined) {
      const names = containers.flatMap(({ name }) => name ?? []);
      return [
        toProblem('appspec-container', locate(asked.path), {
          message: `The AppSpec sends traffic to container "${asked.name}", which the task definition does not have. Its containers are: ${quoteList(names)}.`,
          fix: hasPlaceholder(asked.name)
            ? `Write the name of the container. A placeholder must be filled in before ${phrase('this-step')}.`
            : (didYouMean(asked.name, names) ?? 'Write the name of a container of the task definition.'),
        }),
      ];
    }
    const mappings = Array.isArray(found.portMappings) ? found.portMappings : [];
    const ranges = mappings.some(({ containerPortRange }) => containerPortRange !== undefined);
    if (port === undefined || ranges || mappings.some(({ containerPort }) => containerPort === port.number)) return [];
    const mapped = mappings.map(({ containerPort }) => containerPort).join(', ') || 'no port';
    return [
      toProblem('appspec-port', locate(port.path), {
        message: `The AppSpec sends traffic to port ${port.number} of container "${asked.name}", which maps ${mapped}.`,
        fix: 'Write a containerPort of that container, or add a port mapping to the task definition.',
      }),
    ];
  });
}

/** Names and types are checked where the AppSpec is read. */
function checkNetwork(appSpec: AppSpec): Problem[] {
  const { value, locate } = readProperties(appSpec);
  const request = { service: 'any', networkConfiguration: value.networkConfiguration };
  const found = checkFields(request, () => locate('networkConfiguration'), 'UpdateServiceRequest');
  return found.filter(({ rule }) => rule === 'network-id');
}
