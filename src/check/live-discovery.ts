import type { ContainerDefinition, PortMapping } from '@aws-sdk/client-ecs';
import { primaryDeployment } from '../aws/service.ts';
import type { Origin, Path, Problem } from '../model.ts';
import { toProblem } from '../problem.ts';
import { renameFix } from './did-you-mean.ts';
import type { LiveContext } from './live-context.ts';
import { quoteList } from './words.ts';

/** Service registries, Service Connect and VPC Lattice name containers and ports that the revision must have (docs: update-service-parameters, ecs-vpc-lattice). */
export function* discoveryRules(context: LiveContext): Iterable<Problem> {
  yield* oneRegistry(context);
  yield* namespace(context);
  yield* aliases(context);
  if (context.definition === undefined) return;
  yield* registries(context, context.definition.containerDefinitions ?? []);
  yield* connectedPorts(context, context.definition.containerDefinitions ?? []);
  yield* latticePorts(context, context.definition.containerDefinitions ?? []);
}

function* oneRegistry({ target, after, document, originOf }: LiveContext): Iterable<Problem> {
  if (after.registries.length <= 1) return;
  yield toProblem('registry-count', document?.locate(['serviceRegistries', 1]) ?? originOf('service-definition'), {
    message: `"serviceRegistries" of service "${target.name}" has ${after.registries.length} entries, and ECS takes one.`,
    fix: 'Leave one service registry.',
  });
}

/** A service that has been connected keeps its namespace; a new one takes that of its cluster, or none (docs: API_ClusterServiceConnectDefaults; aws-cdk refuses it too). */
function* namespace({ target, clusterFacts, document, originOf }: LiveContext): Iterable<Problem> {
  const { serviceConnectConfiguration: connect } = target.settings;
  const live = primaryDeployment(target.service)?.serviceConnectConfiguration;
  if (connect?.enabled !== true || connect.namespace !== undefined || live?.enabled === true) return;
  if (clusterFacts === undefined || (clusterFacts.namespace ?? '') !== '') return;
  yield toProblem(
    'service-connect-namespace',
    document?.locate(['serviceConnectConfiguration']) ?? originOf('service-definition'),
    {
      message: `Service Connect of service "${target.name}" has no namespace, and cluster "${target.cluster}" has no default one.`,
      fix: 'Add "namespace" with the name or ARN of a Cloud Map namespace to "serviceConnectConfiguration".',
    },
  );
}

const DNS_NAME = /^[a-z0-9_.][a-z0-9_.-]{0,126}$/;

/** What clients call the service (docs: API_ServiceConnectClientAlias). */
function* aliases({ after, document, originOf }: LiveContext): Iterable<Problem> {
  for (const [index, { portName = '', clientAliases = [] }] of after.connect.entries()) {
    const at = (...rest: Path): Origin =>
      document?.locate(['serviceConnectConfiguration', 'services', index, 'clientAliases', ...rest]) ??
      originOf('service-definition');
    if (clientAliases.length > 1) {
      yield toProblem('service-connect-alias', at(1), {
        message: `The Service Connect port "${portName}" has ${clientAliases.length} client aliases, and ECS takes one.`,
        fix: 'Leave one of "clientAliases".',
      });
    }
    for (const [place, { dnsName }] of clientAliases.entries()) {
      if (dnsName === undefined || DNS_NAME.test(dnsName)) continue;
      yield toProblem('service-connect-alias', at(place, 'dnsName'), {
        message: `ECS rejects the DNS name "${dnsName}" of the Service Connect port "${portName}": it takes up to 127 lowercase letters, digits, underscores, periods and hyphens, and no hyphen at the start.`,
        fix: 'Correct "dnsName", or remove it to use the name of the port with the namespace.',
      });
    }
  }
}

function* registries(
  { target, after, locate, isRollback }: LiveContext,
  containers: ContainerDefinition[],
): Iterable<Problem> {
  for (const { containerName, containerPort } of after.registries) {
    if (containerName === undefined || containerName === '') continue;
    const index = containers.findIndex(({ name }) => name === containerName);
    const names = containers.flatMap(({ name }) => name ?? []);
    if (index < 0) {
      yield toProblem('registry-container', locate(['containerDefinitions']), {
        message: `The service registry of "${target.name}" names container "${containerName}", which the task definition does not have. It has: ${quoteList(names)}.`,
        fix: isRollback === true ? otherRevision(`container "${containerName}"`) : renameFix(containerName, names),
      });
      continue;
    }
    const ports = (containers[index]?.portMappings ?? []).map((mapping) => mapping.containerPort);
    if (containerPort === undefined || ports.includes(containerPort)) continue;
    yield toProblem('registry-port', locate(['containerDefinitions', index, 'portMappings']), {
      message: `The service registry of "${target.name}" names port ${containerPort} of container "${containerName}", which maps: ${ports.join(', ') || 'none'}.`,
      fix:
        isRollback === true
          ? otherRevision(`port ${containerPort}`)
          : `Add a port mapping with containerPort ${containerPort}.`,
    });
  }
}

interface NamedPort {
  container: string;
  mapping: PortMapping;
  path: Path;
}

function* connectedPorts(
  { target, after, locate, isRollback }: LiveContext,
  containers: ContainerDefinition[],
): Iterable<Problem> {
  const live = namedPorts(target.live?.definition.containerDefinitions ?? []);
  const ports = namedPorts(containers);
  for (const { portName = '' } of after.connect) {
    const before = live.find(({ mapping }) => mapping.name === portName);
    const port = ports.find(({ mapping }) => mapping.name === portName);
    if (port === undefined) {
      yield toProblem('service-connect-port', locate(['containerDefinitions']), {
        message: noSuchPort(`Service Connect of "${target.name}"`, portName, ports),
        fix: isRollback === true ? otherRevision(`port "${portName}"`) : nameIt(portName, before),
      });
      continue;
    }
    const [was, is] = [before?.mapping.appProtocol, port.mapping.appProtocol];
    if (before === undefined || was === is) continue;
    yield toProblem('service-connect-protocol', locate([...port.path, 'appProtocol']), {
      message: `Service Connect cannot change the protocol of port "${portName}": appProtocol is ${was ?? 'not set'} live and ${is ?? 'not set'} in the task definition.`,
      fix:
        isRollback === true
          ? otherRevision(`appProtocol ${was ?? 'not set'} on port "${portName}"`)
          : was === undefined
            ? 'Remove appProtocol.'
            : `Set "appProtocol": "${was}".`,
    });
  }
}

function* latticePorts(
  { target, after, locate, isRollback }: LiveContext,
  containers: ContainerDefinition[],
): Iterable<Problem> {
  const live = namedPorts(target.live?.definition.containerDefinitions ?? []);
  const ports = namedPorts(containers);
  for (const { portName = '' } of after.lattice) {
    if (ports.some(({ mapping }) => mapping.name === portName)) continue;
    const before = live.find(({ mapping }) => mapping.name === portName);
    yield toProblem('lattice-port', locate(['containerDefinitions']), {
      message: noSuchPort(`VPC Lattice of "${target.name}"`, portName, ports),
      fix: isRollback === true ? otherRevision(`port "${portName}"`) : nameIt(portName, before),
    });
  }
}

function noSuchPort(who: string, portName: string, ports: readonly NamedPort[]): string {
  const names = ports.flatMap(({ mapping }) => mapping.name ?? []);
  return `${who} uses the port "${portName}", but no port mapping in the task definition has that name. Named ports: ${names.length === 0 ? 'none' : quoteList(names)}.`;
}

function nameIt(portName: string, before: NamedPort | undefined): string {
  const which =
    before === undefined
      ? 'the port mapping it refers to'
      : `the port mapping of port ${before.mapping.containerPort} of container "${before.container}"`;
  return `Add "name": "${portName}" to ${which}.`;
}

function otherRevision(having: string): string {
  return `Set rollback-to to a revision with ${having}.`;
}

function namedPorts(containers: ContainerDefinition[]): NamedPort[] {
  return containers.flatMap((container, index) =>
    (container.portMappings ?? []).map((mapping, at) => ({
      container: container.name ?? '',
      mapping,
      path: ['containerDefinitions', index, 'portMappings', at],
    })),
  );
}
