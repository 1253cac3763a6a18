import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  type MetricDataQuery,
  type MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import type { Connection } from './connection.ts';
import { listPages } from './pages.ts';

/** The calls to CloudWatch that this action makes. */
export type CloudWatch = ReturnType<typeof createCloudWatch>;

/** A metric of what a target group got from its load balancer. */
export interface TargetGroupMetric {
  /** Small letter first, then letters, digits and `_`; unique among the queries of a call. */
  id: string;
  /** `RequestCount`, `HTTPCode_Target_5XX_Count`, `TargetResponseTime` … */
  name: string;
  /** `Sum`, `Average`, `p99` … */
  stat: string;
  targetGroupArn: string;
  loadBalancerArn: string;
}

export interface MetricRange {
  from: Date;
  /** Exclusive. */
  to: Date;
  /** Sixty, or a multiple of it. */
  periodSeconds: number;
}

export interface MetricPoint {
  time: Date;
  value: number;
}

/** `unknown`: it has too little data to say (INSUFFICIENT_DATA). */
export type AlarmState = 'ok' | 'alarm' | 'unknown';

const STATES: Readonly<Record<string, AlarmState>> = { OK: 'ok', ALARM: 'alarm' };

/** The limit of DescribeAlarms (docs: API_DescribeAlarms). */
const NAMES_A_CALL = 100;

export function createCloudWatch(connection: Connection) {
  const client = connection.reads((config) => new CloudWatchClient(config));
  return {
    /** The alarms with these names that exist, and their states. */
    alarms: async (names: readonly string[]): Promise<Map<string, AlarmState>> => {
      const found = new Map<string, AlarmState>();
      for (let start = 0; start < names.length; start += NAMES_A_CALL) {
        const { MetricAlarms = [], CompositeAlarms = [] } = await client.send(
          new DescribeAlarmsCommand({
            AlarmNames: names.slice(start, start + NAMES_A_CALL),
            AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
            MaxRecords: NAMES_A_CALL,
          }),
        );
        for (const { AlarmName, StateValue } of [...MetricAlarms, ...CompositeAlarms])
          if (AlarmName !== undefined) found.set(AlarmName, STATES[StateValue ?? ''] ?? 'unknown');
      }
      return found;
    },

    /**
     * Data points of each metric by its id, oldest first. A count has none where it is zero, and the last two minutes may not be
     * there yet. A metric is undefined if CloudWatch did not return all of it.
     */
    metricsOfTargetGroups: async (
      metrics: readonly TargetGroupMetric[],
      { from, to, periodSeconds }: MetricRange,
    ): Promise<Map<string, MetricPoint[] | undefined>> => {
      const results = await listPages(async (NextToken) => {
        const { MetricDataResults: items = [], NextToken: next } = await client.send(
          new GetMetricDataCommand({
            MetricDataQueries: metrics.map((metric) => toQuery(metric, periodSeconds)),
            StartTime: from,
            EndTime: to,
            ScanBy: 'TimestampAscending',
            NextToken,
          }),
        );
        return { items, next };
      });
      return new Map(metrics.map(({ id }) => [id, pointsOf(results.filter(({ Id }) => Id === id))]));
    },
  };
}

function toQuery({ id, name, stat, ...on }: TargetGroupMetric, Period: number): MetricDataQuery {
  const Dimensions = [
    { Name: 'TargetGroup', Value: `targetgroup/${resourceOf(on.targetGroupArn)}` },
    { Name: 'LoadBalancer', Value: resourceOf(on.loadBalancerArn) },
  ];
  return {
    Id: id,
    MetricStat: { Metric: { Namespace: 'AWS/ApplicationELB', MetricName: name, Dimensions }, Period, Stat: stat },
  };
}

/** `app/web/1a2b` of `arn:…:loadbalancer/app/web/1a2b`. */
function resourceOf(arn: string): string {
  return arn.slice(arn.indexOf('/') + 1);
}

/** The pages of one metric; only the last of them is complete. */
function pointsOf(pages: readonly MetricDataResult[]): MetricPoint[] | undefined {
  if (pages.at(-1)?.StatusCode !== 'Complete') return undefined;
  return pages.flatMap(({ Timestamps = [], Values = [] }) =>
    Timestamps.flatMap((time, index) => {
      const value = Values[index];
      return value === undefined ? [] : [{ time, value }];
    }),
  );
}
