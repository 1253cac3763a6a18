import type { Problem } from '../model.ts';
import { toProblem } from '../problem.ts';
import type { Container, Context } from './context.ts';

const MAX_PORT = 65_535;
const NOT_WITH_AWSVPC = ['links', 'hostname', 'dnsServers', 'dnsSearchDomains', 'extraHosts'] as const;

/** Ports, and what each network mode does not support (docs: API_PortMapping, task-networking). */
export function* networkRules(context: Context): Iterable<Problem> {
  const portNames = new Map<string, string>();
  for (const container of context.containers) {
    yield* ports(container, context);
    yield* portNamesOf(container, context, portNames);
    yield* unsupported(container, context);
  }
  yield* sharedPorts(context);
}

function* ports({ value, path, label }: Container, { definition, locate }: Context): Iterable<Problem> {
  const { networkMode } = definition;
  for (const [index, { containerPort, hostPort, name }] of (value.portMappings ?? []).entries()) {
    const place = [...path, 'portMappings', index];
    for (const [field, port] of [
      ['containerPort', containerPort],
      ['hostPort', hostPort],
    ] as const) {
      if (port === undefined || (port >= 0 && port <= MAX_PORT)) continue;
      yield toProblem('port-range', locate([...place, field]), {
        message: `${field} ${port} of container ${label} is not a port number.`,
        fix: `Use a number from 1 to ${MAX_PORT}.`,
      });
    }
    const same = hostPort === undefined || hostPort === 0 || hostPort === containerPort;
    if ((networkMode === 'awsvpc' || networkMode === 'host') && containerPort !== undefined && !same) {
      yield toProblem('host-port', locate([...place, 'hostPort']), {
        message: `hostPort ${hostPort} of container ${label} differs from containerPort ${containerPort}. With network mode ${networkMode} they must be the same.`,
        fix: `Remove hostPort, or set it to ${containerPort}.`,
      });
    }
    if (networkMode === 'none') {
      yield toProblem('network-mode', locate(place), {
        message: `Container ${label} maps port ${containerPort ?? name ?? ''}, but network mode none has no ports.`,
        fix: 'Remove portMappings, or use another networkMode.',
      });
    }
  }
}

function* portNamesOf(
  { value, path, label }: Container,
  { locate }: Context,
  seen: Map<string, string>,
): Iterable<Problem> {
  for (const [index, { name }] of (value.portMappings ?? []).entries()) {
    if (name === undefined || name === '') continue;
    const first = seen.get(name);
    if (first !== undefined) {
      yield toProblem('duplicate-port-name', locate([...path, 'portMappings', index, 'name']), {
        message: `Container ${first} already has a port called "${name}".`,
        fix: 'Rename one of them.',
      });
    }
    seen.set(name, first ?? label);
  }
}

function* unsupported({ value, path, label }: Container, { definition, locate }: Context): Iterable<Problem> {
  if (definition.networkMode !== 'awsvpc') return;
  for (const field of NOT_WITH_AWSVPC) {
    if ((value[field]?.length ?? 0) === 0) continue;
    yield toProblem('network-mode', locate([...path, field]), {
      message: `Container ${label} sets ${field}, which network mode awsvpc does not support.`,
      fix:
        field === 'links'
          ? 'Remove links: the containers of a task reach each other on localhost.'
          : `Remove ${field}.`,
    });
  }
}

/** In a shared network namespace, the second container that binds a port fails to start. */
function* sharedPorts({ containers, definition, locate }: Context): Iterable<Problem> {
  if (definition.networkMode !== 'awsvpc' && definition.networkMode !== 'host') return;
  const seen = new Map<string, string>();
  for (const { value, path, label } of containers) {
    for (const [index, { containerPort, protocol = 'tcp' }] of (value.portMappings ?? []).entries()) {
      if (containerPort === undefined) continue;
      const key = `${containerPort}/${protocol}`;
      const first = seen.get(key);
      if (first !== undefined && first !== label) {
        yield toProblem('shared-port', locate([...path, 'portMappings', index]), {
          message: `Containers ${first} and ${label} both use port ${key} of the network they share.`,
          fix: 'Use another port for one of them.',
        });
      }
      seen.set(key, first ?? label);
    }
  }
}
