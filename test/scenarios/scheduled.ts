import type { Target } from '@aws-sdk/client-eventbridge';
import type { CreateScheduleInput } from '@aws-sdk/client-scheduler';
import { putRule, putTargets } from '../../emulator/event-bridge.ts';
import { createSchedule } from '../../emulator/schedules.ts';
import type { World } from '../../emulator/world.ts';

const ROLE = 'arn:aws:iam::123456789012:role/ecsEventsRole';
const NETWORK = { awsvpcConfiguration: { Subnets: ['subnet-0aaa1111'] } };

export const revision = (name: string): string => `arn:aws:ecs:us-east-1:123456789012:task-definition/${name}`;
export const clusterArn = (name: string): string => `arn:aws:ecs:us-east-1:123456789012:cluster/${name}`;

/** A rule whose one target runs a task definition in the cluster `prod`. */
export function addRule(
  { home }: World,
  { name, runs, bus, ...more }: { name: string; runs: string; bus?: string } & Partial<Target>,
): void {
  putRule(home, { Name: name, EventBusName: bus, ScheduleExpression: 'rate(1 day)' });
  const target = {
    Id: 'task',
    Arn: clusterArn('prod'),
    RoleArn: ROLE,
    Input: '{"containerOverrides":[{"name":"web","command":["report"]}]}',
    EcsParameters: {
      TaskDefinitionArn: revision(runs),
      TaskCount: 2,
      LaunchType: 'FARGATE' as const,
      NetworkConfiguration: NETWORK,
    },
    RetryPolicy: { MaximumRetryAttempts: 4 },
    ...more,
  };
  putTargets(home, { Rule: name, EventBusName: bus, Targets: [target] });
}

/** A schedule that runs a task definition in the cluster `prod`, with a value in every field that UpdateSchedule resets. */
export function addSchedule(
  { home }: World,
  { name, runs, ...more }: { name: string; runs: string } & Partial<CreateScheduleInput>,
): void {
  createSchedule(home, {
    Name: name,
    ScheduleExpression: 'cron(0 3 * * ? *)',
    ScheduleExpressionTimezone: 'Europe/Paris',
    Description: 'nightly report',
    State: 'DISABLED',
    ActionAfterCompletion: 'DELETE',
    FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 5 },
    KmsKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/1',
    Target: {
      Arn: clusterArn('prod'),
      RoleArn: ROLE,
      Input: '{"containerOverrides":[]}',
      DeadLetterConfig: { Arn: 'arn:aws:sqs:us-east-1:123456789012:dead' },
      RetryPolicy: { MaximumRetryAttempts: 4 },
      EcsParameters: { TaskDefinitionArn: revision(runs), TaskCount: 2, NetworkConfiguration: NETWORK },
    },
    ...more,
  });
}

/** A schedule that calls RunTask itself. */
export function addCall(world: World, { name, runs }: { name: string; runs: string }): void {
  const Input = `{ "Cluster": "prod", "TaskDefinition": "${runs}", "Count": 2 }`;
  const Target = { Arn: 'arn:aws:scheduler:::aws-sdk:ecs:runTask', RoleArn: ROLE, Input };
  addSchedule(world, { name, runs, Target });
}

/** What each rule and schedule runs, by its name. */
export function runningNow({ home }: World): Record<string, string> {
  const short = (arn = ''): string => arn.slice(arn.lastIndexOf('/') + 1);
  const rules = home.rules.flatMap(({ name, targets }) =>
    targets.map(({ EcsParameters: ecs }) => [name, short(ecs?.TaskDefinitionArn)]),
  );
  const schedules = home.schedules.map(({ name, settings: { Target: target } }) => [
    name,
    short(target?.EcsParameters?.TaskDefinitionArn ?? target?.Input),
  ]);
  return Object.fromEntries([...rules, ...schedules]) as Record<string, string>;
}
