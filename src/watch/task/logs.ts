import type { ContainerDefinition, Task } from '@aws-sdk/client-ecs';
import { taskPhaseOf } from '../../aws/task-status.ts';
import { isDenied } from '../../aws/failure.ts';
import type { Logs } from '../../aws/logs.ts';
import type { DeployEvent } from '../../model.ts';
import type { World } from '../../world.ts';
import { logPlace } from '../diagnose/log-tail.ts';

/** How far each container's log has been read. */
export interface FollowedLog {
  readonly container: ContainerDefinition;
  readonly token?: string | undefined;
  /** How much of it is in the log of the run, in characters. */
  readonly told: number;
  /** The last lines, for the report. */
  readonly tail: readonly string[];
  /** Set once it is known that there is nothing to read. */
  readonly unreadable: boolean;
}

/** What was read: the new position in each log, and its new lines. */
interface NewLines {
  logs: readonly FollowedLog[];
  events: DeployEvent[];
}

/** A page holds up to 10,000 lines; what one look leaves is read by the next. */
const PAGES = 10;
/** What the log of the run shows of the log of a container, in characters; each line has a time and a name before it. */
const MOST = 1_000_000;
const BEFORE = 40;

export function followLogs(containers: readonly ContainerDefinition[]): FollowedLog[] {
  return containers.map((container) => ({ container, told: 0, tail: [], unreadable: false }));
}

interface Reading {
  task: Task;
  logs: readonly FollowedLog[];
  /** How many of the last lines to keep. */
  keep: number;
}

/** What the containers wrote since the last look, in order of time. Never throws: logs help, but do not decide. */
export async function readNewLines({ task, logs, keep }: Reading, world: World): Promise<NewLines> {
  if (task.startedAt === undefined && taskPhaseOf(task) !== 'running') return { logs, events: [] };
  const found = await Promise.all(logs.map((log) => readLog({ task, log, keep }, world)));
  const events = found.flatMap((one) => one.events).toSorted((one, other) => one.at.getTime() - other.at.getTime());
  return { logs: found.map(({ log }) => log), events };
}

interface LogRead {
  log: FollowedLog;
  events: DeployEvent[];
}

async function readLog(
  { task, log, keep }: { task: Task; log: FollowedLog; keep: number },
  world: World,
): Promise<LogRead> {
  if (log.unreadable) return { log, events: [] };
  const { container } = log;
  const name = container.name ?? '';
  const at = world.clock.now();
  const place = logPlace({ task, container }, world.aws.region);
  if ('note' in place)
    return { log: { ...log, unreadable: true }, events: [{ at, kind: 'notice', message: place.note }] };
  try {
    const { lines, token } = await readPages(log.token, { place, logs: await world.aws.logs(place.region) });
    const all = [...log.tail, ...lines.map(({ text }) => text)];
    const { shown, told } = withinBounds(lines, log.told);
    if (log.told < MOST && told >= MOST) {
      const text = `… This log shows the first ${MOST / 1_000_000} MB. All of it is in CloudWatch Logs (${place.group}, ${place.stream}).`;
      shown.push({ at: shown.at(-1)?.at, text });
    }
    const events = shown.map((line): DeployEvent => {
      return { at: line.at ?? at, kind: 'task-log', container: name, line: line.text };
    });
    return { log: { ...log, token, told, tail: keep === 0 ? [] : all.slice(-keep) }, events };
  } catch (error) {
    return { log: { ...log, unreadable: isDenied(error) }, events: [] };
  }
}

/** The first lines, until so much of the log is in the log of the run that the rest is left out. */
function withinBounds(lines: readonly Line[], told: number): { shown: Line[]; told: number } {
  let sum = told;
  const shown: Line[] = [];
  for (const line of lines) {
    sum += BEFORE + line.text.length;
    if (sum >= MOST) return { shown, told: sum };
    shown.push(line);
  }
  return { shown, told: sum };
}

interface Line {
  at: Date | undefined;
  text: string;
}

/** What was read before a page failed is reported; the token says where to continue. */
async function readPages(
  start: string | undefined,
  { place, logs }: { place: { group: string; stream: string }; logs: Logs },
): Promise<{ lines: Line[]; token: string | undefined }> {
  const lines: Line[] = [];
  let token = start;
  for (let page = 1; page <= PAGES; page += 1) {
    try {
      const read = await logs.linesAfter({ ...place, token });
      lines.push(...read.lines.flatMap(toSingleLines));
      const end = read.token === token;
      ({ token } = read);
      if (end) break;
    } catch (error) {
      if (lines.length > 0) break;
      throw error;
    }
  }
  return { lines, token };
}

function toSingleLines({ at, text }: Line): Line[] {
  return text
    .replace(/(?:\r\n|\r|\n)$/u, '')
    .split(/\r\n|\r|\n/u)
    .map((line) => ({ at, text: line }));
}
