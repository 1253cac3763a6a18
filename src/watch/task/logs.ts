import type { ContainerDefinition, Task } from '@aws-sdk/client-ecs';
import { taskPhaseOf } from '../../aws/task-status.ts';
import { isDenied } from '../../aws/failure.ts';
import type { Logs } from '../../aws/logs.ts';
import type { DeployEvent } from '../../model.ts';
import type { World } from '../../world.ts';
import { logPlace } from '../diagnose/log-tail.ts';

/** Where the reading of each container's log stands. */
export interface FollowedLog {
  container: ContainerDefinition;
  token?: string | undefined;
  /** The last lines, for the report. */
  tail: string[];
  /** Set once it is known that there is nothing to read. */
  unreadable: boolean;
}

/** A page holds up to 10,000 lines; what a look leaves behind is read at the next. */
const PAGES = 10;
/** CloudWatch shows the last lines a moment after the container has ended. */
const DRAIN_SECONDS = 12;
const DRAIN_EVERY_MS = 2_000;

export function followLogs(containers: readonly ContainerDefinition[]): FollowedLog[] {
  return containers.map((container) => ({ container, tail: [], unreadable: false }));
}

/** What the containers wrote since the last look, in order of time. Never throws: logs are a help, not the verdict. */
export async function readNewLines(
  { task, logs, keep }: { task: Task; logs: FollowedLog[]; keep: number },
  world: World,
): Promise<DeployEvent[]> {
  if (task.startedAt === undefined && taskPhaseOf(task) !== 'running') return [];
  const found = await Promise.all(logs.map((log) => readLog({ task, log, keep }, world)));
  return found.flat().toSorted((one, other) => one.at.getTime() - other.at.getTime());
}

/** Reads on until nothing new comes, for a few seconds at most. */
export async function* drainLogs(
  look: { task: Task; logs: FollowedLog[]; keep: number },
  world: World,
): AsyncGenerator<DeployEvent, void> {
  const until = world.clock.now().getTime() + DRAIN_SECONDS * 1000;
  for (let silent = 0; silent < 2 && world.clock.now().getTime() < until;) {
    const lines = await readNewLines(look, world);
    yield* lines;
    silent = lines.length === 0 ? silent + 1 : 0;
    if (look.logs.every(({ unreadable }) => unreadable) || look.task.startedAt === undefined) return;
    if (silent < 2) await world.clock.sleep(DRAIN_EVERY_MS, world.signal).catch(() => undefined);
    if (world.signal.aborted) return;
  }
}

async function readLog(
  { task, log, keep }: { task: Task; log: FollowedLog; keep: number },
  world: World,
): Promise<DeployEvent[]> {
  if (log.unreadable) return [];
  const { container } = log;
  const name = container.name ?? '';
  const place = logPlace({ task, container }, world.aws.region);
  if ('note' in place) {
    log.unreadable = true;
    return [{ at: world.clock.now(), kind: 'notice', message: place.note }];
  }
  try {
    const lines = await readPages(log, { place, logs: await world.aws.logs(place.region) });
    log.tail.push(...lines.map(({ text }) => text));
    log.tail.splice(0, log.tail.length - keep);
    return lines.map(({ at, text }) => ({
      at: at ?? world.clock.now(),
      kind: 'task-log',
      container: name,
      line: text,
    }));
  } catch (error) {
    if (!isDenied(error)) return [];
    log.unreadable = true;
    return [];
  }
}

interface Line {
  at: Date | undefined;
  text: string;
}

/** What was read before a page failed is told; the token says where to go on. */
async function readPages(
  log: FollowedLog,
  { place, logs }: { place: { group: string; stream: string }; logs: Logs },
): Promise<Line[]> {
  const read: Line[] = [];
  for (let page = 1; page <= PAGES; page += 1) {
    try {
      const { lines, token } = await logs.linesAfter({ ...place, token: log.token });
      read.push(...lines.flatMap(toSingleLines));
      const end = token === log.token;
      log.token = token;
      if (end) break;
    } catch (error) {
      if (read.length > 0) break;
      throw error;
    }
  }
  return read;
}

function toSingleLines({ at, text }: Line): Line[] {
  return text
    .replace(/(?:\r\n|\r|\n)$/u, '')
    .split(/\r\n|\r|\n/u)
    .map((line) => ({ at, text: line }));
}
