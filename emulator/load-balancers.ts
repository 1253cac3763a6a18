import { createHash } from 'node:crypto';
import { elbArn } from './names.ts';
import type { ListenerRecord, LoadBalancerRecord, Region, RuleCondition, RuleOfListenerRecord } from './world.ts';

/** A load balancer with an ARN of its own, or with one that something refers to already. */
export function addLoadBalancer(region: Region, { name, arn }: { name: string; arn?: string }): LoadBalancerRecord {
  const balancerArn = arn ?? elbArn(region, `loadbalancer/app/${name}/${idOf(name)}`);
  const number = Number.parseInt(idOf(balancerArn).slice(0, 8), 16);
  const balancer: LoadBalancerRecord = {
    region,
    arn: balancerArn,
    name,
    dnsName: `${name}-${number}.${region.name}.elb.amazonaws.com`,
    listeners: [],
  };
  region.loadBalancers.push(balancer);
  return balancer;
}

/** A listener whose default rule forwards everything to the first of its target groups until something else is said. */
export function addListener(
  balancer: LoadBalancerRecord,
  settings: { port: number; protocol?: 'HTTP' | 'HTTPS'; groups: string[]; open?: boolean; arn?: string },
): ListenerRecord {
  const { port, protocol = 'HTTP', groups, open = false } = settings;
  const listener: ListenerRecord = {
    balancer,
    arn: settings.arn ?? `${balancer.arn.replace(':loadbalancer/', ':listener/')}/${idOf(`${balancer.arn} ${port}`)}`,
    port,
    protocol,
    open,
    rules: [],
  };
  balancer.listeners.push(listener);
  addRule(listener, { groups });
  return listener;
}

/** A rule; without conditions it is the default one. The first of its groups gets everything as long as no service moves traffic. */
export function addRule(
  listener: ListenerRecord,
  settings: { groups: string[]; conditions?: RuleCondition[]; priority?: number; arn?: string },
): RuleOfListenerRecord {
  const { groups, conditions = [] } = settings;
  const priority = conditions.length === 0 ? 'default' : (settings.priority ?? listener.rules.length);
  const rule: RuleOfListenerRecord = {
    listener,
    arn:
      settings.arn ??
      `${listener.arn.replace(':listener/', ':listener-rule/')}/${idOf(`${listener.arn} ${String(priority)}`)}`,
    priority,
    conditions,
    groups: groups.map((arn, index) => ({ arn, weight: index === 0 ? 1 : 0 })),
    sent: new Map(),
  };
  listener.rules.push(rule);
  listener.rules.sort((one, other) => orderOf(one) - orderOf(other));
  return rule;
}

export const listenersOf = (region: Region): ListenerRecord[] =>
  region.loadBalancers.flatMap(({ listeners }) => listeners);

export const rulesOf = (region: Region): RuleOfListenerRecord[] => listenersOf(region).flatMap(({ rules }) => rules);

/** The listener that takes production traffic for a target group, and its default rule. */
export function productionOf(
  region: Region,
  group: { arn: string },
): { listener: ListenerRecord; rule: RuleOfListenerRecord } {
  const rule = rulesOf(region).find(({ groups }) => groups.some(({ arn }) => arn === group.arn));
  if (rule === undefined) throw new Error(`no listener rule forwards to ${group.arn}`);
  return { listener: rule.listener, rule };
}

const orderOf = ({ priority }: RuleOfListenerRecord): number => (priority === 'default' ? Infinity : priority);

/** Not drawn from the world's random numbers: what else they name stays as it is. */
const idOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
