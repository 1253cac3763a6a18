import type { Action, Listener, LoadBalancer, Rule } from '@aws-sdk/client-elastic-load-balancing-v2';

/** Where a listener is reached, and the header that a request needs for its rule to match. */
export interface Address {
  /** `https://shop.example.com` or `http://web-1234.us-east-1.elb.amazonaws.com:8080`. */
  url: string;
  headers: Readonly<Record<string, string>>;
}

const PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** The host that the rule asks for if there is one: the certificate is issued for it, not for the name of the load balancer. */
export function toAddress(
  { Protocol = 'HTTP', Port }: Listener,
  { DNSName }: LoadBalancer,
  rule?: Rule,
): Address | undefined {
  const scheme = ['HTTPS', 'TLS'].includes(Protocol) ? 'https' : 'http';
  const host = firstLiteral(conditionOf(rule, 'host-header')?.HostHeaderConfig?.Values) ?? DNSName;
  if (host === undefined) return undefined;
  const header = conditionOf(rule, 'http-header')?.HttpHeaderConfig;
  const value = firstLiteral(header?.Values);
  return {
    url: `${scheme}://${host}${Port === undefined || Port === PORTS[scheme] ? '' : `:${Port}`}`,
    headers: header?.HttpHeaderName === undefined || value === undefined ? {} : { [header.HttpHeaderName]: value },
  };
}

function conditionOf(rule: Rule | undefined, field: string) {
  return rule?.Conditions?.find((condition) => condition.Field === field);
}

/** `*` and `?` stand for other text. */
function firstLiteral(values: readonly string[] = []): string | undefined {
  return values.find((value) => !/[*?]/.test(value));
}

/** Whether an action forwards to a target group, with any weight. */
export function forwardsTo(actions: readonly Action[] = [], targetGroupArn: string): boolean {
  return actions.some(
    ({ Type, TargetGroupArn, ForwardConfig }) =>
      Type === 'forward' &&
      (TargetGroupArn === targetGroupArn ||
        (ForwardConfig?.TargetGroups ?? []).some((group) => group.TargetGroupArn === targetGroupArn)),
  );
}

/**
 * The listener and the load balancer of a listener rule, by its ARN (docs: API_CreateRule). For a network load balancer, ECS names the
 * listener itself where it names a rule of an application load balancer.
 */
export function ofRule(arn: string): { ruleArn?: string; listenerArn: string; loadBalancerArn: string } | undefined {
  const [, before, kind, path] = /^(.*):(listener-rule|listener)\/(.+)$/.exec(arn) ?? [];
  const parts = path?.split('/') ?? [];
  if (before === undefined || parts.length < (kind === 'listener-rule' ? 5 : 4)) return undefined;
  return {
    ...(kind === 'listener-rule' ? { ruleArn: arn } : {}),
    listenerArn: `${before}:listener/${parts.slice(0, 4).join('/')}`,
    loadBalancerArn: `${before}:loadbalancer/${parts.slice(0, 3).join('/')}`,
  };
}
