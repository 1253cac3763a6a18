import { distance } from 'fastest-levenshtein';
import { lastPart, parseArn } from '../aws/arn.ts';
import { toDeployError } from '../aws/failure.ts';
import type { Problem, ScheduledTask } from '../model.ts';
import { atInput, toProblem } from '../problem.ts';
import type { World } from '../world.ts';
import { didYouMean } from './locate.ts';
import { DEFAULT, readAllScheduled, readRule, readSchedule, runsIn, type Named } from './read-schedules.ts';
import { familyOf, revisionOf } from './rollback.ts';
import { phrase } from '../phrases.ts';

export interface ScheduleQuestion {
  /** The input `schedules`. */
  names: readonly string[];
  /** The families that the step registers, deploys or returns to. */
  families: readonly string[];
  /** The clusters of the step: their names and, where they exist, their ARNs. */
  clusters: readonly { name: string; arn: string | undefined }[];
  /** Whether nothing but the schedules will run what is registered. */
  alone: boolean;
  /** By family, the revision that the step returns to, if it rolls back. */
  returns?: ReadonlyMap<string, string>;
}

const READING = { action: 'scheduler:GetSchedule', doing: 'reading the schedules' };
const ORIGIN = atInput('schedules');

/** Finds the rules and schedules that the inputs name, or all that run one of the families, and every mistake. Read-only. */
export async function planSchedules(
  question: ScheduleQuestion,
  world: World,
): Promise<{ tasks: ScheduledTask[]; problems: Problem[] }> {
  try {
    const found = isAll(question.names) ? await findAll(question, world) : await findNamed(question, world);
    return { tasks: found.tasks, problems: [...found.problems, ...notReturning(found.tasks, question)] };
  } catch (error) {
    const { message, fix } = toDeployError(error, READING);
    const problem = toProblem('schedules-unreadable', ORIGIN, {
      message: `The rules and schedules cannot be read, so it is unknown what runs ${question.families.join(', ')}. ${message}`,
      fix,
    });
    return { tasks: [], problems: [problem] };
  }
}

/** `true` instead of names. */
export function isAll(names: readonly string[]): boolean {
  const [only, ...more] = names;
  return more.length === 0 && only?.toLowerCase() === 'true';
}

/** What a plan or a move has to do: a target without a revision runs the latest one anyway. */
export function namesRevision({ taskDefinition }: Pick<ScheduledTask, 'taskDefinition'>): boolean {
  return revisionOf(taskDefinition) > 0;
}

/** ECS registers the first revision of a new Express service, in a family that no schedule can run yet. */
export function familyUnknown(): Problem {
  return toProblem('schedules-none', ORIGIN, {
    message: 'No schedule runs what is deployed: ECS creates its family together with the service.',
    fix: 'Remove schedules until the service exists.',
  });
}

interface Found {
  tasks: ScheduledTask[];
  problems: Problem[];
}

async function findAll(question: ScheduleQuestion, world: World): Promise<Found> {
  const { families, clusters, alone } = question;
  const arns = clusters.flatMap(({ arn }) => arn ?? []);
  const names = clusters.map(({ name }) => name);
  const read = await readAllScheduled(arns, world);
  const tasks = read.filter((task) => runsOne(task, families) && runsIn(task, names));
  if (tasks.length > 0) return { tasks, problems: [] };
  const where = names.map((name) => `"${name}"`).join(', ');
  const none = toProblem('schedules-none', ORIGIN, {
    message: `No EventBridge rule or schedule runs ${families.join(', ')} in cluster ${where}.`,
    fix: 'Check the family and the cluster, or remove schedules.',
  });
  return { tasks, problems: [alone ? { ...none, severity: 'warning' } : none] };
}

async function findNamed({ names, families, clusters }: ScheduleQuestion, world: World): Promise<Found> {
  const tasks: ScheduledTask[] = [];
  const problems: Problem[] = [];
  let known: Promise<string[]> | undefined;
  for (const name of new Set(names)) {
    const named = await find(name, world);
    if (named === 'elsewhere') {
      problems.push(elsewhere(name, world));
    } else if (named === undefined) {
      known ??= listNames(
        clusters.flatMap(({ arn }) => arn ?? []),
        world,
      );
      const listed = known;
      problems.push(missing(name, nearest(name, await listed.catch(() => [])), world));
    } else {
      const own = named.tasks.filter((task) => runsOne(task, families));
      if (own.length === 0) problems.push(otherFamily(name, named, families));
      tasks.push(...own);
    }
  }
  const distinct = new Map(tasks.map((task) => [JSON.stringify(task.place), task]));
  return { tasks: [...distinct.values()], problems };
}

/** A plain name may be that of a rule, of a schedule, or of both, as while one takes the place of the other. */
async function find(name: string, world: World): Promise<Named | 'elsewhere' | undefined> {
  const arn = parseArn(name);
  if (arn !== undefined && arn.region !== world.aws.region) return 'elsewhere';
  const path = arn === undefined ? name : arn.resource.slice(arn.resource.indexOf('/') + 1);
  const cut = path.indexOf('/');
  const place = cut < 0 ? { folder: DEFAULT, name: path } : { folder: path.slice(0, cut), name: path.slice(cut + 1) };
  const read = await Promise.allSettled([
    ...(arn?.service === 'scheduler' ? [] : [readRule({ bus: place.folder, rule: place.name }, world)]),
    ...(arn?.service === 'events' ? [] : [readSchedule({ group: place.folder, name: place.name }, world)]),
  ]);
  const found = read.flatMap((one) => (one.status === 'fulfilled' ? (one.value ?? []) : []));
  const failed = read.find((one) => one.status === 'rejected');
  if (found.length === 0 && failed !== undefined) throw failed.reason;
  if (found.length === 0) return undefined;
  return { tasks: found.flatMap(({ tasks }) => tasks), others: found.flatMap(({ others }) => others) };
}

/** The same name on another bus or in another group, else a similar one. */
function nearest(name: string, known: readonly string[]): string | undefined {
  const far = (one: string): number => (lastPart(one) === name ? 0 : distance(one, name));
  const [best] = known.toSorted((a, b) => far(a) - far(b));
  return best !== undefined && far(best) <= Math.max(2, name.length / 3) ? best : undefined;
}

async function listNames(clusterArns: readonly string[], world: World): Promise<string[]> {
  return (await readAllScheduled(clusterArns, world)).map(({ name }) => name);
}

function runsOne({ taskDefinition }: ScheduledTask, families: readonly string[]): boolean {
  return families.includes(familyOf(taskDefinition));
}

function elsewhere(name: string, world: World): Problem {
  return toProblem('schedule-missing', ORIGIN, {
    message: `${name} is not a rule or schedule in the Region of ${phrase('this-step')} (${world.aws.region}).`,
    fix: 'Correct the ARN, or deploy to its Region in a step of its own.',
  });
}

function missing(name: string, near: string | undefined, world: World): Problem {
  return toProblem('schedule-missing', ORIGIN, {
    message: `There is no EventBridge rule or schedule "${name}" in Region ${world.aws.region}.${didYouMean(near)}`,
    fix: 'Check the name, Region and account. Write bus/rule for a rule on another event bus, and group/schedule for a schedule in another group.',
  });
}

function otherFamily(name: string, { tasks, others }: Named, families: readonly string[]): Problem {
  const runs = tasks.map(
    ({ taskDefinition, cluster }) => `${lastPart(taskDefinition)} in cluster "${lastPart(cluster)}"`,
  );
  const what =
    runs.length > 0
      ? `runs ${runs.join(' and ')}`
      : `runs no ECS task${others.length === 0 ? ': it has no target' : `; its target is ${others.join(', ')}`}`;
  return toProblem('schedule-other-family', ORIGIN, {
    message: `"${name}" ${what}, but ${phrase('this-step')} deploys ${families.join(', ')}.`,
    fix: `Remove it from schedules${runs.length > 0 ? ', or name it where that is deployed' : ''}.`,
  });
}

/** The latest ACTIVE revision stays the one that the rollback leaves. */
function notReturning(tasks: readonly ScheduledTask[], { returns }: ScheduleQuestion): Problem[] {
  if (returns === undefined) return [];
  return tasks
    .filter((task) => !namesRevision(task))
    .map(({ name, taskDefinition }) => {
      const family = familyOf(taskDefinition);
      const to = lastPart(returns.get(family) ?? family);
      return toProblem('schedule-latest', ORIGIN, {
        message: `"${name}" names no revision of ${family}: it runs the latest ACTIVE one, and a rollback does not change which that is.`,
        fix: `Give its target the revision ${to}, or deregister the revisions after it.`,
      });
    });
}
