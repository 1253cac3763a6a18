import type { MetricPoint, TargetGroupMetric } from '../../aws/cloudwatch.ts';
import type { Metric } from '../../release.ts';
import type { World } from '../../world.ts';
import type { Sample } from './metric-judge.ts';

/** A target group and the load balancer in front of it, by their ARNs. */
export interface Measured {
  targetGroupArn: string;
  loadBalancerArn: string;
}

export interface Window {
  from: Date;
  to: Date;
}

/**
 * What these target groups did in the window, for one metric.
 *
 * @throws the SDK's error if CloudWatch refuses or does not answer
 */
export async function readSample(
  { metric, groups, window }: { metric: Metric; groups: readonly Measured[]; window: Window },
  { aws }: World,
): Promise<Sample> {
  if (groups.length === 0) return { requests: 0 };
  const queries = groups.flatMap((group, index): TargetGroupMetric[] => [
    { ...group, id: `requests${index}`, name: 'RequestCount', stat: 'Sum' },
    metric === '5xx-rate'
      ? { ...group, id: `value${index}`, name: 'HTTPCode_Target_5XX_Count', stat: 'Sum' }
      : { ...group, id: `value${index}`, name: 'TargetResponseTime', stat: metric === 'average' ? 'Average' : metric },
  ]);
  const { from, to } = window;
  const periodSeconds = (to.getTime() - from.getTime()) / 1000;
  const cloudWatch = await aws.cloudWatch();
  const found = await cloudWatch.metricsOfTargetGroups(queries, { from, to, periodSeconds });
  const of = (name: string): MetricPoint[][] => groups.map((_, index) => found.get(`${name}${index}`) ?? []);
  const requests = sum(of('requests'));
  if (metric === '5xx-rate')
    return { requests, value: requests === 0 ? undefined : (100 * sum(of('value'))) / requests };
  const times = of('value').flat();
  return { requests, value: times.length === 0 ? undefined : 1000 * Math.max(...times.map(({ value }) => value)) };
}

function sum(points: readonly MetricPoint[][]): number {
  return points.flat().reduce((total, { value }) => total + value, 0);
}

/** Whole minutes up to now, as CloudWatch counts them, of which the last may still be missing; undefined if none has passed yet. */
export function windowOf({
  now,
  minutes,
  since,
}: {
  now: Date;
  minutes: number;
  since?: Date | undefined;
}): Window | undefined {
  const to = Math.floor(now.getTime() / MINUTE) * MINUTE;
  const earliest = since === undefined ? -Infinity : Math.ceil(since.getTime() / MINUTE) * MINUTE;
  const from = Math.max(to - minutes * MINUTE, earliest);
  return from < to ? { from: new Date(from), to: new Date(to) } : undefined;
}

const MINUTE = 60_000;
