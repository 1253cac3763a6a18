import { attach, beginAttached, findAttachments, toDeploying } from './attach.ts';
import { unlessCancelled } from './cancel.ts';
import { DeployError } from './errors.ts';
import { explainError } from './explain/cause.ts';
import type { Outcome, Problem, Rendered, Report, ServiceReport, Target, TaskReport } from './model.ts';
import { decide, hasSettings, type Work } from './plan/decide.ts';
import { followsOnly, rollsBack } from './plan/locate.ts';
import { prepareRollback, type Return, type RollbackDraft } from './prepare-rollback.ts';
import { prepare, type Asked, type Draft, type Prepared } from './prepare.ts';
import { register } from './register.ts';
import { sameDefinition } from './render/diff.ts';
import { lookAgain, runOneOff } from './one-off.ts';
import { outcomeWords } from './report/outcome-words.ts';
import { reportLabel, serviceLabel } from './report/service-label.ts';
import { beginReport, imagesOf, rollOut } from './rollout.ts';
import { asRequest } from './template.ts';
import type { World } from './world.ts';

/** The story: inputs → plan → render → check → register → deploy → watch → report. Everything before `registerAll` only reads. */
export async function run(asked: Asked & { problems: Problem[] }, world: World): Promise<Report> {
  if (followsOnly(asked.inputs)) return await runAttached(asked, world);
  if (rollsBack(asked.inputs)) return await runRollback(asked, world);
  const startedAt = world.clock.now();
  const { signal } = world;
  const untouchedYet = { signal, doing: 'everything was read and checked', left: 'Nothing was changed.' };
  const draft = await unlessCancelled(untouchedYet, prepare(asked, world));
  draft.problems.unshift(...asked.problems);
  const renderedFile = await writeRendered(draft, world);
  let task: TaskReport | undefined;
  const done = (outcome: Outcome, services: ServiceReport[], registered: string[] = []): Report => ({
    mode: asked.inputs.mode,
    outcome,
    startedAt,
    finishedAt: world.clock.now(),
    problems: draft.problems,
    renderedFile,
    registered,
    task,
    services,
  });

  const refused = refusal(draft.problems, asked.inputs.checks);
  if (refused !== undefined) return done(refused, []);

  const deciding = draft.prepared.map((prepared) => decideOne(prepared, { asked, draft, world }));
  const works = await unlessCancelled(untouchedYet, Promise.all(deciding));
  if (asked.inputs.mode === 'plan') {
    const services = await Promise.all(
      draft.prepared.map((prepared, index) => plannedReport(prepared, { work: works[index], draft }, world)),
    );
    return done(planOutcome(services), services);
  }

  const changing = draft.prepared.filter((_, index) => works[index]?.kind !== 'unchanged');
  if (asked.inputs.mode === 'deploy' && changing.length > 0) world.deploying?.(changing.map(({ target }) => target));

  const registered = await registerAll({ asked, draft, works }, world);
  if ('failure' in registered) return done(registered.failure, []);
  const arns = [...registered.arns.values()];
  task = await runTask({ asked, draft, arns: registered.arns }, world);
  if (task !== undefined && (asked.inputs.mode === 'run-task' || !outcomeWords(task.outcome.kind).green)) {
    return done(untouched(task.outcome, draft), [], arns);
  }
  if (asked.inputs.mode === 'register' || draft.prepared.length === 0) {
    const headline = `Registered ${arns.map(shortName).join(', ')}.${task === undefined ? '' : ` ${task.outcome.headline}`}`;
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

/** The same story entered where a deployment is followed: somebody else has started it. */
async function runAttached(asked: Asked & { problems: Problem[] }, world: World): Promise<Report> {
  const startedAt = world.clock.now();
  const untouchedYet = { signal: world.signal, doing: 'the deployment was looked for', left: 'Nothing was changed.' };
  const found = await unlessCancelled(untouchedYet, findAttachments(asked, world));
  const problems = [...asked.problems, ...found.problems];
  const refused = refusal(problems, asked.inputs.checks);
  const attachments = refused === undefined ? found.attachments : [];
  const { mode } = asked.inputs;
  if (mode !== 'watch' && attachments.length > 0) world.deploying?.(attachments.map(toDeploying));
  const services = await Promise.all(attachments.map((one) => attach(one, asked.inputs, world)));
  const outcome = refused ?? overall(services);
  return { mode, outcome, startedAt, finishedAt: world.clock.now(), problems, registered: [], services };
}

/** The same story without a template: what comes back is registered already, and a deployment in flight is turned around. */
async function runRollback(asked: Asked & { problems: Problem[] }, world: World): Promise<Report> {
  const { inputs } = asked;
  const startedAt = world.clock.now();
  const untouchedYet = { signal: world.signal, doing: 'the revision was chosen', left: 'Nothing was changed.' };
  const draft = await unlessCancelled(untouchedYet, prepareRollback(asked, world));
  const problems = [...asked.problems, ...draft.problems];
  const done = (outcome: Outcome, services: ServiceReport[]): Report => {
    const { candidates } = draft;
    const finishedAt = world.clock.now();
    return { mode: inputs.mode, outcome, startedAt, finishedAt, problems, registered: [], services, candidates };
  };
  const refused = refusal(problems, inputs.checks);
  if (refused !== undefined) return done(refused, []);
  if (inputs.mode === 'plan') {
    const services = await plannedRollbacks(draft, world);
    return done(planOutcome(services), services);
  }
  for (const { message } of draft.problems) world.emit({ at: world.clock.now(), kind: 'warning', message });
  const deploying = [...draft.attachments.map(toDeploying), ...draft.returns.map(({ target }) => target)];
  if (deploying.length > 0) world.deploying?.(deploying);
  const services = await Promise.all([
    ...draft.attachments.map((one) => attach(one, inputs, world)),
    ...draft.returns.map((prepared) => {
      const work: Work = { kind: 'roll-back', to: prepared.taskDefinitionArn };
      return rollOut({ prepared, work, ...revisionOf(prepared), digests: draft.digests }, inputs, world);
    }),
  ]);
  return done(overall(services), services);
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
    const runs = former === undefined ? 'what ran before it' : shortName(former);
    const headline = `A rollback would stop the deployment of ${shortName(now ?? 'the new revision')} to ${service} that is in flight; ${runs} would run again.`;
    return planned(turned, headline);
  });
  const returned = returns.map(async (back) => {
    const report = await beginReport(back, world);
    const { service, previousTaskDefinitionArn: live = 'what runs now' } = report;
    const headline = `A rollback would bring ${shortName(back.taskDefinitionArn)} back to ${service} instead of ${shortName(live)}.`;
    return planned({ ...report, taskDefinitionArn: back.taskDefinitionArn }, headline);
  });
  return [...stopped, ...(await Promise.all(returned))];
}

/** An Express service in image mode goes back by its settings, for which ECS registers a revision of its own. */
function revisionOf({ target, taskDefinitionArn }: Return): { taskDefinitionArn?: string } {
  return target.kind === 'express' && target.definitionMode === 'image' ? {} : { taskDefinitionArn };
}

/** Later steps of the job may want what was rendered; nothing fails when it cannot be written. */
async function writeRendered({ rendered: [rendered] }: Draft, world: World): Promise<string | undefined> {
  if (rendered === undefined) return undefined;
  const name = `task-definition-${rendered.definition.family ?? 'rendered'}.json`;
  try {
    return await world.files.writeOutput(name, `${JSON.stringify(rendered.definition, null, 2)}\n`);
  } catch (error) {
    world.emit({
      at: world.clock.now(),
      kind: 'warning',
      message: `The rendered task definition could not be written: ${String(error)}`,
    });
    return undefined;
  }
}

/** Red before the first write: errors always, warnings when the checks are strict. */
export function refusal(problems: Problem[], checks: 'on' | 'strict' | 'off'): Outcome | undefined {
  const blocking = problems.filter(({ severity }) => severity === 'error' || checks === 'strict');
  const [first] = blocking;
  if (first === undefined) return undefined;
  const more = blocking.length === 1 ? '' : ` (and ${blocking.length - 1} more)`;
  return { kind: 'failed', headline: `Nothing was changed: ${first.message}${more}`, causes: [] };
}

async function decideOne(
  prepared: Prepared,
  { asked, draft, world }: { asked: Asked; draft: Draft; world: World },
): Promise<Work> {
  const { target, rendered } = prepared;
  if (target.kind === 'express' && target.call.verb === 'create') return { kind: 'register-and-update' };
  const imageChanged = target.kind === 'express' && rendered === undefined && 'primaryContainer' in target.call.request;
  return await decide(
    {
      target,
      images: imagesOf(prepared).map(({ image }) => image),
      sameDefinition:
        rendered === undefined ? !imageChanged : target.live !== undefined && sameRevision(rendered, target.live),
      force:
        (asked.inputs['force-new-deployment'] && target.kind !== 'express') ||
        (target.kind === 'codedeploy' && target.appSpecChanges.length > 0),
      digests: draft.digests,
    },
    world,
  );
}

function sameRevision(rendered: Rendered, live: NonNullable<Prepared['target']['live']>): boolean {
  return sameDefinition(asRequest(live), rendered.definition);
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

function untouched(outcome: Outcome, { prepared }: Draft): Outcome {
  const targets = prepared.map(({ target }) => target);
  const names = targets.map((target) => serviceLabel(target, targets));
  if (names.length === 0) return outcome;
  return { ...outcome, headline: `${outcome.headline} Not touched: ${names.join(', ')}.` };
}

async function plannedReport(
  prepared: Prepared,
  { work, draft }: { work: Work | undefined; draft: Draft },
  world: World,
): Promise<ServiceReport> {
  const report = await beginReport(prepared, world);
  const { target } = prepared;
  const { name } = target;
  const creates = target.kind === 'express' && target.call.verb === 'create';
  const steps = [
    work?.kind === 'register-and-update' && prepared.rendered !== undefined ? 'register a revision' : '',
    draft.task === undefined || work?.kind === 'unchanged' ? '' : 'run the one-off task',
    ...(work?.kind === 'unchanged' ? [] : plannedWrites(target, work)),
  ].filter(Boolean);
  const headline =
    work?.kind === 'unchanged'
      ? `Nothing would change for ${name}${draft.task === undefined ? '' : ', but the one-off task would run'}.`
      : `A deploy would ${creates ? 'create' : 'change'} ${name}: ${steps.join(', ')}.`;
  return { ...report, acts: work?.kind !== 'unchanged', outcome: { kind: 'planned', headline, causes: [] } };
}

function plannedWrites(target: Target, work: Work | undefined): string[] {
  if (target.kind === 'express' && target.call.verb === 'create') return ['create the Express service'];
  const settings = hasSettings(target) ? ['change settings'] : [];
  return work?.kind === 'update' && !work.force ? settings : ['deploy it', ...settings];
}

function planOutcome(services: ServiceReport[]): Outcome {
  const [only] = services;
  const headline =
    services.length === 1 && only !== undefined
      ? only.outcome.headline
      : `Planned ${services.length} services; nothing was changed.`;
  return { kind: 'planned', headline, causes: [] };
}

type Registered = { arns: Map<Rendered, string> } | { failure: Outcome };

/** Registers each definition once, however many services share it; one that is live already is not registered again. */
async function registerAll(
  { asked, draft, works }: { asked: Asked; draft: Draft; works: Work[] },
  world: World,
): Promise<Registered> {
  const held = asked.inputs.mode === 'run-task' && draft.task?.existing !== undefined;
  const everything = asked.inputs.mode === 'register' || draft.prepared.length === 0;
  const needed = everything
    ? draft.rendered.filter(() => !held)
    : [
        ...draft.prepared.flatMap(({ rendered }, index) =>
          rendered && works[index]?.kind === 'register-and-update' ? [rendered] : [],
        ),
        ...ownOfTask(draft),
      ];
  const arns = new Map<Rendered, string>();
  try {
    for (const rendered of new Set(needed)) {
      const isSame = (registered: Rendered['definition']): boolean => sameDefinition(registered, rendered.definition);
      const arn = await register({ definition: rendered.definition, isSame }, world);
      arns.set(rendered, arn);
      world.emit({ at: world.clock.now(), kind: 'notice', message: `Registered ${shortName(arn)}.` });
    }
    return { arns };
  } catch (error) {
    if (!(error instanceof DeployError)) throw error;
    const causes = [explainError(error)];
    const kind = world.signal.aborted ? 'cancelled' : 'failed';
    const headline =
      error.code === 'unsettled'
        ? 'Whether the task definition was registered is not known; no service was touched.'
        : 'The task definition was not registered, and no service was touched.';
    return { failure: { kind, headline, causes } };
  }
}

/** A service that is deployed from an image has no definition of ours; its one-off task needs one. */
function ownOfTask({ task, prepared }: Draft): Rendered[] {
  const own = task?.existing === undefined && prepared.every(({ rendered }) => rendered !== task?.rendered);
  return own && task !== undefined ? [task.rendered] : [];
}

/** One service speaks for itself; several are as good as the worst of them. */
function overall(services: ServiceReport[]): Outcome {
  const [only] = services;
  if (services.length === 1 && only !== undefined) return only.outcome;
  const red = services.filter(({ outcome }) => !outcomeWords(outcome.kind).green);
  const [worst] = red;
  if (worst === undefined) {
    const kind = services.every(({ outcome }) => outcome.kind === 'unchanged')
      ? 'unchanged'
      : services.some(({ outcome }) => outcome.kind === 'started')
        ? 'started'
        : 'succeeded';
    return {
      kind,
      headline: `All ${services.length} services: ${services.map((one) => headlineOf(one, services)).join(' ')}`,
      causes: [],
    };
  }
  return {
    kind: worst.outcome.kind,
    headline: `${red.length} of ${services.length} services failed. ${red.map((one) => headlineOf(one, services)).join(' ')}`,
    causes: red.flatMap((one) =>
      one.outcome.causes.map((cause) => ({
        ...cause,
        message: `${reportLabel(one, { services })}: ${cause.message}`,
      })),
    ),
  };
}

/** A headline calls the service by its name; where that is not enough, its cluster stands in front. */
function headlineOf(service: ServiceReport, services: ServiceReport[]): string {
  const label = reportLabel(service, { services });
  const { headline } = service.outcome;
  return label === service.service ? headline : `${label}: ${headline}`;
}

function shortName(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
