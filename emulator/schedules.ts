import type {
  CreateScheduleInput,
  GetScheduleInput,
  ListSchedulesInput,
  UpdateScheduleInput,
} from '@aws-sdk/client-scheduler';
import { ApiError } from './api-error.ts';
import { paginate } from './paginate.ts';
import type { Region, ScheduleRecord } from './world.ts';

const DEFAULT_GROUP = 'default';
const LATEST_START_MS = 5 * 60_000;

/** As the API takes it: JSON has no dates. */
type Asked = CreateScheduleInput | UpdateScheduleInput;

export function createSchedule(region: Region, request: CreateScheduleInput) {
  const { Name: name = '', GroupName: group = DEFAULT_GROUP } = request;
  if (region.schedules.some((one) => one.name === name && one.group === group)) {
    throw new ApiError('ConflictException', `Schedule ${name} already exists.`, 409);
  }
  const now = region.world.clock.date();
  const schedule = { name, group, createdAt: now, updatedAt: now, settings: settingsOf(region, request) };
  region.schedules.push(schedule);
  return { ScheduleArn: arnOf(region, schedule) };
}

export function getSchedule(region: Region, { Name: name, GroupName: group }: GetScheduleInput) {
  const schedule = find(region, { name, group });
  return {
    Arn: arnOf(region, schedule),
    Name: schedule.name,
    GroupName: schedule.group,
    ...schedule.settings,
    CreationDate: schedule.createdAt,
    LastModificationDate: schedule.updatedAt,
  };
}

export function listSchedules(region: Region, request: ListSchedulesInput) {
  const { GroupName: group, NamePrefix: prefix = '', State: state, MaxResults: most = 100, NextToken: token } = request;
  const schedules = region.schedules
    .filter((one) => (group === undefined || one.group === group) && one.name.startsWith(prefix))
    .filter(({ settings }) => state === undefined || settings.State === state)
    .map((one) => ({
      Arn: arnOf(region, one),
      Name: one.name,
      GroupName: one.group,
      State: one.settings.State,
      CreationDate: one.createdAt,
      LastModificationDate: one.updatedAt,
      Target: { Arn: one.settings.Target?.Arn },
    }));
  const page = paginate(schedules, most, token);
  return { Schedules: page.items, ...(page.next.nextToken === undefined ? {} : { NextToken: page.next.nextToken }) };
}

/** Replaces everything: what is left out returns to its default. */
export function updateSchedule(region: Region, request: UpdateScheduleInput) {
  const schedule = find(region, { name: request.Name, group: request.GroupName });
  schedule.settings = settingsOf(region, request);
  schedule.updatedAt = region.world.clock.date();
  return { ScheduleArn: arnOf(region, schedule) };
}

function settingsOf(region: Region, request: Asked): ScheduleRecord['settings'] {
  const { Name: _name, GroupName: _group, ClientToken: _token, StartDate: start, EndDate: end, ...given } = request;
  const now = region.world.clock.now();
  const [startDate, endDate] = [toDate(start), toDate(end)];
  if (startDate !== undefined && startDate.getTime() < now - LATEST_START_MS) {
    throw invalid('The StartDate you specify cannot be earlier than 5 minutes ago.');
  }
  if (endDate !== undefined && endDate.getTime() < now) throw invalid('The EndDate you specify must be in the future.');
  return {
    ActionAfterCompletion: 'NONE',
    ScheduleExpressionTimezone: 'UTC',
    State: 'ENABLED',
    ...given,
    ...(startDate === undefined ? {} : { StartDate: startDate }),
    ...(endDate === undefined ? {} : { EndDate: endDate }),
  };
}

function toDate(given: Date | number | undefined): Date | undefined {
  return typeof given === 'number' ? new Date(given * 1000) : given;
}

function find(region: Region, asked: { name: string | undefined; group: string | undefined }): ScheduleRecord {
  const { name = '', group = DEFAULT_GROUP } = asked;
  const found = region.schedules.find((one) => one.name === name && one.group === group);
  if (found === undefined) throw new ApiError('ResourceNotFoundException', `Schedule ${name} does not exist.`, 404);
  return found;
}

function arnOf({ partition, name: region, world }: Region, { group, name }: ScheduleRecord): string {
  return `arn:${partition}:scheduler:${region}:${world.account}:schedule/${group}/${name}`;
}

function invalid(message: string): ApiError {
  return new ApiError('ValidationException', message);
}
