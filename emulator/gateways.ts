import type { GatewayConnection, GatewayConnector, TaskDefinition } from '@aws-sdk/client-ecs';
import { invalidParameter } from './api-error.ts';
import { ecsArn, elbArn, hexId } from './names.ts';
import { addListener, addLoadBalancer, addRule } from './load-balancers.ts';
import { addTargetGroup } from './targets.ts';
import type { GatewayRecord, GatewayRouteRecord, Region, ServiceRecord, TargetGroupRecord } from './world.ts';

/** Seconds until the route of a new service takes traffic. */
const ROUTE_READY_SECONDS = 30;

/** A gateway whose load balancers the services of its clusters share. */
export function addGateway(
  region: Region,
  settings: { name: string; clusters: string[]; accessType?: 'PUBLIC' | 'PRIVATE' },
): GatewayRecord {
  const gateway: GatewayRecord = {
    arn: ecsArn(region, `gateway/${settings.name}`),
    accessType: 'PUBLIC',
    loadBalancerArn: elbArn(region, `loadbalancer/app/${settings.name}/${hexId(region.world, 16)}`),
    routes: new Map(),
    ...settings,
  };
  region.gateways.push(gateway);
  const balancer = addLoadBalancer(region, { name: gateway.name, arn: gateway.loadBalancerArn });
  addListener(balancer, { port: 443, protocol: 'HTTPS', groups: [] });
  return gateway;
}

/** Connectors that CreateService and UpdateService reject. */
export function checkGatewayConnectors(connectors: readonly GatewayConnector[], definition: TaskDefinition): void {
  if (connectors.length > 1) throw invalidParameter('A service can have at most one gateway connector.');
  for (const { portName } of connectors) {
    if (findPort(definition, portName) === undefined) {
      throw invalidParameter(`portName(${portName}) does not refer to any named PortMapping in the Task Definition.`);
    }
  }
}

/** The container and port behind the name of a port. */
export function findPort(
  { containerDefinitions = [] }: TaskDefinition,
  portName: string | undefined,
): { container: string; port: number } | undefined {
  for (const { name = '', portMappings = [] } of containerDefinitions) {
    const mapping = portMappings.find((one) => one.name === portName);
    if (mapping) return { container: name, port: mapping.containerPort ?? 0 };
  }
  return undefined;
}

/** The target groups that gateways created for a service: of each route the one with traffic, or the other one. */
export function gatewayTargetGroups(
  service: ServiceRecord,
  { connectors, alternate }: { connectors: readonly GatewayConnector[]; alternate: boolean },
): TargetGroupRecord[] {
  return routesOf(service, connectors).map(({ route }) => (alternate ? route.alternate : route.production));
}

/** `ecsManagedResources.gatewayConnections` of a service revision. */
export function gatewayConnections(
  service: ServiceRecord,
  connectors: readonly GatewayConnector[],
): GatewayConnection[] {
  const { region } = service;
  return routesOf(service, connectors).map(({ gateway, route, portName }) => ({
    gatewayArn: gateway.arn,
    gatewayRouteArn: route.arn,
    portName,
    serviceUrl: route.url,
    accessType: gateway.accessType,
    status: region.world.clock.now() >= route.readyAt ? 'ACTIVE' : 'CREATE_IN_PROGRESS',
    resources: {
      hostSharedAlb: [
        {
          loadBalancerArn: gateway.loadBalancerArn,
          listenerRuleArn: route.listenerRuleArn,
          targetGroupArn: route.production.arn,
          alternateTargetGroupArn: route.alternate.arn,
        },
      ],
    },
  }));
}

function routesOf(service: ServiceRecord, connectors: readonly GatewayConnector[]) {
  const { region, cluster } = service;
  const gateways = region.gateways.filter(({ clusters }) => clusters.includes(cluster.name));
  return connectors.flatMap(({ portName, healthCheck, filters }) =>
    gateways
      .filter(({ accessType }) => (filters?.accessTypes ?? [accessType]).includes(accessType))
      .map((gateway) => ({ gateway, portName, route: routeOf(gateway, service, healthCheck) })),
  );
}

function routeOf(
  gateway: GatewayRecord,
  service: ServiceRecord,
  healthCheck: GatewayConnector['healthCheck'],
): GatewayRouteRecord {
  const known = gateway.routes.get(service.arn);
  if (known) return known;
  const { region } = service;
  const { world } = region;
  const addGroup = (side: string): TargetGroupRecord =>
    addTargetGroup(region, {
      name: `ecs-gw-${service.name}-${side}`,
      loadBalancerArns: [gateway.loadBalancerArn],
      healthCheckPath: healthCheck?.healthCheckPath ?? '/',
      intervalSeconds: healthCheck?.healthCheckIntervalSeconds ?? 30,
      unhealthyThreshold: healthCheck?.unhealthyThresholdCount ?? 2,
    });
  const route: GatewayRouteRecord = {
    arn: ecsArn(region, `gateway-route/${gateway.name}/${hexId(world, 16)}`),
    url: `https://${service.name}-${hexId(world, 16)}.ecs.${region.name}.on.aws`,
    listenerRuleArn: '',
    readyAt: world.clock.now() + ROUTE_READY_SECONDS * 1000,
    production: addGroup('1'),
    alternate: addGroup('2'),
  };
  const balancer = region.loadBalancers.find(({ arn }) => arn === gateway.loadBalancerArn);
  const [listener] = balancer?.listeners ?? [];
  if (listener !== undefined) {
    route.listenerRuleArn = addRule(listener, {
      groups: [route.production.arn, route.alternate.arn],
      conditions: [{ field: 'host-header', values: [new URL(route.url).host] }],
    }).arn;
  }
  gateway.routes.set(service.arn, route);
  return route;
}
