import type { DescribeAlarmsInput } from '@aws-sdk/client-cloudwatch';
import { ApiError } from './api-error.ts';
import type { Region } from './world.ts';

const LIMIT = 100;

/** Every alarm that is asked for by its name exists and is OK, except where a scenario says otherwise; all of them watch a metric. */
export function describeAlarms(region: Region, request: DescribeAlarmsInput) {
  const { AlarmNames: names = [], AlarmTypes: types = ['MetricAlarm'] } = request;
  if (names.length > LIMIT) throw new ApiError('ValidationError', `More than ${LIMIT} alarm names.`);
  const existing = types.includes('MetricAlarm') ? names.filter((name) => !region.missingAlarms.has(name)) : [];
  return {
    MetricAlarms: existing.map((AlarmName) => ({
      AlarmName,
      AlarmArn: `arn:${region.partition}:cloudwatch:${region.name}:${region.world.account}:alarm:${AlarmName}`,
      StateValue: region.alarms.get(AlarmName) ?? 'OK',
      StateReason: 'emulated',
    })),
    CompositeAlarms: [],
  };
}
