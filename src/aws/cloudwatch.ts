import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import type { Connection } from './connection.ts';

/** The calls to CloudWatch that this action makes. */
export type CloudWatch = ReturnType<typeof createCloudWatch>;

/** The limit of DescribeAlarms (docs: API_DescribeAlarms). */
const NAMES_A_CALL = 100;

export function createCloudWatch(connection: Connection) {
  const client = connection.reads((config) => new CloudWatchClient(config));
  return {
    /** The alarms with these names that exist, each with whether it is in ALARM now. */
    alarms: async (names: readonly string[]): Promise<Map<string, boolean>> => {
      const found = new Map<string, boolean>();
      for (let start = 0; start < names.length; start += NAMES_A_CALL) {
        const { MetricAlarms = [], CompositeAlarms = [] } = await client.send(
          new DescribeAlarmsCommand({
            AlarmNames: names.slice(start, start + NAMES_A_CALL),
            AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
            MaxRecords: NAMES_A_CALL,
          }),
        );
        for (const { AlarmName, StateValue } of [...MetricAlarms, ...CompositeAlarms])
          if (AlarmName !== undefined) found.set(AlarmName, StateValue === 'ALARM');
      }
      return found;
    },
  };
}
