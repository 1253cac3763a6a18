import type { GatewayConnection, ServiceRevision } from '@aws-sdk/client-ecs';

/**
 * ECS gateways (client-ecs 3.1156): the target groups of a service with a gateway connector appear only in its service revision,
 * under `ecsManagedResources.gatewayConnections`; DescribeServices shows neither connector nor target groups.
 */

/** The target groups of each connection: a deployment may swap the two of a load balancer. */
export function gatewayTargetGroups(revision: ServiceRevision | undefined): string[][] {
  return connectionsOf(revision).flatMap((connection) =>
    balancersOf(connection).map(({ targetGroupArn, alternateTargetGroupArn }) =>
      [targetGroupArn, alternateTargetGroupArn].filter((arn) => arn !== undefined),
    ),
  );
}

/** The URL at which a gateway or an Express service is reached: a public one before a private one. */
export function endpointOf(revision: ServiceRevision | undefined): string | undefined {
  const paths = revision?.ecsManagedResources?.ingressPaths ?? [];
  return publicFirst(connectionsOf(revision))?.serviceUrl ?? toUrl(publicFirst(paths)?.endpoint);
}

/** Express names the host alone in some answers. */
export function toUrl(endpoint: string | undefined): string | undefined {
  return endpoint === undefined || /^https?:\/\//.test(endpoint) ? endpoint : `https://${endpoint}`;
}

export function publicFirst<T extends { accessType?: string | undefined }>(paths: readonly T[]): T | undefined {
  return paths.find(({ accessType }) => accessType === 'PUBLIC') ?? paths[0];
}

/** The ports that a gateway should reach but that have no known target group: nothing shows that traffic arrives. */
export function portsWithoutTargets(revision: ServiceRevision | undefined): string[] {
  const reached = new Set(
    connectionsOf(revision)
      .filter((connection) => balancersOf(connection).some(({ targetGroupArn }) => targetGroupArn !== undefined))
      .map(({ portName }) => portName),
  );
  return (revision?.gatewayConnectors ?? []).flatMap(({ portName }) =>
    portName === undefined || reached.has(portName) ? [] : portName,
  );
}

function connectionsOf(revision: ServiceRevision | undefined): GatewayConnection[] {
  return revision?.ecsManagedResources?.gatewayConnections ?? [];
}

function balancersOf({ resources }: GatewayConnection) {
  return resources?.hostSharedAlb ?? [];
}
