import type { ContainerDefinition, Task } from '@aws-sdk/client-ecs';
import { lastPart } from '../../aws/arn.ts';
import { errorName, isDenied } from '../../aws/failure.ts';
import type { World } from '../../world.ts';

export interface LogRequest {
  task: Task;
  container: ContainerDefinition;
  /** How many of the last lines to read. */
  lines: number;
}

export interface LogTail {
  /** As they were written, the oldest first. */
  lines: string[];
  /** Why there are none. */
  note?: string;
  /** True where the log of another task cannot be had either. */
  isFinal?: boolean;
}

/** The last lines that a container wrote; where they cannot be had, one line that says why, or where they are. */
export async function readLogTail(request: LogRequest, world: World): Promise<LogTail> {
  const place = logPlace(request, world.aws.region);
  if ('note' in place) return { lines: [], note: place.note, isFinal: true };
  const { group, stream, region } = place;
  const name = request.container.name ?? '';
  try {
    const logs = await world.aws.logs(region);
    const events = await logs.lastLines({ group, stream, limit: request.lines });
    const lines = events.flatMap((event) => event.replace(/[\r\n]+$/u, '').split(/\r\n|\r|\n/u));
    return lines.length === 0
      ? { lines, note: `The log of container ${name} is empty (${group}, ${stream}).` }
      : { lines };
  } catch (error) {
    if (isDenied(error)) {
      return {
        lines: [],
        isFinal: true,
        note: `The log of container ${name} was not read: logs:GetLogEvents is not allowed (${group}, ${stream}).`,
      };
    }
    const note = `The log of container ${name} cannot be read: ${whyNot(error, { group, stream })}`;
    return { lines: [], note, isFinal: errorName(error) !== 'ResourceNotFoundException' };
  }
}

type Place = { group: string; stream: string; region: string } | { note: string };

/** Where awslogs puts the stream (docs: DG/using_awslogs): `<prefix>/<container>/<task id>`, or the runtime id without a prefix. */
export function logPlace({ task, container }: Pick<LogRequest, 'task' | 'container'>, region: string): Place {
  const { logDriver, options = {} } = container.logConfiguration ?? {};
  const name = container.name ?? '';
  if (logDriver === undefined) return { note: `Container ${name} has no logConfiguration: its output was not kept.` };
  if (logDriver === 'awsfirelens') {
    const to = options['Name'] ?? options['@type'] ?? 'the outputs of its log router';
    return {
      note: `The log of container ${name} went through FireLens (awsfirelens) to ${to}: check there, and check the log of the log router.`,
    };
  }
  if (logDriver !== 'awslogs') return { note: `The log of container ${name} went to ${logDriver}: check there.` };
  const group = options['awslogs-group'];
  const prefix = options['awslogs-stream-prefix'];
  const runtimeId = task.containers?.find((one) => one.name === name)?.runtimeId;
  const stream = prefix === undefined ? runtimeId : `${prefix}/${name}/${taskId(task)}`;
  if (group === undefined || stream === undefined)
    return { note: `The log of container ${name} cannot be found: awslogs-stream-prefix is not set.` };
  return { group, stream, region: options['awslogs-region'] ?? region };
}

function whyNot(error: unknown, { group, stream }: { group: string; stream: string }): string {
  if (errorName(error) !== 'ResourceNotFoundException')
    return `${errorName(error) || 'no answer'} (${group}, ${stream}).`;
  const missingGroup = error instanceof Error && /log group/iu.test(error.message);
  return missingGroup
    ? `the log group ${group} does not exist.`
    : `the stream ${stream} does not exist in ${group}: the container wrote nothing.`;
}

function taskId({ taskArn = '' }: Task): string {
  return lastPart(taskArn);
}
