import { lastPart } from '../aws/arn.ts';
import { toDeployError } from '../aws/failure.ts';
import { DeployError } from '../errors.ts';
import type { Inputs } from '../inputs/spec.ts';
import {
  isGreen,
  type Cause,
  type Outcome,
  type Problem,
  type ScheduledTask,
  type ScheduleReport,
  type ServiceReport,
} from '../model.ts';
import { GRACE_MS } from '../patience.ts';
import { endingAt } from '../deadline.ts';
import { familyOf, revisionOf } from '../plan/rollback.ts';
import { namesRevision, planSchedules, type ScheduleQuestion } from '../plan/schedules.ts';
import type { World } from '../world.ts';
import { moveSchedule } from '../write/schedules.ts';
import { deploymentOutcome } from './deployment-result.ts';
import { causeOf } from './failure.ts';
import { withoutEnd } from './follow-write.ts';
import { phrase } from '../phrases.ts';

/** What is left of the grace after `wait-for-minutes` for the reports. */
const RESERVE_MS = 10_000;
/** A hundred schedules may stay behind for one reason; the table has all of them. */
const NAMED = 5;
const LAST_ANSWER_MS = 2_000;
/** The longest that a timer takes. */
const FOR_EVER_MS = 2 ** 31 - 1;
const NOT_MOVED = { action: 'events:PutTargets', doing: 'moving the schedules' };

export interface PlannedSchedules {
  tasks: readonly ScheduledTask[];
  problems: Problem[];
}

/** Reads what the input `schedules` names, and checks it; nothing without that input, or as long as it is unknown what is deployed. */
export async function readSchedules(
  { inputs, clusters, ...asked }: Omit<ScheduleQuestion, 'names' | 'clusters'> & { inputs: Inputs; clusters: Places },
  world: World,
): Promise<PlannedSchedules> {
  const names = inputs.schedules ?? [];
  const isOff = names.length === 0 || (names.length === 1 && names[0]?.toLowerCase() === 'false');
  const families = [...new Set(asked.families)].filter((family) => family !== '');
  if (isOff || families.length === 0) return { tasks: [], problems: [] };
  return await planSchedules({ ...asked, names, families, clusters: await locateClusters(clusters, world) }, world);
}

/** The services of the step, or just the names of their clusters. */
type Places = readonly { cluster: string; service?: { clusterArn?: string | undefined } | undefined }[];

async function locateClusters(places: Places, { aws }: World): Promise<ScheduleQuestion['clusters']> {
  const known = new Map<string, string | undefined>();
  for (const { cluster, service } of places) known.set(cluster, known.get(cluster) ?? service?.clusterArn);
  const reading = [...known].map(async ([name, arn]) => {
    const found = arn ?? (await aws.ecs.describeCluster(name).catch(() => undefined))?.clusterArn;
    return { name, arn: found };
  });
  return await Promise.all(reading);
}

/** What a family runs from now on, or why it stays as it is. */
export type NextRevision = { to: string } | { stays: string };

/** A family moves once every service that runs it has succeeded. */
export function nextRevisions(services: readonly ServiceReport[]): Map<string, NextRevision> {
  const families = Map.groupBy(services, ({ taskDefinitionArn = '' }) => familyOf(taskDefinitionArn));
  return new Map([...families].map(([family, reports]) => [family, nextOf(reports)]));
}

function nextOf(reports: readonly ServiceReport[]): NextRevision {
  const open = reports.find((report) => !['succeeded', 'unchanged'].includes(deploymentOutcome(report).kind));
  if (open !== undefined) {
    const why = isGreen(open.outcome.kind) ? 'was not followed to its end' : 'did not succeed';
    return { stays: `the deployment of ${open.service} ${why}` };
  }
  const arns = reports.flatMap(({ taskDefinitionArn }) => taskDefinitionArn ?? []);
  const [newest] = arns.toSorted((a, b) => revisionOf(b) - revisionOf(a));
  return newest === undefined ? { stays: 'it is unknown which revision the service runs' } : { to: newest };
}

/** What a plan would move; a revision that is not registered yet is undefined. */
export function toMove(
  tasks: readonly ScheduledTask[],
  revisions: ReadonlyMap<string, string | undefined>,
): ScheduleReport[] {
  return tasks.map((task) => {
    const after = revisions.get(familyOf(task.taskDefinition));
    if (!namesRevision(task))
      return { ...begin(task), state: 'kept', note: 'it names no revision, so it runs the latest ACTIVE one' };
    if (task.taskDefinition === after) return { ...begin(task), state: 'kept', note: 'it runs this revision already' };
    return { ...begin(task), state: 'to-move', after };
  });
}

/** The schedules after the move, and the causes of what failed. */
export interface MovedSchedules {
  schedules: ScheduleReport[];
  causes: Map<ScheduleReport, Cause>;
}

/** Moves the schedules of each family that may move, one after the other; whatever fails hides none of the others. */
export async function moveSchedules(
  {
    tasks,
    next,
    since,
    inputs,
  }: { tasks: readonly ScheduledTask[]; next: ReadonlyMap<string, NextRevision>; since: Date; inputs: Inputs },
  world: World,
): Promise<MovedSchedules> {
  const end = since.getTime() + inputs['wait-for-minutes'] * 60_000 + GRACE_MS - RESERVE_MS;
  const causes = new Map<ScheduleReport, Cause>();
  const schedules: ScheduleReport[] = [];
  await endingAt(world, end, async (bounded) => {
    for (const task of tasks) {
      const moved = await moveOne({ task, end, next: next.get(familyOf(task.taskDefinition)) }, bounded);
      schedules.push(moved.report);
      if (moved.cause !== undefined) causes.set(moved.report, moved.cause);
      tell(moved, world);
    }
  });
  return { schedules, causes };
}

interface MovedOne {
  report: ScheduleReport;
  cause?: Cause;
}

async function moveOne(
  { task, next, end }: { task: ScheduledTask; next: NextRevision | undefined; end: number },
  world: World,
): Promise<MovedOne> {
  const report = begin(task);
  if (next === undefined || 'stays' in next) {
    return { report: { ...report, state: 'kept', note: next?.stays ?? 'nothing of its family was deployed' } };
  }
  const { to } = next;
  try {
    if (world.signal.aborted)
      throw new DeployError('cancelled', `Cancelled before ${task.name} was moved.`, { fix: '' });
    if (world.clock.now().getTime() >= end) throw late(task);
    const moved = await inTime(task, moveSchedule({ task, to }, world), world);
    return { report: { ...report, ...moved, after: moved.state === 'moved' ? to : undefined } };
  } catch (error) {
    const failure = toDeployError(error, NOT_MOVED);
    const cause = await causeOf(failure);
    return { report: { ...report, state: 'failed', after: to, note: failure.message }, cause };
  }
}

/** A cancelled step has seconds: what is under way may still be answered, but is not waited for any longer. */
async function inTime<T>({ name }: ScheduledTask, moving: Promise<T>, { clock, signal }: World): Promise<T> {
  const settled = moving.catch(() => undefined);
  const lastMoment = { milliseconds: LAST_ANSWER_MS, signal: new AbortController().signal };
  if (await clock.within({ milliseconds: FOR_EVER_MS, signal }, settled)) return await moving;
  if (await clock.within(lastMoment, settled)) return await moving;
  const message = `Cancelled while ${name} was moved: it is unknown which revision it runs.`;
  throw new DeployError('unsettled', message, {
    fix: `Look at its target in the console, or run ${phrase('step')} again.`,
  });
}

function late({ name }: ScheduledTask): DeployError {
  return new DeployError('aws', `No time was left to move ${name} (wait-for-minutes).`, {
    fix: `Raise wait-for-minutes, or run ${phrase('step')} again.`,
  });
}

function begin({ place, name, cluster, taskDefinition }: ScheduledTask): Omit<ScheduleReport, 'state'> {
  return { kind: place.kind, name, cluster: lastPart(cluster), before: taskDefinition };
}

function tell({ report: { kind, name, state, before, after = '', note } }: MovedOne, world: World): void {
  const texts: Record<ScheduleReport['state'], string> = {
    moved: `moved from ${lastPart(before)} to ${lastPart(after)}`,
    kept: `still runs ${lastPart(before)}`,
    failed: `was not moved from ${lastPart(before)} to ${lastPart(after)}`,
    'to-move': `would move from ${lastPart(before)}`,
  };
  const why = note === undefined ? '' : `: ${note.replace(/\.$/u, '')}`;
  world.emit({ at: world.clock.now(), kind: 'notice', message: `The ${kind} ${name} ${texts[state]}${why}.` });
}

/** A service that runs what was asked is not all that was asked: a schedule that stays behind is red. */
export function withSchedules(
  outcome: Outcome,
  { schedules, causes }: MovedSchedules,
  { signal }: Pick<World, 'signal'>,
): Outcome {
  const failed = schedules.filter(({ state }) => state === 'failed');
  const moved = schedules.filter(({ state }) => state === 'moved').length;
  const lead = withoutEnd(outcome.headline);
  if (failed.length === 0) {
    if (moved === 0 || !isGreen(outcome.kind)) return outcome;
    return { ...outcome, headline: `${lead}. ${moved === 1 ? '1 schedule' : `${moved} schedules`} moved to it.` };
  }
  const names = failed.slice(0, NAMED).map(({ name, before }) => `${name} (${lastPart(before)})`);
  if (failed.length > NAMED) names.push(`and ${failed.length - NAMED} more`);
  const behind = `${failed.length === 1 ? 'a schedule stays' : `${failed.length} schedules stay`} behind: ${names.join(', ')}`;
  const why = failed.flatMap((one) => causes.get(one) ?? []).slice(0, NAMED);
  const all = [...outcome.causes, ...why];
  if (!isGreen(outcome.kind)) return { ...outcome, headline: `${lead}; ${behind}.`, causes: all };
  return { kind: signal.aborted ? 'cancelled' : 'failed', headline: `${lead}, but ${behind}.`, causes: all };
}

/** Each service answers for the schedules of its family. */
export function withSchedulesOfFamily(
  services: readonly ServiceReport[],
  moved: MovedSchedules,
  world: World,
): ServiceReport[] {
  return services.map((service) => {
    const family = familyOf(service.taskDefinitionArn ?? '');
    const own = moved.schedules.filter(({ before }) => familyOf(before) === family);
    return { ...service, outcome: withSchedules(service.outcome, { ...moved, schedules: own }, world) };
  });
}
