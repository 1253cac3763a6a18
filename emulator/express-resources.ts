import type {
  ECSManagedResources,
  ExpressGatewayServiceConfiguration,
  ManagedResourceStatus,
} from '@aws-sdk/client-ecs';
import { addListener, addLoadBalancer, addRule } from './load-balancers.ts';
import { elbArn, hexId, logGroupArn } from './names.ts';
import type { Region, ServiceRecord, TargetGroupRecord } from './world.ts';

/** Seconds after creation at which a managed resource is there. */
const READY_SECONDS = {
  logGroup: 5,
  securityGroup: 10,
  targetGroup: 20,
  certificate: 60,
  loadBalancer: 120,
  scaling: 150,
};

export const RESOURCES_READY_SECONDS = Math.max(...Object.values(READY_SECONDS));

interface Managed {
  endpoint: string;
  groups: TargetGroupRecord[];
  listenerRule: string;
  configuration: ExpressGatewayServiceConfiguration;
}

/** PROVISIONING first, ACTIVE one after the other. */
export function managedResources(service: ServiceRecord, managed: Managed): ECSManagedResources {
  const { region } = service;
  const { clock, behaviours } = region.world;
  const provision = <T extends object>(kind: keyof typeof READY_SECONDS, fields: T) => {
    const provisioning: ManagedResourceStatus = 'PROVISIONING';
    const statusReason = behaviours.unfinished.get(kind);
    const resource = { ...fields, status: provisioning as ManagedResourceStatus, updatedAt: clock.date() };
    if (statusReason !== undefined) return { ...resource, statusReason };
    clock.at(READY_SECONDS[kind] * 1000, () => {
      resource.status = 'ACTIVE';
      resource.updatedAt = clock.date();
    });
    return resource;
  };
  const account = `${region.partition}:%:${region.name}:${region.world.account}`;
  const arn = (kind: string, resource: string): string => `arn:${account.replace('%', kind)}:${resource}`;
  const scaling = managed.configuration.scalingTarget;
  const group = managed.configuration.primaryContainer?.awsLogsConfiguration?.logGroup;
  const securityGroup = (): string => arn('ec2', `security-group/sg-${hexId(region.world, 17)}`);
  return {
    ingressPaths: [
      {
        accessType: 'PUBLIC',
        endpoint: managed.endpoint,
        loadBalancer: provision('loadBalancer', {
          arn: elbArn(region, `loadbalancer/app/ecs-express-gateway-alb/${hexId(region.world, 16)}`),
          scheme: 'internet-facing',
        }),
        loadBalancerSecurityGroups: [provision('securityGroup', { arn: securityGroup() })],
        certificate: provision('certificate', {
          arn: arn('acm', `certificate/${hexId(region.world, 32)}`),
          domainName: managed.endpoint.replace('https://', ''),
        }),
        listener: provision('loadBalancer', {
          arn: elbArn(region, `listener/app/ecs-express-gateway-alb/${hexId(region.world, 16)}`),
        }),
        rule: provision('loadBalancer', { arn: managed.listenerRule }),
        targetGroups: managed.groups.map((targetGroup) =>
          provision('targetGroup', {
            arn: targetGroup.arn,
            healthCheckPath: targetGroup.healthCheckPath,
            healthCheckPort: managed.configuration.primaryContainer?.containerPort ?? 80,
            port: 80,
          }),
        ),
      },
    ],
    autoScaling: {
      scalableTarget: provision('scaling', {
        arn: arn('application-autoscaling', `scalable-target/${hexId(region.world, 20)}`),
        minCapacity: scaling?.minTaskCount ?? 1,
        maxCapacity: scaling?.maxTaskCount ?? 20,
      }),
      applicationAutoScalingPolicies: [
        provision('scaling', {
          arn: arn('autoscaling', `scalingPolicy:${hexId(region.world, 32)}`),
          policyType: 'TargetTrackingScaling',
          targetValue: scaling?.autoScalingTargetValue ?? 60,
          metric: scaling?.autoScalingMetric ?? 'AVERAGE_CPU',
        }),
      ],
    },
    metricAlarms: [provision('scaling', { arn: arn('cloudwatch', `alarm:ecs-express-${service.name}-5xx`) })],
    serviceSecurityGroups: [provision('securityGroup', { arn: securityGroup() })],
    logGroups: group ? [provision('logGroup', { arn: logGroupArn(region, group), logGroupName: group })] : [],
  };
}

/** The HTTPS listener of the load balancer, where the service has the host name of its endpoint to itself. AWS shares one among 25 services; here each has its own. */
export function addExpressListener(
  region: Region,
  { resources, endpoint, groups, listenerRule }: Omit<Managed, 'configuration'> & { resources: ECSManagedResources },
): void {
  const [path] = resources.ingressPaths ?? [];
  const balancer = addLoadBalancer(region, { name: 'ecs-express-gateway-alb', arn: path?.loadBalancer?.arn });
  const listener = addListener(balancer, {
    port: 443,
    protocol: 'HTTPS',
    groups: [],
    ...(path?.listener?.arn === undefined ? {} : { arn: path.listener.arn }),
  });
  const values = [new URL(endpoint).host];
  addRule(listener, {
    groups: groups.map(({ arn }) => arn),
    conditions: [{ field: 'host-header', values }],
    arn: listenerRule,
  });
  for (const group of groups) group.loadBalancerArns = [balancer.arn];
}
