import { lastPart } from '../../aws/arn.ts';
import { liveTaskDefinition } from '../../aws/service.ts';
import { quietOnceCancelled, unlessCancelled } from '../../cancel.ts';
import { beforeWrites } from '../../deadline.ts';
import { withoutEchoes } from '../../inputs/echoes.ts';
import {
  isGreen,
  type Outcome,
  type Problem,
  type Rendered,
  type Report,
  type ScheduledTask,
  type TaskReport,
} from '../../model.ts';
import { serviceLabel } from '../../report/service-label.ts';
import type { World } from '../../world.ts';
import type { Asked } from '../asked.ts';
import type { Decided } from '../decided.ts';
import { imageNote, imagesOfRendered } from '../images.ts';
import { withServiceDocument } from '../service-document.ts';
import { overall, planOutcome, refusal, tellWarnings } from '../overall.ts';
import { rollOut } from '../rollout.ts';
import { decideOne } from './decide-one.ts';
import { keepRevisions } from './keep-revisions.ts';
import { lookAgain, runOneOff } from './one-off.ts';
import { plannedReport } from './planned.ts';
import { prepare, type Draft } from './prepare.ts';
import { registerAll } from './register-all.ts';
import type { PlannedSchedules } from '../schedules.ts';
import { writeRendered } from './write-rendered.ts';

/** What the report says about the end, in addition to what was known before the first write. */
type Ending = Pick<Report, 'outcome'> &
  Partial<Pick<Report, 'services' | 'task' | 'schedules' | 'oldRevisions'>> & { registered?: string[] };

interface Step {
  asked: Asked;
  draft: Draft;
  problems: readonly Problem[];
  /** What runs on a schedule and moves along. */
  scheduled: readonly ScheduledTask[];
}

/** Few steps have schedules. */
const loadSchedules = () => import('./schedules.ts');

const NOTHING_CHANGED = { when: 'during the checks', left: 'nothing was changed' };

/** Inputs → plan → render → check → register → one-off task → deploy → watch → report. Everything before `registerAll` only reads. */
export async function runDeploy(given: Asked, world: World): Promise<Report> {
  const startedAt = world.clock.now();
  const quiet = quietOnceCancelled(world);
  const asked = await withServiceDocument(given, world);
  const preparing = waitsForOthers(asked)
    ? prepareAll(asked, quiet)
    : beforeWrites(quiet, (bounded) => prepareAll(asked, bounded));
  const { draft, scheduled } = await unlessCancelled({ signal: world.signal, ...NOTHING_CHANGED }, preparing);
  const problems = [...asked.problems, ...withoutEchoes([...draft.problems, ...scheduled.problems], asked.bad)];
  const renderedFile = await writeRendered(draft, world);
  const refused = refusal(problems, asked.inputs.checks);
  const ending =
    refused === undefined
      ? await carryOut({ asked, draft, problems, scheduled: scheduled.tasks }, world)
      : { outcome: refused };
  const { mode } = asked.inputs;
  const finishedAt = world.clock.now();
  return { mode, startedAt, finishedAt, problems, renderedFile, registered: [], services: [], ...ending };
}

async function prepareAll(asked: Asked, world: World): Promise<{ draft: Draft; scheduled: PlannedSchedules }> {
  const draft = await prepare(asked, world);
  if (asked.inputs.schedules === undefined) return { draft, scheduled: { tasks: [], problems: [] } };
  return { draft, scheduled: await (await loadSchedules()).readScheduled({ asked, draft }, world) };
}

async function carryOut(step: Step, world: World): Promise<Ending> {
  const { asked, draft, problems, scheduled } = step;
  const { mode } = asked.inputs;
  const deciding = draft.prepared.map((prepared) =>
    decideOne(prepared, { asked, draft, world: quietOnceCancelled(world) }),
  );
  const decided = await unlessCancelled({ signal: world.signal, ...NOTHING_CHANGED }, Promise.all(deciding));
  if (mode === 'plan') {
    const runsTask = draft.task !== undefined;
    const services = await Promise.all(decided.map((one) => plannedReport(one, { runsTask }, world)));
    const outcome = planOutcome(services);
    if (scheduled.length === 0) return { outcome, services };
    const { plannedSchedules } = await loadSchedules();
    return { outcome, services, schedules: plannedSchedules(scheduled, decided) };
  }
  tellWarnings(problems, world);
  const changing = decided.filter(({ work }) => work.kind !== 'unchanged');
  if (mode === 'deploy' && changing.length > 0) world.deploying?.(changing.map(({ target }) => target));
  return await write(step, decided, world);
}

async function write({ asked, draft, scheduled }: Step, decided: readonly Decided[], world: World): Promise<Ending> {
  const { inputs } = asked;
  const { arns, failure } = await registerAll({ asked, draft, decided }, world);
  const registered = [...arns.values()];
  if (failure !== undefined) return { outcome: failure, registered };
  const task = await runTask({ asked, draft, arns }, world);
  if (task !== undefined && (inputs.mode === 'run-task' || !isGreen(task.outcome.kind))) {
    const ending = { outcome: withoutDeployment(task.outcome, draft), registered, task };
    return inputs.mode === 'run-task' ? await moveAfterTask(ending, { scheduled, inputs }, world) : ending;
  }
  if (inputs.mode === 'register' || decided.length === 0) {
    const ending = { outcome: onlyRegistered(registered, draft, task), registered, task };
    return await moveAfterTask(ending, { scheduled, inputs }, world);
  }
  const settled = task === undefined || world.signal.aborted ? decided : await lookAgain(decided, world);
  const rollouts = settled.map((one) => withRevision(one, arns));
  const runsToo = (one: Decided): boolean =>
    [task, ...rollouts].some(
      (other) => other !== one && other !== undefined && other.taskDefinitionArn === one.taskDefinitionArn,
    );
  const services = await Promise.all(
    rollouts.map((one) => {
      const among = { count: rollouts.length, sharesRevision: runsToo(one) };
      return rollOut({ ...one, digests: draft.digests, among, provenance: asked.provenance }, inputs, world);
    }),
  );
  const moved =
    scheduled.length === 0
      ? { services }
      : await (await loadSchedules()).moveDeployed({ tasks: scheduled, services, inputs }, world);
  const oldRevisions = await keepRevisions({ services, located: draft.located }, inputs, world);
  return { outcome: overall(moved.services), ...moved, registered, task, oldRevisions };
}

/** A family that only schedules run has no service that could prove it. */
async function moveAfterTask(
  ending: Ending & { registered: string[] },
  { scheduled: tasks, inputs }: Pick<Step, 'scheduled'> & Pick<Asked, 'inputs'>,
  world: World,
): Promise<Ending> {
  return tasks.length === 0 ? ending : await (await loadSchedules()).moveAlone(ending, { tasks, inputs }, world);
}

/** The one-off task runs what the services will run, or the revision that already has it. */
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

function withRevision(one: Decided, arns: ReadonlyMap<Rendered, string>): Decided {
  const { rendered, work } = one;
  const isNew = rendered !== undefined && work.kind === 'register-and-update';
  return {
    ...one,
    taskDefinitionArn: isNew ? (arns.get(rendered) ?? one.existing ?? one.taskDefinitionArn) : undefined,
  };
}

/** After a failed one-off task, the services stay as they are. */
function withoutDeployment(outcome: Outcome, { prepared }: Draft): Outcome {
  const targets = prepared.map(({ target }) => target);
  const kept = targets.map((target) => {
    const live = target.live?.arn ?? liveTaskDefinition(target.service);
    return `${serviceLabel(target, targets)} keeps ${live === undefined ? 'what it runs' : lastPart(live)}`;
  });
  return kept.length === 0 ? outcome : { ...outcome, headline: `${outcome.headline} ${kept.join(', ')}.` };
}

function onlyRegistered(arns: readonly string[], { rendered }: Draft, task: TaskReport | undefined): Outcome {
  const note = imageNote(rendered.flatMap((one) => imagesOfRendered(one)));
  const ofTask = task === undefined ? '' : ` ${task.outcome.headline}`;
  const headline = `Registered ${arns.map(lastPart).join(', ')}${note}.${ofTask}`;
  return { kind: 'registered', headline, causes: [] };
}

/** Waiting for another deployment to end has a deadline of its own. */
function waitsForOthers({ inputs }: Asked): boolean {
  return inputs.mode === 'deploy' && inputs['if-in-progress'] === 'wait';
}
