import type { GetMetricDataInput, Metric, MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { ApiError } from './api-error.ts';
import type { Region, TrafficRecord } from './world.ts';

const MINUTE = 60_000;
const DAY = 24 * 3_600_000;
/** Load balancers publish every minute; how long until it can be read is (I). */
const DELAY = MINUTE;
const MOST_QUERIES = 500;
const MOST_DATAPOINTS = 100_800;

/**
 * Metrics of Application Load Balancers, from the requests of open listeners and declared traffic. Where there is nothing to count,
 * there is no data point: counts are reported only while they are not zero.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export function getMetricData(region: Region, request: GetMetricDataInput) {
  const queries = checkQueries(request.MetricDataQueries ?? []);
  const { start, end } = rangeOf(region, request);
  const newestFirst = request.ScanBy !== 'TimestampAscending';
  const results = queries.map((query) => {
    const points = pointsOf(region, query, { start, end });
    return { query, points: newestFirst ? points.toReversed() : points };
  });
  const most = request.MaxDatapoints ?? MOST_DATAPOINTS;
  const skipped = readToken(request.NextToken);
  const longest = Math.max(0, ...results.map(({ points }) => points.length));
  const step = Math.max(1, Math.floor(most / Math.max(1, results.length)));
  const shown = results.filter(({ query }) => query.ReturnData !== false);
  return {
    MetricDataResults: shown.map(({ query, points }) => {
      const page = points.slice(skipped, skipped + step);
      return {
        Id: query.Id,
        Label: query.Label ?? query.MetricStat?.Metric?.MetricName,
        Timestamps: page.map(({ time }) => new Date(time)),
        Values: page.map(({ value }) => value),
        StatusCode: points.length > skipped + step ? 'PartialData' : 'Complete',
      };
    }),
    ...(longest > skipped + step ? { NextToken: Buffer.from(String(skipped + step)).toString('base64url') } : {}),
    Messages: [],
  };
}

interface Point {
  time: number;
  value: number;
}

/** One for each period that has data, oldest first; periods begin at the start time (I). */
function pointsOf(region: Region, query: MetricDataQuery, { start, end }: { start: number; end: number }): Point[] {
  const { Metric: metric = {}, Period: period = 60, Stat: stat = '' } = query.MetricStat ?? {};
  const records = recordsOf(region, metric);
  const published = region.world.clock.now() - DELAY;
  const periods = new Map<number, TrafficRecord[]>();
  for (const [minute, record] of records) {
    if (minute < start || minute >= end || minute + MINUTE > published) continue;
    const at = start + Math.floor((minute - start) / (period * 1000)) * period * 1000;
    periods.set(at, [...(periods.get(at) ?? []), record]);
  }
  return [...periods]
    .toSorted(([one], [other]) => one - other)
    .flatMap(([time, found]) => {
      const value = valueOf(metric.MetricName ?? '', stat, found);
      return value === undefined ? [] : [{ time, value }];
    });
}

/** Each combination of dimensions is a metric of its own; others than these have no data. */
function recordsOf(
  region: Region,
  { Namespace: namespace, MetricName: metricName = '', Dimensions: dimensions = [] }: Metric,
) {
  if (namespace !== 'AWS/ApplicationELB') return [];
  const named = new Map(dimensions.map(({ Name, Value }) => [Name, Value]));
  if (named.has('AvailabilityZone')) throw notEmulated('the dimension AvailabilityZone');
  const balancer = named.get('LoadBalancer');
  const group = named.get('TargetGroup');
  if (balancer === undefined || named.size > 2 || (named.size === 2 && group === undefined)) return [];
  if (group === undefined && metricName.endsWith('HostCount')) return [];
  return [...region.traffic]
    .filter(([arn]) => group === undefined || arn.endsWith(`:${group}`))
    .flatMap(([, minutes]) => [...minutes])
    .filter(([, { loadBalancerArn }]) => loadBalancerArn.endsWith(`:loadbalancer/${balancer}`));
}

const TARGET_CODE = /^HTTPCode_Target_([2345])XX_Count$/;
const BALANCER_CODE = /^HTTPCode_ELB_([345])XX_Count$/;

function valueOf(name: string, stat: string, records: readonly TrafficRecord[]): number | undefined {
  if (name === 'TargetResponseTime') {
    return statistic(
      stat,
      records.flatMap(({ seconds }) => seconds),
    );
  }
  if (name === 'HealthyHostCount' || name === 'UnHealthyHostCount') {
    const key = name === 'HealthyHostCount' ? 'healthy' : 'unhealthy';
    return statistic(
      stat,
      records.flatMap(({ hosts }) => hosts.map((one) => ({ value: one[key], count: 1 }))),
    );
  }
  const [, byTarget] = TARGET_CODE.exec(name) ?? [];
  const [, byBalancer] = BALANCER_CODE.exec(name) ?? [];
  if (name !== 'RequestCount' && byTarget === undefined && byBalancer === undefined) throw notEmulated(name);
  const count = records.reduce((sum, record) => {
    if (byTarget !== undefined) return sum + (record.byTarget.get(Number(byTarget)) ?? 0);
    if (byBalancer !== undefined) return sum + (record.byBalancer.get(Number(byBalancer)) ?? 0);
    return sum + record.requests;
  }, 0);
  // One value of 1 for each request: "the minimum, maximum and average all return 1".
  return count === 0 ? undefined : statistic(stat, [{ value: 1, count }]);
}

function statistic(stat: string, values: readonly { value: number; count: number }[]): number | undefined {
  const count = values.reduce((sum, one) => sum + one.count, 0);
  if (count === 0) return undefined;
  const sum = values.reduce((total, one) => total + one.value * one.count, 0);
  const percentile = /^p(\d{1,2}(?:\.\d+)?|100)$/.exec(stat)?.[1];
  if (percentile !== undefined) return percentileOf(values, (Number(percentile) / 100) * count);
  switch (stat) {
    case 'Sum':
      return sum;
    case 'SampleCount':
      return count;
    case 'Average':
      return sum / count;
    case 'Minimum':
      return Math.min(...values.map(({ value }) => value));
    case 'Maximum':
      return Math.max(...values.map(({ value }) => value));
    default:
      throw notEmulated(`the statistic ${stat}`);
  }
}

/** The value at that rank; CloudWatch interpolates between two values. */
function percentileOf(values: readonly { value: number; count: number }[], rank: number): number {
  let seen = 0;
  const sorted = values.toSorted((one, other) => one.value - other.value);
  return sorted.find(({ count }) => (seen += count) >= rank)?.value ?? sorted.at(-1)?.value ?? 0;
}

function checkQueries(queries: readonly MetricDataQuery[]): readonly MetricDataQuery[] {
  if (queries.length === 0) throw invalid('The parameter MetricDataQueries is required.');
  if (queries.length > MOST_QUERIES) {
    throw invalid(`The collection MetricDataQueries must not have a size greater than ${MOST_QUERIES}.`);
  }
  const ids = queries.map(({ Id }) => Id ?? '');
  const bad = ids.find((id) => !/^[a-z]\w*$/.test(id));
  if (bad !== undefined)
    throw invalid(`The value ${bad} for parameter MetricDataQueries.member.1.Id is not matching the expected pattern.`);
  if (new Set(ids).size < ids.length) throw invalid('The values for parameter id in MetricDataQueries must be unique.');
  for (const { Expression: expression, MetricStat: stat } of queries) {
    if (expression !== undefined) throw notEmulated('an Expression');
    if (stat === undefined) throw invalid('Either MetricStat or Expression must be specified.');
    const { Period: period = 0 } = stat;
    const isFine = period % 60 === 0 || [1, 5, 10, 20, 30].includes(period);
    if (period < 1 || !isFine) throw invalid(`The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.`);
    if (period % 60 !== 0) throw notEmulated(`a period of ${period} seconds`);
  }
  return queries;
}

function rangeOf(region: Region, { StartTime: from, EndTime: to }: GetMetricDataInput): { start: number; end: number } {
  const [start, end] = [toMilliseconds(from), toMilliseconds(to)];
  if (start >= end) throw invalid('The parameter StartTime must be less than the parameter EndTime.');
  const age = region.world.clock.now() - start;
  const grain = age < 15 * DAY ? MINUTE : age < 63 * DAY ? 5 * MINUTE : 60 * MINUTE;
  return { start: Math.floor(start / grain) * grain, end };
}

/** A time is a number of seconds in JSON and text in a form. */
function toMilliseconds(time: unknown): number {
  return typeof time === 'number' ? time * 1000 : new Date(String(time)).getTime();
}

function readToken(token: string | undefined): number {
  if (token === undefined) return 0;
  const skipped = Number(Buffer.from(token, 'base64url').toString());
  if (!Number.isInteger(skipped) || skipped <= 0) throw new ApiError('InvalidNextToken', 'The next token is invalid.');
  return skipped;
}

const invalid = (message: string): ApiError => new ApiError('ValidationError', message);
const notEmulated = (what: string): ApiError => new ApiError('NotEmulated', `The emulator does not know ${what}.`, 501);
