import type {
  DescribeListenersInput,
  DescribeLoadBalancersInput,
  DescribeRulesInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { ApiError } from './api-error.ts';
import { listenersOf, rulesOf } from './load-balancers.ts';
import { paginate } from './paginate.ts';
import { weightsOf } from './rule-weights.ts';
import type { ListenerRecord, LoadBalancerRecord, Region, RuleCondition, RuleOfListenerRecord } from './world.ts';

/** The most of one page (SDK, PageSize). */
const PAGE = 400;

export function describeLoadBalancers(region: Region, request: DescribeLoadBalancersInput) {
  const { LoadBalancerArns: arns = [], Names: names = [] } = request;
  if (arns.length > 0 && names.length > 0) {
    throw invalid('Load balancer names and load balancer ARNs cannot be specified at the same time');
  }
  const byArn = arns.map((arn) => find(region.loadBalancers, { arn, kind: 'load balancer' }));
  const byName = names.map((name) => {
    const found = region.loadBalancers.find((balancer) => balancer.name === name);
    if (!found) throw new ApiError('LoadBalancerNotFound', `Load balancers '[${name}]' not found`);
    return found;
  });
  const asked = arns.length + names.length === 0 ? region.loadBalancers : [...byArn, ...byName];
  const { items, next } = page(asked, request);
  return { LoadBalancers: items.map(renderBalancer), ...next };
}

export function describeListeners(region: Region, request: DescribeListenersInput) {
  const { ListenerArns: arns = [], LoadBalancerArn: of } = request;
  if (arns.length > 0 === (of !== undefined)) {
    throw invalid('You must specify either listener ARNs or a load balancer ARN');
  }
  const asked =
    of === undefined
      ? arns.map((arn) => find(listenersOf(region), { arn, kind: 'listener' }))
      : find(region.loadBalancers, { arn: of, kind: 'load balancer' }).listeners;
  const { items, next } = page(asked, request);
  return { Listeners: items.map(renderListener), ...next };
}

export function describeRules(region: Region, request: DescribeRulesInput) {
  const { RuleArns: arns = [], ListenerArn: of } = request;
  if (arns.length > 0 === (of !== undefined)) {
    throw invalid('You must specify either rule ARNs or a listener ARN');
  }
  const asked =
    of === undefined
      ? arns.map((arn) => find(rulesOf(region), { arn, kind: 'rule' }))
      : find(listenersOf(region), { arn: of, kind: 'listener' }).rules;
  const { items, next } = page(asked, request);
  return { Rules: items.map(renderRule), ...next };
}

const NOT_FOUND = {
  'load balancer': 'LoadBalancerNotFound',
  listener: 'ListenerNotFound',
  rule: 'RuleNotFound',
} as const;
const RESOURCE = { 'load balancer': 'loadbalancer', listener: 'listener', rule: 'listener-rule' } as const;

function find<T extends { arn: string }>(
  records: readonly T[],
  { arn, kind }: { arn: string; kind: keyof typeof NOT_FOUND },
): T {
  const form = new RegExp(`^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\\d{12}:${RESOURCE[kind]}/`);
  if (!form.test(arn)) throw invalid(`'${arn}' is not a valid ${kind} ARN`);
  const found = records.find((record) => record.arn === arn);
  if (!found) throw new ApiError(NOT_FOUND[kind], `One or more ${kind}s not found`);
  return found;
}

function page<T>(items: T[], { Marker: marker, PageSize: size }: { Marker?: string; PageSize?: number }) {
  if (size !== undefined && (size < 1 || size > PAGE)) {
    throw invalid(`Value '${size}' at 'pageSize' failed to satisfy constraint: Member must be between 1 and ${PAGE}`);
  }
  const found = paginate(items, size ?? PAGE, marker);
  return { items: found.items, next: found.next.nextToken === undefined ? {} : { NextMarker: found.next.nextToken } };
}

function renderBalancer({ arn, name, dnsName, region }: LoadBalancerRecord) {
  return {
    LoadBalancerArn: arn,
    LoadBalancerName: name,
    DNSName: dnsName,
    CanonicalHostedZoneId: 'Z35SXDOTRQ7X7K',
    CreatedTime: new Date(region.world.startAt - 24 * 3_600_000),
    Scheme: 'internet-facing',
    VpcId: 'vpc-0123456789abcdef0',
    State: { Code: 'active' },
    Type: 'application',
    AvailabilityZones: ['a', 'b'].map((zone) => ({ ZoneName: `${region.name}${zone}`, SubnetId: `subnet-0${zone}` })),
    SecurityGroups: ['sg-0ccc3333'],
    IpAddressType: 'ipv4',
  };
}

function renderListener({ arn, balancer, port, protocol, rules }: ListenerRecord) {
  const fallback = rules.find(({ priority }) => priority === 'default');
  return {
    ListenerArn: arn,
    LoadBalancerArn: balancer.arn,
    Port: port,
    Protocol: protocol,
    ...(protocol === 'HTTPS' ? { SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06' } : {}),
    DefaultActions: fallback === undefined ? [] : [forward(fallback)],
  };
}

const renderRule = (rule: RuleOfListenerRecord) => ({
  RuleArn: rule.arn,
  Priority: String(rule.priority),
  Conditions: rule.conditions.map(renderCondition),
  Actions: [forward(rule)],
  IsDefault: rule.priority === 'default',
});

/** A single target group is named beside ForwardConfig too. */
function forward(rule: RuleOfListenerRecord) {
  const groups = weightsOf(rule).map(({ arn, weight }) => ({ TargetGroupArn: arn, Weight: weight }));
  return {
    Type: 'forward',
    ...(groups.length === 1 ? { TargetGroupArn: groups[0]?.TargetGroupArn } : {}),
    ForwardConfig: { TargetGroups: groups, TargetGroupStickinessConfig: { Enabled: false } },
  };
}

function renderCondition(condition: RuleCondition) {
  switch (condition.field) {
    case 'host-header':
      return {
        Field: condition.field,
        Values: condition.values,
        HostHeaderConfig: { Values: condition.values },
      };
    case 'path-pattern':
      return { Field: condition.field, Values: condition.values, PathPatternConfig: { Values: condition.values } };
    case 'http-header':
      return {
        Field: condition.field,
        HttpHeaderConfig: { HttpHeaderName: condition.name, Values: condition.values },
      };
    case 'query-string':
      return {
        Field: condition.field,
        QueryStringConfig: { Values: condition.values.map(({ key, value }) => ({ Key: key, Value: value })) },
      };
  }
}

const invalid = (message: string): ApiError => new ApiError('ValidationError', message);
