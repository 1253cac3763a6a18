import {
  GetScheduleCommand,
  ListSchedulesCommand,
  SchedulerClient,
  UpdateScheduleCommand,
  type GetScheduleCommandOutput,
  type ScheduleSummary,
  type UpdateScheduleCommandInput,
} from '@aws-sdk/client-scheduler';
import { listPages } from './pages.ts';
import type { ClientConfig, Connection } from './connection.ts';

/** The calls to EventBridge Scheduler that this action makes. */
export type Scheduler = ReturnType<typeof createScheduler>;

export type Schedule = GetScheduleCommandOutput;

/** A schedule, and the name of its group. */
export interface ScheduleName {
  name: string;
  group: string;
}

export function createScheduler(connection: Connection) {
  const make = (config: ClientConfig): SchedulerClient => new SchedulerClient(config);
  const reads = connection.reads(make);
  const writes = connection.writes(make);
  return {
    listSchedules: async (): Promise<ScheduleSummary[]> =>
      await listPages(async (NextToken) => {
        const { Schedules = [], NextToken: next } = await reads.send(new ListSchedulesCommand({ NextToken }));
        return { items: Schedules, next };
      }),

    getSchedule: async ({ name, group }: ScheduleName): Promise<Schedule> =>
      await reads.send(new GetScheduleCommand({ Name: name, GroupName: group })),

    updateSchedule: async (schedule: UpdateScheduleCommandInput) =>
      await writes.send(new UpdateScheduleCommand(schedule)),
  };
}
