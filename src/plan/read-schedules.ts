import { lastPart } from '../aws/arn.ts';
import { errorName } from '../aws/failure.ts';
import { mayRunTask, taskOf, type EventTarget } from '../aws/scheduled-task.ts';
import type { ScheduledTask } from '../model.ts';
import type { World } from '../world.ts';

const AT_ONCE = 5;
export const DEFAULT = 'default';

/** What stands under one name, and the ARNs of targets that run no task. */
export interface Named {
  tasks: ScheduledTask[];
  others: string[];
}

/** Every target of a rule and every schedule that runs a task; rules are found by the clusters that their tasks run in. */
export async function readAllScheduled(clusterArns: readonly string[], world: World): Promise<ScheduledTask[]> {
  const [rules, schedules] = await Promise.all([readRules(clusterArns, world), readSchedules(world)]);
  return [...rules, ...schedules];
}

/** Reads a rule; undefined if there is none of that name. */
export async function readRule({ rule, bus }: { rule: string; bus: string }, world: World): Promise<Named | undefined> {
  const events = await world.aws.events();
  const targets = await unlessMissing(events.listTargets({ rule, bus }));
  if (targets === undefined) return undefined;
  const name = bus === DEFAULT ? rule : `${bus}/${rule}`;
  const read = targets.map((target) => {
    const place = { kind: 'rule', rule, bus, targetId: target.Id ?? '' } as const;
    return toTask(target, { place, name: targets.length === 1 ? name : `${name} (target ${place.targetId})` });
  });
  return { tasks: read.flatMap((one) => one ?? []), others: othersOf(targets) };
}

/** Reads a schedule; undefined if there is none of that name. */
export async function readSchedule(
  { name, group }: { name: string; group: string },
  world: World,
): Promise<Named | undefined> {
  const scheduler = await world.aws.scheduler();
  const schedule = await unlessMissing(scheduler.getSchedule({ name, group }));
  if (schedule === undefined) return undefined;
  const target = schedule.Target ?? {};
  const shown = group === DEFAULT ? name : `${group}/${name}`;
  const task = toTask(target, { place: { kind: 'schedule', name, group }, name: shown });
  return { tasks: task === undefined ? [] : [task], others: othersOf([target]) };
}

function othersOf(targets: readonly EventTarget[]): string[] {
  return targets.flatMap((target) => (taskOf(target) === undefined ? (target.Arn ?? []) : []));
}

function toTask(target: EventTarget, about: Pick<ScheduledTask, 'place' | 'name'>): ScheduledTask | undefined {
  const task = taskOf(target);
  return task && { ...about, ...task };
}

async function readRules(clusterArns: readonly string[], world: World): Promise<ScheduledTask[]> {
  const events = await world.aws.events();
  const buses = await events.listBuses();
  const asked = buses.flatMap((bus) => clusterArns.map((arn) => ({ arn, bus })));
  const named = await eachOf(asked, async ({ arn, bus }) =>
    (await events.listRulesOf({ arn, bus })).map((rule) => `${bus}/${rule}`),
  );
  const distinct = [...new Set(named.flat())];
  const read = await eachOf(distinct, (name) => {
    const cut = name.lastIndexOf('/');
    return readRule({ bus: name.slice(0, cut), rule: name.slice(cut + 1) }, world);
  });
  return read.flatMap((rule) => rule?.tasks ?? []);
}

async function readSchedules(world: World): Promise<ScheduledTask[]> {
  const scheduler = await world.aws.scheduler();
  const listed = (await scheduler.listSchedules()).filter(({ Target }) => mayRunTask(Target?.Arn ?? ''));
  const read = await eachOf(listed, ({ Name: name = '', GroupName: group = DEFAULT }) =>
    readSchedule({ name, group }, world),
  );
  return read.flatMap((schedule) => schedule?.tasks ?? []);
}

/** A few at a time, so that hundreds of schedules do not run into the limits of the API. */
async function eachOf<T, R>(items: readonly T[], read: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(start, start + AT_ONCE).map(read))));
  }
  return results;
}

async function unlessMissing<T>(reading: Promise<T>): Promise<T | undefined> {
  return await reading.catch((error: unknown) => {
    if (errorName(error) === 'ResourceNotFoundException') return undefined;
    throw error;
  });
}

/** Whether a task runs in one of the clusters, which are named or given by their ARNs. */
export function runsIn({ cluster }: ScheduledTask, clusters: readonly string[]): boolean {
  return clusters.some((one) => lastPart(one) === lastPart(cluster));
}
