import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { DescribeLogGroupsRequest, GetLogEventsRequest } from '@aws-sdk/client-cloudwatch-logs';
import { ApiError } from './api-error.ts';
import { logGroupArn } from './names.ts';
import { paginate } from './paginate.ts';
import type { Region, TaskRecord } from './world.ts';

/** Only `awslogs` with a stream prefix creates a stream that a reader can find: `<prefix>/<container>/<task-id>`. */
export function writeLog(
  task: TaskRecord,
  container: ContainerDefinition,
  written: { logLines?: string[]; secondsPerLine?: number },
): void {
  const { logLines: lines = [], secondsPerLine = 0.1 } = written;
  const options = container.logConfiguration?.options ?? {};
  if (container.logConfiguration?.logDriver !== 'awslogs' || lines.length === 0) return;
  const region = task.region.world.region(options['awslogs-region'] ?? task.region.name);
  const streams = region.logGroups.get(options['awslogs-group'] ?? '');
  const prefix = options['awslogs-stream-prefix'] ?? 'ecs';
  const stream = `${prefix}/${container.name ?? ''}/${task.id}`;
  const start = task.region.world.clock.now() + (written.secondsPerLine ?? 0) * 1000;
  streams?.set(
    stream,
    lines.map((message, index) => ({ timestamp: start + index * secondsPerLine * 1000, message })),
  );
}

export function getLogEvents(region: Region, request: GetLogEventsRequest) {
  const group = request.logGroupName ?? request.logGroupIdentifier?.split(':log-group:').at(-1) ?? '';
  const streams = region.logGroups.get(group);
  if (!streams) throw new ApiError('ResourceNotFoundException', 'The specified log group does not exist.');
  const lines = streams
    .get(request.logStreamName ?? '')
    ?.filter(({ timestamp }) => timestamp <= region.world.clock.now());
  if (!lines) throw new ApiError('ResourceNotFoundException', 'The specified log stream does not exist.');
  const limit = request.limit ?? 10_000;
  const token = /^[fb]\/(\d+)$/.exec(request.nextToken ?? '');
  const last = lines.length;
  const inRange = lines.filter(
    (line) => line.timestamp >= (request.startTime ?? 0) && line.timestamp < (request.endTime ?? Infinity),
  );
  const start = token ? Number(token[1]) : request.startFromHead ? 0 : Math.max(0, inRange.length - limit);
  const backward = request.nextToken?.startsWith('b') ?? false;
  const page = backward ? inRange.slice(Math.max(0, start - limit), start) : inRange.slice(start, start + limit);
  const first = backward ? Math.max(0, start - limit) : start;
  return {
    events: page.map((line) => ({ ...line, ingestionTime: line.timestamp + 500 })),
    nextForwardToken: `f/${Math.min(last, first + page.length)}`,
    nextBackwardToken: `b/${first}`,
  };
}

export function describeLogGroups(region: Region, request: DescribeLogGroupsRequest) {
  const prefix = request.logGroupNamePrefix ?? '';
  const pattern = request.logGroupNamePattern ?? '';
  const names = [...region.logGroups.keys()]
    .filter((name) => name.startsWith(prefix) && name.includes(pattern))
    .toSorted();
  const page = paginate(names, request.limit ?? 50, request.nextToken);
  const logGroups = page.items.map((logGroupName) => ({
    logGroupName,
    creationTime: region.world.startAt - 86_400_000,
    metricFilterCount: 0,
    storedBytes: 0,
    arn: `${logGroupArn(region, logGroupName)}:*`,
    logGroupArn: logGroupArn(region, logGroupName),
    logGroupClass: 'STANDARD',
  }));
  return { logGroups, ...page.next };
}
