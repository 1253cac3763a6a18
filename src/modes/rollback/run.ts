import { lastPart } from '../../aws/arn.ts';
import { heldBefore } from '../../aws/held-scaling.ts';
import { quietOnceCancelled, unlessCancelled } from '../../cancel.ts';
import { beforeWrites } from '../../deadline.ts';
import { withoutEchoes } from '../../inputs/echoes.ts';
import type { Inputs } from '../../inputs/spec.ts';
import type { DeployEvent, Outcome, Report, ScheduleReport, ServiceReport } from '../../model.ts';
import type { Work } from '../../plan/decide.ts';
import { familyOf } from '../../plan/rollback.ts';
import type { World } from '../../world.ts';
import { attach } from '../in-flight/attach.ts';
import { beginAttached } from '../in-flight/describe.ts';
import { toDeploying, type Attachment } from '../in-flight/find.ts';
import type { Asked } from '../asked.ts';
import { overall, planOutcome, refusal, tellWarnings } from '../overall.ts';
import type { Protection } from '../protect/after.ts';
import { beginReport } from '../begin-report.ts';
import { rollOut } from '../rollout.ts';
import {
  moveSchedules,
  nextRevisions,
  readSchedules,
  toMove,
  withSchedulesOfFamily,
  type PlannedSchedules,
} from '../schedules.ts';
import { prepareRollback, type Return, type RollbackDraft } from './prepare.ts';

/** The same story without a template: the old revision is already registered, and a deployment in flight is reversed. */
export async function runRollback(asked: Asked, world: World): Promise<Report> {
  const { inputs } = asked;
  const startedAt = world.clock.now();
  const untouchedYet = { signal: world.signal, when: 'during the checks', left: 'nothing was changed' };
  const preparing = beforeWrites(quietOnceCancelled(world), (bounded) => prepareAll(asked, bounded));
  const { draft, scheduled } = await unlessCancelled(untouchedYet, preparing);
  const problems = [...asked.problems, ...withoutEchoes([...draft.problems, ...scheduled.problems], asked.bad)];
  const { tasks } = scheduled;
  const images: Protection = { protectedImages: undefined, advice: [] };
  const done = (outcome: Outcome, services: ServiceReport[], schedules?: ScheduleReport[]): Report => {
    const { candidates, notChecked } = draft;
    const { protectedImages, advice } = images;
    const finishedAt = world.clock.now();
    return {
      mode: inputs.mode,
      outcome,
      startedAt,
      finishedAt,
      problems: [...problems, ...advice],
      registered: [],
      services,
      schedules,
      protectedImages,
      candidates,
      notChecked,
    };
  };
  // A step that deployed before has changed something.
  const refused = refusal(problems, inputs.checks, asked.ranBefore === true ? '' : undefined);
  if (refused !== undefined) return done(refused, []);
  if (inputs.mode === 'plan') {
    const services = await plannedRollbacks(draft, world);
    Object.assign(images, await planProtected(services, inputs, world));
    return done(planOutcome(services), services, toMove(tasks, revisionsOf(draft)));
  }
  tellWarnings(problems, world);
  const deploying = [...draft.attachments.map(toDeploying), ...draft.returns.map(({ target }) => target)];
  if (deploying.length > 0) world.deploying?.(deploying);
  const services = await Promise.all([
    ...draft.attachments.map((one) => stopHeld(one, inputs, world)),
    ...draft.returns.map((prepared) => {
      const work: Work = { kind: 'roll-back', to: prepared.taskDefinitionArn };
      const taskDefinitionArn = revisionOf(prepared);
      const among = { count: deploying.length, sharesRevision: true };
      const { provenance } = asked;
      return rollOut(
        { ...prepared, work, taskDefinitionArn, digests: draft.digests, among, provenance },
        inputs,
        world,
      );
    }),
  ]);
  Object.assign(images, await protectAll({ draft, services }, inputs, world));
  if (tasks.length === 0) return done(overall(services), services);
  const moved = await moveSchedules({ tasks, next: nextRevisions(services), since: startedAt, inputs }, world);
  const all = withSchedulesOfFamily(services, moved, world);
  return done(overall(all), all, moved.schedules);
}

async function prepareAll(asked: Asked, world: World): Promise<{ draft: RollbackDraft; scheduled: PlannedSchedules }> {
  const draft = await prepareRollback(asked, world);
  const { inputs } = asked;
  const returns = revisionsOf(draft);
  const clusters = [
    ...draft.returns.map(({ target }) => target),
    ...draft.attachments.map(({ attached }) => attached.located),
  ];
  const families = [...returns.keys()];
  const scheduled = await readSchedules({ inputs, families, clusters, alone: false, returns }, world);
  return { draft, scheduled };
}

/** Few steps protect images. */
async function protectAll(
  { draft, services }: { draft: RollbackDraft; services: readonly ServiceReport[] },
  inputs: Inputs,
  world: World,
): Promise<Partial<Protection>> {
  if (!inputs['protect-images']) return {};
  const { protectDeployed } = await import('../protect/after.ts');
  const deployed = services.map((report) => ({
    report,
    located: draft.located.find(({ name, cluster }) => name === report.service && cluster === report.cluster),
    inputs,
  }));
  return await protectDeployed(deployed, world);
}

async function planProtected(
  services: readonly ServiceReport[],
  inputs: Inputs,
  world: World,
): Promise<Partial<Protection>> {
  if (!inputs['protect-images']) return {};
  const { planProtection } = await import('../protect/planned.ts');
  const planned = services.map((report) => ({
    report,
    live: { taskDefinitionArn: report.taskDefinitionArn },
    previous: { taskDefinitionArn: report.previousTaskDefinitionArn },
    inputs,
  }));
  return await planProtection(planned, world);
}

/** By family, what runs again afterwards. */
function revisionsOf({ returns, attachments }: RollbackDraft): Map<string, string> {
  const arns = [
    ...returns.map(({ taskDefinitionArn }) => taskDefinitionArn),
    ...attachments.flatMap(({ attached }) => attached.previousTaskDefinitionArn ?? []),
  ];
  return new Map(arns.map((arn) => [familyOf(arn), arn]));
}

/** The step that started the deployment may have been killed while it held auto scaling. */
async function stopHeld(attachment: Attachment, inputs: Inputs, world: World): Promise<ServiceReport> {
  const target = attachment.attached.located;
  const report = await attach(attachment, inputs, world);
  if (heldBefore(target.service) === undefined) return report;
  const { giveBackTrace } = await import('../hold-scaling.ts');
  const say = (event: DeployEvent): void => {
    report.timeline.push(event);
    world.emit(event, target);
  };
  await giveBackTrace({ target, say }, world);
  return report;
}

async function plannedRollbacks({ returns, attachments }: RollbackDraft, world: World): Promise<ServiceReport[]> {
  const planned = (report: ServiceReport, headline: string): ServiceReport => ({
    ...report,
    acts: true,
    outcome: { kind: 'planned', headline, causes: [] },
  });
  const stopped = attachments.map(({ attached }) => {
    const report = beginAttached(attached, world);
    const { service, taskDefinitionArn: now, previousTaskDefinitionArn: former } = report;
    const turned = { ...report, taskDefinitionArn: former, previousTaskDefinitionArn: now };
    const runs = former === undefined ? 'what ran before it' : lastPart(former);
    const headline = `A rollback would stop the deployment of ${lastPart(now ?? 'the new revision')} to ${service} that is in flight; ${runs} would run again.`;
    return planned(turned, headline);
  });
  const returned = returns.map(async (back) => {
    const report = await beginReport(back, world);
    const { service, previousTaskDefinitionArn: live = 'what runs now' } = report;
    const headline = `A rollback would take ${service} from ${lastPart(live)} back to ${lastPart(back.taskDefinitionArn)}.`;
    return planned({ ...report, taskDefinitionArn: back.taskDefinitionArn }, headline);
  });
  return [...stopped, ...(await Promise.all(returned))];
}

/** An Express service in image mode is rolled back through its settings, for which ECS registers a new revision. */
function revisionOf({ target, taskDefinitionArn }: Return): string | undefined {
  return target.kind === 'express' && target.definitionMode === 'image' ? undefined : taskDefinitionArn;
}
