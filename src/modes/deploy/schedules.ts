import { lastPart } from '../../aws/arn.ts';
import { liveTaskDefinition } from '../../aws/service.ts';
import type { Inputs } from '../../inputs/spec.ts';
import type { Report, ScheduledTask, ScheduleReport, ServiceReport, TaskReport } from '../../model.ts';
import { familyUnknown } from '../../plan/schedules.ts';
import { familyOf } from '../../plan/rollback.ts';
import type { World } from '../../world.ts';
import type { Asked } from '../asked.ts';
import type { Decided } from '../decided.ts';
import type { Prepared } from '../prepared.ts';
import {
  moveSchedules,
  nextRevisions,
  readSchedules,
  toMove,
  withSchedules,
  withSchedulesOfFamily,
  type NextRevision,
  type PlannedSchedules,
} from '../schedules.ts';
import type { Draft } from './prepare.ts';

/** Reads the schedules of what the step deploys, registers or runs; in vain if the checks have failed already. */
export async function readScheduled(
  { asked, draft }: { asked: Asked; draft: Draft },
  world: World,
): Promise<PlannedSchedules> {
  const { inputs } = asked;
  const families = familiesOf(draft, inputs);
  const isRefused = draft.problems.some(({ severity }) => severity === 'error');
  if (inputs.schedules !== undefined && families.length === 0) {
    return { tasks: [], problems: isRefused ? [] : [familyUnknown()] };
  }
  const alone = inputs.mode === 'register' || inputs.mode === 'run-task';
  const own = { cluster: lastPart(inputs.cluster ?? '') || 'default' };
  const clusters = draft.located.length === 0 ? [own] : draft.located;
  return await readSchedules({ inputs, families, clusters, alone }, world);
}

/** A service that Express is still to register a revision for has no family yet. */
function familiesOf({ prepared, rendered, task }: Draft, { mode }: Inputs): string[] {
  if (mode === 'run-task') return task === undefined ? [] : [task.rendered.definition.family ?? ''];
  if (mode === 'register' || prepared.length === 0) return rendered.map(({ definition }) => definition.family ?? '');
  return prepared.map(familyOfOne).filter((family) => family !== '');
}

function familyOfOne({ target, rendered }: Prepared): string {
  return rendered?.definition.family ?? familyOf(target.live?.arn ?? liveTaskDefinition(target.service) ?? '');
}

/** What a plan shows: a revision that is not registered yet has no number. */
export function plannedSchedules(tasks: readonly ScheduledTask[], decided: readonly Decided[]): ScheduleReport[] {
  const next = decided.map((one): [string, string | undefined] => {
    const live = one.target.live?.arn ?? liveTaskDefinition(one.target.service);
    const isNew = one.work.kind === 'register-and-update';
    return [familyOfOne(one), isNew ? one.existing : live];
  });
  return toMove(tasks, new Map(next));
}

/** Services of one family have the same schedules. */
export function distinctTasks(tasks: readonly ScheduledTask[]): ScheduledTask[] {
  return [...new Map(tasks.map((task) => [JSON.stringify(task.place), task])).values()];
}

type Ending = Pick<Report, 'outcome'> & Partial<Pick<Report, 'services' | 'schedules'>>;

/** A family that only schedules run: they move as soon as the revision is registered, or has run once. */
export async function moveAlone<E extends Ending & { tasks?: readonly TaskReport[] | undefined }>(
  ending: E,
  { tasks, inputs, revisions }: { tasks: readonly ScheduledTask[]; inputs: Inputs; revisions: readonly string[] },
  world: World,
): Promise<E> {
  const { tasks: ran = [] } = ending;
  const next = new Map<string, NextRevision>([
    ...revisions.map((arn): [string, NextRevision] => [familyOf(arn), { to: arn }]),
    ...ran.map(({ outcome, taskDefinitionArn: arn }): [string, NextRevision] => [
      familyOf(arn),
      outcome.kind === 'succeeded' ? { to: arn } : { stays: 'the one-off task did not succeed' },
    ]),
  ]);
  const since = ran.at(-1)?.startedAt ?? world.clock.now();
  const moved = await moveSchedules({ tasks, next, since, inputs }, world);
  return { ...ending, schedules: moved.schedules, outcome: withSchedules(ending.outcome, moved, world) };
}

/** The services after their schedules have followed them, or stayed behind. */
export async function moveDeployed(
  { tasks, services, inputs }: { tasks: readonly ScheduledTask[]; services: ServiceReport[]; inputs: Inputs },
  world: World,
): Promise<{ services: ServiceReport[]; schedules?: ScheduleReport[] }> {
  const since = new Date(Math.max(...services.map(({ startedAt }) => startedAt.getTime())));
  const moved = await moveSchedules({ tasks, next: nextRevisions(services), since, inputs }, world);
  return { services: withSchedulesOfFamily(services, moved, world), schedules: moved.schedules };
}
