import type { Metric, MetricCheck, MetricResult } from '../../release.ts';

/** What the targets of one revision did in the window. */
export interface Sample {
  requests: number;
  /** Percent for `5xx-rate`, milliseconds for latencies; absent if nothing was measured. */
  value?: number | undefined;
}

export type MetricVerdict = Pick<MetricResult, 'verdict' | 'value' | 'old' | 'what'>;

/** Compares what was measured with its limit; with too few requests nothing is judged. */
export function judgeMetric(
  { metric, limit, orEqual, minRequests }: Extract<MetricCheck, { kind: 'metric' }>,
  { fresh, old }: { fresh: Sample; old?: Sample | undefined },
): MetricVerdict {
  if (fresh.requests < minRequests || fresh.value === undefined)
    return notJudged(`the new revision had ${fresh.requests} of the ${minRequests} requests needed`);
  const value = shown(fresh.value, metric);
  if (limit.kind === 'absolute') {
    const isGood = orEqual ? fresh.value <= limit.value : fresh.value < limit.value;
    return { verdict: isGood ? 'passed' : 'failed', value, what: `${value} in ${counted(fresh.requests)}` };
  }
  if (old === undefined || old.requests < minRequests || old.value === undefined)
    return {
      ...notJudged(`the old revision had ${old?.requests ?? 0} of the ${minRequests} requests needed`),
      value,
    };
  const before = shown(old.value, metric);
  const highest = old.value * limit.factor + limit.plus;
  const verdict = fresh.value < highest || (orEqual && fresh.value === highest) ? 'passed' : 'failed';
  const what = `new ${value} in ${counted(fresh.requests)}, old ${before} in ${counted(old.requests)}`;
  return { verdict, value, old: before, what };
}

export function notJudged(why: string): MetricVerdict {
  return { verdict: 'not-judged', what: `not judged: ${why}` };
}

function counted(requests: number): string {
  return `${requests} ${requests === 1 ? 'request' : 'requests'}`;
}

function shown(value: number, metric: Metric): string {
  return metric === '5xx-rate' ? `${Number(value.toFixed(2))} %` : `${Math.round(value)} ms`;
}
