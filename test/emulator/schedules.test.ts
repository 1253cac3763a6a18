import type { CreateScheduleInput } from '@aws-sdk/client-scheduler';
import { expect, test } from 'vitest';
import { errorOf, openScenario } from './lab.ts';

const CLUSTER = 'arn:aws:ecs:us-east-1:123456789012:cluster/prod';
const ROLE = 'arn:aws:iam::123456789012:role/ecsEventsRole';
const revision = (number: number): string => `arn:aws:ecs:us-east-1:123456789012:task-definition/web:${number}`;

test('keeps the targets of rules', async () => {
  const { events, world } = await openScenario('classic-healthy');
  const target = {
    Id: '1',
    Arn: CLUSTER,
    RoleArn: ROLE,
    Input: '{"containerOverrides":[]}',
    EcsParameters: { TaskDefinitionArn: revision(1), TaskCount: 2, LaunchType: 'FARGATE' as const },
  };
  await events.putRule({ Name: 'nightly', ScheduleExpression: 'cron(0 3 * * ? *)' });
  await events.putRule({ Name: 'on-upload', EventBusName: 'files', EventPattern: '{}' });
  const { FailedEntryCount } = await events.putTargets({ Rule: 'nightly', Targets: [target] });
  expect(FailedEntryCount).toBe(0);
  await events.putTargets({ Rule: 'on-upload', EventBusName: 'files', Targets: [{ ...target, Id: 'task' }] });
  expect((await events.listEventBuses({})).EventBuses?.map(({ Name }) => Name)).toEqual(['default', 'files']);
  expect((await events.listRuleNamesByTarget({ TargetArn: CLUSTER })).RuleNames).toEqual(['nightly']);
  expect((await events.listRuleNamesByTarget({ TargetArn: CLUSTER, EventBusName: 'files' })).RuleNames).toEqual([
    'on-upload',
  ]);
  expect((await events.listTargetsByRule({ Rule: 'nightly' })).Targets).toEqual([target]);
  await events.putTargets({ Rule: 'nightly', Targets: [{ Id: '1', Arn: CLUSTER }] });
  expect((await events.listTargetsByRule({ Rule: 'nightly' })).Targets).toEqual([{ Id: '1', Arn: CLUSTER }]);
  world.home.failingTargets.set('1', { ErrorCode: 'ConcurrentModificationException', ErrorMessage: 'Try again' });
  const failed = await events.putTargets({ Rule: 'nightly', Targets: [target] });
  expect(failed).toMatchObject({ FailedEntryCount: 1, FailedEntries: [{ TargetId: '1', ErrorMessage: 'Try again' }] });
  expect(await errorOf(events.listTargetsByRule({ Rule: 'nightli' }))).toBe(
    'ResourceNotFoundException: Rule nightli does not exist on EventBus default.',
  );
  expect(await errorOf(events.listRuleNamesByTarget({ TargetArn: CLUSTER, EventBusName: 'no' }))).toMatch(
    /^ResourceNotFoundException/,
  );
  const more = Array.from({ length: 5 }, (_, index) => ({ Id: `more-${index}`, Arn: CLUSTER }));
  expect(await errorOf(events.putTargets({ Rule: 'nightly', Targets: more }))).toMatch(/^LimitExceededException/);
  for (const rule of world.home.rules) rule.managedBy = 'ecs.amazonaws.com';
  expect(await errorOf(events.putTargets({ Rule: 'nightly', Targets: [target] }))).toMatch(/^ManagedRuleException/);
});

test('replaces a schedule as a whole', async () => {
  const { scheduler, seconds } = await openScenario('classic-healthy');
  const start = new Date('2026-11-21T10:30:00Z');
  const settings = {
    ScheduleExpression: 'rate(1 hour)',
    Description: 'reports',
    ScheduleExpressionTimezone: 'Europe/Paris',
    State: 'DISABLED',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Arn: CLUSTER, RoleArn: ROLE, EcsParameters: { TaskDefinitionArn: revision(1), TaskCount: 2 } },
  } satisfies Omit<CreateScheduleInput, 'Name'>;
  await scheduler.createSchedule({ Name: 'hourly', StartDate: start, ...settings });
  await scheduler.createSchedule({ Name: 'hourly', GroupName: 'night', ...settings });
  const read = () => scheduler.getSchedule({ Name: 'hourly' });
  expect(await read()).toMatchObject({ Name: 'hourly', GroupName: 'default', StartDate: start, ...settings });
  const { Schedules = [] } = await scheduler.listSchedules({ NamePrefix: 'hour', MaxResults: 1 });
  expect(Schedules).toMatchObject([{ Name: 'hourly', GroupName: 'default', Target: { Arn: CLUSTER } }]);
  expect(Schedules[0]?.Target).not.toHaveProperty('EcsParameters');
  expect((await scheduler.listSchedules({ GroupName: 'night' })).Schedules).toHaveLength(1);
  const { Target, FlexibleTimeWindow } = settings;
  const less = { Name: 'hourly', ScheduleExpression: 'rate(2 hours)', Target, FlexibleTimeWindow };
  await scheduler.updateSchedule(less);
  const updated = await read();
  expect(updated).toMatchObject({ ...less, State: 'ENABLED', ScheduleExpressionTimezone: 'UTC' });
  expect(updated).not.toHaveProperty('Description');
  expect(updated).not.toHaveProperty('StartDate');
  seconds(3600);
  expect(await errorOf(scheduler.updateSchedule({ ...less, StartDate: start }))).toBe(
    'ValidationException: The StartDate you specify cannot be earlier than 5 minutes ago.',
  );
  expect(await errorOf(scheduler.updateSchedule({ ...less, EndDate: start }))).toMatch(/^ValidationException/);
  expect(await errorOf(scheduler.getSchedule({ Name: 'hourli' }))).toMatch(/^ResourceNotFoundException/);
  expect(await errorOf(scheduler.updateSchedule({ ...less, GroupName: 'day' }))).toMatch(/^ResourceNotFoundException/);
  expect(await errorOf(scheduler.createSchedule({ Name: 'hourly', ...settings }))).toMatch(/^ConflictException/);
});
