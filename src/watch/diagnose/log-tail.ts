import type { ContainerDefinition, Task } from '@aws-sdk/client-ecs';
import { lastPart } from '../../aws/arn.ts';
import { errorName, isDenied } from '../../aws/failure.ts';
import { withoutLastBreaks } from '../../visible.ts';
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
  /** How to get it, where it cannot be shown. */
  fix?: string;
  /** True where the log of another task cannot be had either. */
  isFinal?: boolean;
}

/** One event of the log may hold many lines: far more than any stack trace has. */
const MOST_LINES = 2_000;

/** The last lines that a container wrote; where they cannot be had, one line that says why, or where they are. */
export async function readLogTail(request: LogRequest, world: World): Promise<LogTail> {
  const place = logPlace(request, world.aws.region);
  if ('note' in place) return { lines: [], note: place.note, fix: place.fix, isFinal: true };
  const { group, stream, region } = place;
  const name = request.container.name ?? '';
  try {
    const logs = await world.aws.logs(region);
    const events = await logs.lastLines({ group, stream, limit: request.lines });
    const lines = events.flatMap((event) =>
      withoutLastBreaks(event)
        .replace(/\r(?=: )/gu, '\\r')
        .split(/\r\n|\r|\n/u),
    );
    if (lines.some((line) => line.trim() !== '')) return { lines: lines.slice(-MOST_LINES) };
    const note = `The log of container ${name} is empty (${group}, ${stream}).`;
    return { lines: [], note, fix: silentFix(`Container ${name} wrote nothing to its log (${group}, ${stream}).`) };
  } catch (error) {
    if (isDenied(error)) {
      return {
        lines: [],
        isFinal: true,
        note: `The log of container ${name} was not read: logs:GetLogEvents is not allowed (${group}, ${stream}).`,
        fix: `Allow the role of this run \`logs:GetLogEvents\` on \`arn:${partitionOf(request.task)}:logs:${region}:*:log-group:${group}:*\`, or read the log with ${tailCommand(place)}.`,
      };
    }
    const missing = errorName(error) === 'ResourceNotFoundException';
    const note = noteOf(error, { name, group, stream });
    return {
      lines: [],
      note,
      fix: missing ? missingFix(error, { name, place }) : `Read the log with ${tailCommand(place)}.`,
      isFinal: !missing,
    };
  }
}

interface LogPlace {
  group: string;
  stream: string;
  region: string;
}

function missingFix(error: unknown, { name, place }: { name: string; place: LogPlace }): string {
  return isGroup(error)
    ? `Create the log group ${place.group} in ${place.region}, or correct \`awslogs-group\` of container ${name}; the next attempt then keeps its log.`
    : silentFix(`Container ${name} wrote nothing to its log (${place.group}, ${place.stream}).`);
}

/** A program without a word died before its first line, wrote elsewhere, or kept its words in a buffer. */
function silentFix(what: string): string {
  return `${what} Have the program write its errors to stdout or stderr without a buffer (Python: \`PYTHONUNBUFFERED=1\`), or run the image with the same command and environment to see how it ends.`;
}

function tailCommand({ group, stream, region }: LogPlace): string {
  return `\`aws logs tail ${group} --log-stream-names ${stream} --since 1d --region ${region}\``;
}

function partitionOf({ taskArn = '' }: Task): string {
  return taskArn.split(':')[1] ?? 'aws';
}

type Place = LogPlace | { note: string; fix: string };

/** Where awslogs puts the stream (docs: DG/using_awslogs): `<prefix>/<container>/<task id>`, or the runtime id without a prefix. */
export function logPlace({ task, container }: Pick<LogRequest, 'task' | 'container'>, region: string): Place {
  const { logDriver, options = {} } = container.logConfiguration ?? {};
  const name = container.name ?? '';
  if (logDriver === undefined)
    return {
      note: `Container ${name} has no logConfiguration: its output was not kept.`,
      fix: `Give container ${name} a \`logConfiguration\` (\`logDriver\`: \`awslogs\`, with \`awslogs-group\`, \`awslogs-region\` and \`awslogs-stream-prefix\`), then deploy again: the next failure shows its log.`,
    };
  if (logDriver === 'awsfirelens') {
    const to = options['Name'] ?? options['@type'] ?? 'the outputs of its log router';
    return {
      note: `The log of container ${name} went through FireLens (awsfirelens) to ${to}: check there, and check the log of the log router.`,
      fix: `Check the log of container ${name} in ${to}; if it has nothing, check the log of the log router.`,
    };
  }
  if (logDriver !== 'awslogs')
    return {
      note: `The log of container ${name} went to ${logDriver}: check there.`,
      fix: `Check the log of container ${name} in ${logDriver}.`,
    };
  const group = options['awslogs-group'];
  const prefix = options['awslogs-stream-prefix'];
  const runtimeId = task.containers?.find((one) => one.name === name)?.runtimeId;
  const stream = prefix === undefined ? runtimeId : `${prefix}/${name}/${taskId(task)}`;
  if (group === undefined || stream === undefined)
    return {
      note: `The log of container ${name} cannot be found: awslogs-stream-prefix is not set.`,
      fix: `Set \`awslogs-group\` and \`awslogs-stream-prefix\` in the \`logConfiguration\` of container ${name}, then deploy again: the next failure shows its log.`,
    };
  return { group, stream, region: options['awslogs-region'] ?? region };
}

function noteOf(error: unknown, { name, group, stream }: { name: string; group: string; stream: string }): string {
  const unread = `The log of container ${name} cannot be read:`;
  if (errorName(error) !== 'ResourceNotFoundException')
    return `${unread} ${errorName(error) || 'no answer'} (${group}, ${stream}).`;
  return isGroup(error)
    ? `${unread} the log group ${group} does not exist.`
    : `Container ${name} wrote nothing to its log: the stream ${stream} does not exist in ${group}.`;
}

function taskId({ taskArn = '' }: Task): string {
  return lastPart(taskArn);
}

function isGroup(error: unknown): boolean {
  return error instanceof Error && /log group/iu.test(error.message);
}
