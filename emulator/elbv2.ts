import type {
  DescribeTargetGroupAttributesInput,
  DescribeTargetGroupsInput,
  DescribeTargetHealthInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { ApiError } from './api-error.ts';
import type { Region, TargetGroupRecord, TargetRecord } from './world.ts';

export function describeTargetHealth(region: Region, request: DescribeTargetHealthInput) {
  const group = findGroup(region, request.TargetGroupArn ?? '');
  const asked = request.Targets ?? [];
  const shown = asked.map(
    (target) =>
      group.targets.find(
        (candidate) => candidate.id === target.Id && candidate.port === (target.Port ?? candidate.port),
      ) ?? target,
  );
  return {
    TargetHealthDescriptions: (asked.length > 0 ? shown : group.targets).map((target) =>
      'state' in target ? renderTarget(group, target) : notRegistered(target.Id ?? '', target.Port ?? group.port),
    ),
  };
}

export function describeTargetGroups(region: Region, request: DescribeTargetGroupsInput) {
  const arns = request.TargetGroupArns ?? [];
  const names = request.Names ?? [];
  const groups =
    arns.length > 0
      ? arns.map((arn) => findGroup(region, arn))
      : region.targetGroups.filter((group) => names.length === 0 || names.includes(group.name));
  if (names.length > 0 && groups.length === 0) throw notFound();
  return {
    TargetGroups: groups.map((group) => ({
      TargetGroupArn: group.arn,
      TargetGroupName: group.name,
      Protocol: 'HTTP',
      Port: group.port,
      VpcId: 'vpc-0123456789abcdef0',
      HealthCheckProtocol: 'HTTP',
      HealthCheckPort: 'traffic-port',
      HealthCheckEnabled: true,
      HealthCheckIntervalSeconds: group.intervalSeconds,
      HealthCheckTimeoutSeconds: group.timeoutSeconds,
      HealthyThresholdCount: group.healthyThreshold,
      UnhealthyThresholdCount: group.unhealthyThreshold,
      HealthCheckPath: group.healthCheckPath,
      Matcher: { HttpCode: '200' },
      LoadBalancerArns: group.loadBalancerArns,
      TargetType: group.targetType,
      ProtocolVersion: 'HTTP1',
      IpAddressType: 'ipv4',
    })),
  };
}

export function describeTargetGroupAttributes(region: Region, request: DescribeTargetGroupAttributesInput) {
  const group = findGroup(region, request.TargetGroupArn ?? '');
  return {
    Attributes: [
      { Key: 'deregistration_delay.timeout_seconds', Value: String(group.deregistrationDelaySeconds) },
      { Key: 'stickiness.enabled', Value: 'false' },
      { Key: 'load_balancing.algorithm.type', Value: 'round_robin' },
      { Key: 'slow_start.duration_seconds', Value: '0' },
    ],
  };
}

function renderTarget(group: TargetGroupRecord, target: TargetRecord) {
  return {
    Target: { Id: target.id, Port: target.port, AvailabilityZone: target.availabilityZone },
    HealthCheckPort: String(target.port || group.port),
    TargetHealth: {
      State: target.state,
      ...(target.reason ? { Reason: target.reason } : {}),
      ...(target.description ? { Description: target.description } : {}),
    },
  };
}

const notRegistered = (id: string, port: number) => ({
  Target: { Id: id, Port: port },
  HealthCheckPort: String(port),
  TargetHealth: {
    State: 'unused',
    Reason: 'Target.NotRegistered',
    Description: 'Target is not registered to the target group',
  },
});

function findGroup(region: Region, arn: string): TargetGroupRecord {
  const group = region.targetGroups.find((candidate) => candidate.arn === arn);
  if (!group) throw notFound();
  return group;
}

const notFound = (): ApiError => new ApiError('TargetGroupNotFound', 'One or more target groups not found');
