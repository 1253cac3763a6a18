import { lastPart } from './aws/arn.ts';
import { liveTaskDefinition } from './aws/service.ts';
import { unlessCancelled } from './cancel.ts';
import { beforeWrites } from './deadline.ts';
import { withoutEchoes } from './inputs/echoes.ts';
import { decideOne } from './modes/deploy/decide-one.ts';
import { lookAgain, runOneOff } from './modes/deploy/one-off.ts';
import { plannedReport } from './modes/deploy/planned.ts';
import type { Asked } from './modes/asked.ts';
import type { Prepared } from './modes/prepared.ts';
import { prepare, type Draft } from './modes/deploy/prepare.ts';
import { registerAll } from './modes/deploy/register-all.ts';
import { writeRendered } from './modes/deploy/write-rendered.ts';
import { imageNote, imagesOfRendered } from './modes/images.ts';
import { overall, planOutcome, refusal, tellWarnings } from './modes/overall.ts';
import { rollOut } from './modes/rollout.ts';
import { isGreen, type Outcome, type Rendered, type Report, type ServiceReport, type TaskReport } from './model.ts';
import { followsOnly, rollsBack } from './plan/locate.ts';
import { serviceLabel } from './report/service-label.ts';
import type { World } from './world.ts';

/** The story: inputs → plan → render → check → register → deploy → watch → report. Everything before `registerAll` only reads. */
export async function run(asked: Asked, world: World): Promise<Report> {
  if (followsOnly(asked.inputs)) return await (await import('./modes/attach/run.ts')).runAttached(asked, world);
  if (rollsBack(asked.inputs)) return await (await import('./modes/rollback/run.ts')).runRollback(asked, world);
  const startedAt = world.clock.now();
  const { signal } = world;
  const untouchedYet = { signal, doing: 'everything was read and checked', left: 'Nothing was changed.' };
  const preparing = waitsForOthers(asked)
    ? prepare(asked, world)
    : beforeWrites(world, (bounded) => prepare(asked, bounded));
  const draft = await unlessCancelled(untouchedYet, preparing);
  const problems = [...asked.problems, ...withoutEchoes(draft.problems, asked.bad)];
  const renderedFile = await writeRendered(draft, world);
  let task: TaskReport | undefined;
  const done = (outcome: Outcome, services: ServiceReport[], registered: string[] = []): Report => ({
    mode: asked.inputs.mode,
    outcome,
    startedAt,
    finishedAt: world.clock.now(),
    problems,
    renderedFile,
    registered,
    task,
    services,
  });

  const refused = refusal(problems, asked.inputs.checks);
  if (refused !== undefined) return done(refused, []);

  const deciding = draft.prepared.map((prepared) => decideOne(prepared, { asked, draft, world }));
  const works = await unlessCancelled(untouchedYet, Promise.all(deciding));
  if (asked.inputs.mode === 'plan') {
    const services = await Promise.all(
      draft.prepared.map((prepared, index) => plannedReport(prepared, { work: works[index], draft }, world)),
    );
    return done(planOutcome(services), services);
  }

  tellWarnings(problems, world);
  const changing = draft.prepared.filter((_, index) => works[index]?.kind !== 'unchanged');
  if (asked.inputs.mode === 'deploy' && changing.length > 0) world.deploying?.(changing.map(({ target }) => target));

  const registered = await registerAll({ asked, draft, works }, world);
  const arns = [...registered.arns.values()];
  if (registered.failure !== undefined) return done(registered.failure, [], arns);
  task = await runTask({ asked, draft, arns: registered.arns }, world);
  if (task !== undefined && (asked.inputs.mode === 'run-task' || !isGreen(task.outcome.kind))) {
    return done(withoutDeployment(task.outcome, draft), [], arns);
  }
  if (asked.inputs.mode === 'register' || draft.prepared.length === 0) {
    const note = imageNote(draft.rendered.flatMap((rendered) => imagesOfRendered(rendered)));
    const headline = `Registered ${arns.map(lastPart).join(', ')}${note}.${task === undefined ? '' : ` ${task.outcome.headline}`}`;
    return done({ kind: 'registered', headline, causes: [] }, [], arns);
  }

  const moved = task === undefined || signal.aborted ? new Set<Prepared>() : await lookAgain(draft.prepared, world);
  const services = await Promise.all(
    draft.prepared.map((prepared, index) => {
      const { rendered, target } = prepared;
      const decided = moved.has(prepared) ? undefined : works[index];
      const work = decided ?? { kind: 'register-and-update' };
      const held = moved.has(prepared) ? target.live?.arn : undefined;
      const isNew = work.kind === 'register-and-update';
      const taskDefinitionArn = rendered && isNew ? (registered.arns.get(rendered) ?? held) : undefined;
      return rollOut({ prepared, work, taskDefinitionArn, digests: draft.digests }, asked.inputs, world);
    }),
  );
  return done(overall(services), services, arns);
}

/** The one-off task runs what the services are to run, or the revision that holds it already. */
async function runTask(
  { asked, draft, arns }: { asked: Asked; draft: Draft; arns: ReadonlyMap<Rendered, string> },
  world: World,
): Promise<TaskReport | undefined> {
  const { task } = draft;
  if (task === undefined) return undefined;
  const taskDefinitionArn = arns.get(task.rendered) ?? task.existing;
  if (taskDefinitionArn === undefined) throw new Error('The one-off task has no revision to run.');
  return await runOneOff({ task, taskDefinitionArn, inputs: asked.inputs }, world);
}

/** After a one-off task that failed the services go on as they are. */
function withoutDeployment(outcome: Outcome, { prepared }: Draft): Outcome {
  const targets = prepared.map(({ target }) => target);
  const kept = targets.map((target) => {
    const live = target.live?.arn ?? liveTaskDefinition(target.service);
    return `${serviceLabel(target, targets)} keeps ${live === undefined ? 'what it runs' : lastPart(live)}`;
  });
  return kept.length === 0 ? outcome : { ...outcome, headline: `${outcome.headline} ${kept.join(', ')}.` };
}

/** The end of somebody else's deployment is waited for with a deadline of its own. */
function waitsForOthers({ inputs }: Asked): boolean {
  return inputs.mode === 'deploy' && inputs['if-in-progress'] === 'wait';
}
