import type { UnderLoad } from './behaviours.ts';
import { weightsOf } from './rule-weights.ts';
import { reach, targetsInUse } from './target-answers.ts';
import type { ListenerRecord, Region, RuleOfListenerRecord, TargetGroupRecord, TrafficRecord } from './world.ts';

const MINUTE = 60_000;
const TICK = 10_000;

/** What became of one request, or of `count` that went the same way. */
export interface Handled {
  rule: RuleOfListenerRecord;
  group: TargetGroupRecord;
  /** What a target answered; undefined if the load balancer had to answer itself. */
  status?: number;
  balancerStatus?: number;
  milliseconds?: number;
  count?: number;
}

/** Notes what CloudWatch will publish of it. A request that found no target is none of the target group's. */
export function note({ rule, group, status, balancerStatus, milliseconds, count = 1 }: Handled): void {
  if (count === 0) return;
  const { balancer } = rule.listener;
  const minutes = balancer.region.traffic.get(group.arn) ?? new Map<number, TrafficRecord>();
  balancer.region.traffic.set(group.arn, minutes);
  const minute = Math.floor(balancer.region.world.clock.now() / MINUTE) * MINUTE;
  const record = minutes.get(minute) ?? {
    loadBalancerArn: balancer.arn,
    requests: 0,
    byTarget: new Map<number, number>(),
    byBalancer: new Map<number, number>(),
    hosts: [],
    seconds: [],
  };
  minutes.set(minute, record);
  record.requests += count;
  const hosts = (wanted: string): number => group.targets.filter(({ state }) => state === wanted).length;
  record.hosts.push({ healthy: hosts('healthy'), unhealthy: hosts('unhealthy') });
  if (status !== undefined) add(record.byTarget, Math.floor(status / 100), count);
  if (balancerStatus !== undefined) add(record.byBalancer, Math.floor(balancerStatus / 100), count);
  if (status !== undefined && milliseconds !== undefined) record.seconds.push({ value: milliseconds / 1000, count });
}

/**
 * The target group of the next request: each one gets its share, and always in the same order. AWS picks at random, with the
 * same shares.
 */
export function nextGroup(rule: RuleOfListenerRecord): TargetGroupRecord | undefined {
  const weights = weightsOf(rule);
  const total = weights.reduce((sum, { weight }) => sum + weight, 0);
  const key = weights.map(({ arn, weight }) => `${arn} ${weight}`).join();
  if (!rule.sent.has(key)) rule.sent = new Map([[key, 0]]);
  const sent = rule.sent.get(key) ?? 0;
  const due = (arn: string, weight: number): number => ((sent + 1) * weight) / total - (rule.sent.get(arn) ?? 0);
  const [first] = weights
    .filter(({ weight }) => weight > 0)
    .toSorted((one, other) => due(other.arn, other.weight) - due(one.arn, one.weight));
  if (first === undefined) return undefined;
  rule.sent.set(key, sent + 1);
  rule.sent.set(first.arn, (rule.sent.get(first.arn) ?? 0) + 1);
  return rule.listener.balancer.region.targetGroups.find(({ arn }) => arn === first.arn);
}

/** Traffic of other people from now on, spread evenly; its requests go the way that the rule goes. */
export function addTraffic(
  listener: ListenerRecord,
  { requestsPerMinute, rule: given }: { requestsPerMinute: number; rule?: RuleOfListenerRecord },
): void {
  const { clock } = listener.balancer.region.world;
  const rule = given ?? listener.rules.at(-1);
  if (rule === undefined) return;
  const carried = new Map<string, number>();
  const tick = (): void => {
    const weights = weightsOf(rule);
    const total = weights.reduce((sum, { weight }) => sum + weight, 0);
    for (const { arn, weight } of weights) {
      const asked = total === 0 ? 0 : (requestsPerMinute * TICK * weight) / MINUTE / total;
      send(rule, { arn, requests: whole(carried, arn, asked), carried });
    }
    clock.at(TICK, tick);
  };
  clock.at(TICK / 2, tick);
}

function send(
  rule: RuleOfListenerRecord,
  { arn, requests, carried }: { arn: string; requests: number; carried: Map<string, number> },
): void {
  const { region } = rule.listener.balancer;
  const group = region.targetGroups.find((candidate) => candidate.arn === arn);
  const image = group === undefined ? undefined : imageBehind(region, group);
  if (group === undefined || image === undefined || requests === 0) return;
  const load = region.world.behaviours.underLoad.get(image) ?? {};
  const errors = whole(carried, `${arn} errors`, requests * (load.errorRate ?? 0));
  const { slow, usual } = paces(load);
  const slowOnes = whole(carried, `${arn} slow`, (requests - errors) * (load.slowShare ?? 0));
  note({ rule, group, status: 500, milliseconds: usual, count: errors });
  note({ rule, group, status: 200, milliseconds: slow, count: slowOnes });
  note({ rule, group, status: 200, milliseconds: usual, count: requests - errors - slowOnes });
}

const paces = ({ milliseconds = 50, slowMilliseconds = 1000 }: UnderLoad) => ({
  usual: milliseconds,
  slow: slowMilliseconds,
});

function imageBehind(region: Region, group: TargetGroupRecord): string | undefined {
  const [target] = targetsInUse(group);
  return target === undefined ? undefined : reach(region, target)?.image;
}

/** Whole requests; what is left over counts the next time. */
function whole(carried: Map<string, number>, key: string, amount: number): number {
  const due = (carried.get(key) ?? 0) + amount;
  const count = Math.floor(due + 1e-9);
  carried.set(key, due - count);
  return count;
}

function add(counts: Map<number, number>, key: number, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}
