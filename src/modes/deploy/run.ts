import { lastPart } from '../../aws/arn.ts';
import { quietOnceCancelled, unlessCancelled } from '../../cancel.ts';
import { beforeWrites } from '../../deadline.ts';
import { withoutEchoes } from '../../inputs/echoes.ts';
import {
  isGreen,
  type NamedService,
  type Outcome,
  type Problem,
  type Report,
  type ScheduledTask,
  type ServiceReport,
  type TaskReport,
} from '../../model.ts';
import { distinct } from '../../problem.ts';
import { isVerified } from '../../release.ts';
import { listDeployments } from '../../write/started.ts';
import { fewNames, MOST_NAMES } from '../../report/names.ts';
import type { World } from '../../world.ts';
import type { Asked } from '../asked.ts';
import { imageNote, imagesOfRendered } from '../images.ts';
import { problemsOfParts } from '../manifest.ts';
import { planOutcome, refusal, tellWarnings } from '../overall.ts';
import { withServiceDocument } from '../service-document.ts';
import { decideOne } from './decide-one.ts';
import { ranFor, registeredFor } from './named-services.ts';
import type { Done, Piece } from './piece.ts';
import type { OtherModes } from '../other-modes.ts';
import { plannedReport, plannedWithoutService } from './planned.ts';
import { prepareAll, type Draft } from './prepare.ts';
import { registerAll } from './register-all.ts';
import type { PlannedSchedules } from '../schedules.ts';
import { settlePreflights } from './settle-preflights.ts';
import { tallyTasks, verdict } from './verdict.ts';
import { prepareToVerify } from './to-verify.ts';
import { runWaves, type Waves } from './waves.ts';
import { writeRendered } from './write-rendered.ts';

/** What the report says about the end, in addition to what was known before the first write. */
type Ending = Pick<Report, 'outcome'> &
  Partial<Omit<Report, 'mode' | 'outcome' | 'startedAt' | 'finishedAt' | 'problems'>> & {
    /** What only turned out at the end. */
    advice?: readonly Problem[];
  };

/** Few steps have schedules. */
const loadSchedules = () => import('./schedules.ts');

const NOTHING_CHANGED = { when: 'during the checks', left: 'nothing was changed' };

/** Inputs → plan → render → check → register → one-off task → deploy → watch → report. Everything before `registerAll` only reads. */
export async function runDeploy(asked: Asked, world: World, others: OtherModes): Promise<Report> {
  const startedAt = world.clock.now();
  const quiet = quietOnceCancelled(world);
  const parts = await Promise.all((asked.parts ?? [asked]).map((part) => withServiceDocument(part, world)));
  const preparing = parts.some(waitsForOthers)
    ? prepareParts(parts, quiet)
    : beforeWrites(quiet, (bounded) => prepareParts(parts, bounded));
  const { drafts, scheduled } = await unlessCancelled({ signal: world.signal, ...NOTHING_CHANGED }, preparing);
  const verifying = prepareToVerify({ asked, parts, drafts }, quiet);
  const rendered = drafts.flatMap((draft) => draft.rendered);
  const renderedFiles = await writeRendered(rendered, world);
  const { mode, checks } = asked.inputs;
  const isRefused = refusal(findAll(asked, parts, drafts), checks) !== undefined;
  const deciding = isRefused ? Promise.resolve([]) : decideAll({ asked, parts, drafts }, quiet);
  const pieces = await unlessCancelled({ signal: world.signal, ...NOTHING_CHANGED }, deciding);
  const settling = Promise.all([settlePreflights({ drafts, pieces, mode }), verifying]);
  const [settled, verified] = await unlessCancelled({ signal: world.signal, ...NOTHING_CHANGED }, settling);
  const { notChecked } = settled;
  const problems = distinct([
    ...findAll(asked, parts, withProblems(settled.drafts, verified.problems)),
    ...verified.ofSystem.problems,
  ]);
  const refused = refusal(problems, checks);
  const { advice = [], ...ending }: Ending =
    refused === undefined
      ? await carryOut(
          {
            asked,
            pieces: verified.pieces(pieces),
            scheduled,
            problems,
            ringing: verified.ofSystem.ringing,
            others,
          },
          world,
        )
      : { outcome: refused };
  const finishedAt = world.clock.now();
  const told = [...problems, ...advice];
  return {
    mode,
    startedAt,
    finishedAt,
    problems: told,
    notChecked,
    renderedFiles,
    registered: [],
    services: [],
    ...ending,
  };
}

function withProblems(drafts: readonly Draft[], found: readonly (readonly Problem[])[]): Draft[] {
  return drafts.map((draft, index) => ({ ...draft, problems: [...draft.problems, ...(found[index] ?? [])] }));
}

function findAll(asked: Asked, parts: readonly Asked[], drafts: readonly Draft[]): Problem[] {
  const foundIn = (part: Asked, index: number): Problem[] => [
    ...part.problems,
    ...withoutEchoes(drafts[index]?.problems ?? [], part.bad),
  ];
  if (asked.parts === undefined) return parts.flatMap(foundIn);
  const placed = asked.parts.map(({ relocate, isOwn }, index) => {
    const part = parts[index];
    return { relocate, isOwn, found: part === undefined ? [] : foundIn(part, index) };
  });
  return distinct([...asked.problems, ...problemsOfParts(placed)]);
}

async function prepareParts(
  parts: readonly Asked[],
  world: World,
): Promise<{ drafts: Draft[]; scheduled: ScheduledTask[] }> {
  const drafts = await prepareAll(parts, world);
  if (parts.every(({ inputs }) => inputs.schedules === undefined)) return { drafts, scheduled: [] };
  const { readScheduled, distinctTasks } = await loadSchedules();
  const read = await Promise.all(
    drafts.map(async (draft, index) => {
      const asked = parts[index];
      const { tasks, problems } =
        asked?.inputs.schedules === undefined ? NONE : await readScheduled({ asked, draft }, world);
      return { draft: { ...draft, problems: [...draft.problems, ...problems] }, tasks };
    }),
  );
  return { drafts: read.map(({ draft }) => draft), scheduled: distinctTasks(read.flatMap(({ tasks }) => tasks)) };
}

const NONE: PlannedSchedules = { tasks: [], problems: [] };

interface Step {
  asked: Asked;
  pieces: readonly Piece[];
  /** What runs on a schedule and moves along. */
  scheduled: readonly ScheduledTask[];
  problems: readonly Problem[];
  /** Alarms of the system that rang before the first write. */
  ringing: ReadonlySet<string>;
  others: OtherModes;
}

async function carryOut(step: Step, world: World): Promise<Ending> {
  const { asked, pieces, problems, scheduled } = step;
  const { mode } = asked.inputs;
  const decided = pieces.flatMap((piece) => piece.decided);
  if (mode === 'plan') {
    const services = await planAll(pieces, world);
    const outcome = services.length === 0 ? plannedWithoutService(pieces) : planOutcome(services);
    const images = protects(pieces) ? await (await loadProtection()).planProtected({ pieces, services }, world) : {};
    if (scheduled.length === 0) return { outcome, services, ...images };
    const { plannedSchedules } = await loadSchedules();
    return { outcome, services, ...images, schedules: plannedSchedules(scheduled, decided) };
  }
  tellWarnings(problems, world);
  const changing = decided.filter(({ work }) => work.kind !== 'unchanged');
  if (mode === 'deploy' && changing.length > 0) world.deploying?.(changing.map(({ target }) => target));
  return await write(step, world);
}

interface Undecided {
  asked: Asked;
  parts: readonly Asked[];
  drafts: readonly Draft[];
}

async function decideAll({ asked: { parts: waves }, parts, drafts }: Undecided, world: World): Promise<Piece[]> {
  const deciding = parts.map(async (asked, index): Promise<Piece[]> => {
    const draft = drafts[index];
    if (draft === undefined) return [];
    const decided = await Promise.all(draft.prepared.map((prepared) => decideOne(prepared, { asked, draft, world })));
    return [{ asked, draft, decided, wave: waves?.[index]?.wave }];
  });
  return (await Promise.all(deciding)).flat();
}

async function planAll(pieces: readonly Piece[], world: World): Promise<ServiceReport[]> {
  const planning = pieces.flatMap(({ asked: { inputs }, decided, draft, wave }) =>
    decided.map(async (one) => ({
      ...(await plannedReport(one, { runsTask: draft.task !== undefined, inputs }, world)),
      wave,
    })),
  );
  return await Promise.all(planning);
}

async function write({ asked, pieces, scheduled, ringing, others }: Step, world: World): Promise<Ending> {
  const { inputs } = asked;
  const listed = inputs.mode === 'deploy' ? listFirst(pieces, world) : undefined;
  const { arns, already, failure } = await registerAll({ mode: inputs.mode, pieces }, world);
  const revisions = [...new Set(arns.values())];
  const registered = revisions.filter((arn) => !already.has(arn));
  if (failure !== undefined) return { outcome: failure, registered };
  const deployed = inputs.mode === 'register' ? [] : await runWaves(pieces, { asked, arns, listed, others }, world);
  const ran = deployed.flatMap(({ task }) => task ?? []);
  if (inputs.mode === 'run-task' && ran.length === 0) throw new Error('No one-off task was prepared.');
  const tasks = ran.length === 0 ? undefined : ran;
  const deploys = inputs.mode === 'deploy' && pieces.some(({ decided }) => decided.length > 0);
  if (!deploys) {
    const outcome = verdict(deployed, { asked, pieces });
    const runs = inputs.mode === 'run-task' || (outcome !== undefined && !isGreen(outcome.kind));
    const named =
      inputs.mode === 'register' ? registeredFor(pieces, { arns, already }, world) : ranFor(deployed, world);
    const ending = {
      outcome: runs && outcome ? withSkipped(outcome, named) : onlyRegistered({ registered, already }, pieces, ran),
      registered,
      alreadyRegistered: already.size === 0 ? undefined : [...already],
      named,
      tasks,
    };
    if (scheduled.length === 0 || (inputs.mode === 'deploy' && !isGreen(ending.outcome.kind))) return ending;
    return await (await loadSchedules()).moveAlone(ending, { tasks: scheduled, inputs, revisions }, world);
  }
  const system = isVerified(inputs)
    ? await (await import('./system.ts')).verifySystem(deployed, { asked, ringing, others }, world)
    : undefined;
  const { events: verification } = system ?? {};
  if (system?.failed !== undefined) {
    const services = system.done.flatMap((one) => one.services);
    return { outcome: system.failed, services, registered, tasks, verification };
  }
  const { done, schedules } = await moveSchedules(deployed, { scheduled, inputs }, world);
  const services = done.flatMap((one) => one.services);
  const outcome = verdict(done, { asked, pieces }) ?? onlyRegistered({ registered, already }, pieces, ran);
  const images = protects(pieces) ? await (await loadProtection()).protectAll(deployed, world) : {};
  const oldRevisions = services.length === 0 ? undefined : await cleanUp(deployed, world);
  return { outcome, services, registered, tasks, schedules, oldRevisions, verification, ...images };
}

async function cleanUp(deployed: readonly Done[], world: World): Promise<Report['oldRevisions']> {
  if (deployed.every(({ piece }) => piece.asked.inputs['keep-revisions'] === undefined)) return [];
  return await (await import('./keep-revisions.ts')).keepRevisions(deployed, world);
}

/** Few steps protect images. */
const loadProtection = () => import('./protect.ts');

const protects = (pieces: readonly Piece[]): boolean => pieces.some(({ asked }) => asked.inputs['protect-images']);

/** What is updated right after the registration has its deployments listed beside it; a task or another wave would make the list old. */
function listFirst(pieces: readonly Piece[], world: World): Waves['listed'] {
  const isFollowed = pieces.some(({ draft, wave }) => draft.task !== undefined || wave !== pieces[0]?.wave);
  if (isFollowed) return undefined;
  const targets = pieces.flatMap(({ decided }) =>
    decided.flatMap(({ target, work }) => (work.kind === 'register-and-update' ? [target] : [])),
  );
  const listable = targets.filter(({ kind, service }) => kind !== 'codedeploy' && service !== undefined);
  return new Map(listable.map((target) => [target, listDeployments(target, world)]));
}

/** Each service answers for the schedules of its family. */
async function moveSchedules(
  done: Done[],
  { scheduled, inputs }: Pick<Step, 'scheduled'> & Pick<Asked, 'inputs'>,
  world: World,
): Promise<{ done: Done[]; schedules?: Report['schedules'] }> {
  const services = done.flatMap((one) => one.services);
  if (scheduled.length === 0 || services.length === 0) return { done };
  const moved = await (await loadSchedules()).moveDeployed({ tasks: scheduled, services, inputs }, world);
  const after = new Map(services.map((service, index) => [service, moved.services[index] ?? service]));
  const changed = done.map((one) => ({ ...one, services: one.services.map((own) => after.get(own) ?? own) }));
  return { done: changed, schedules: moved.schedules };
}

function onlyRegistered(
  { registered, already }: { registered: readonly string[]; already: ReadonlySet<string> },
  pieces: readonly Piece[],
  tasks: readonly TaskReport[],
): Outcome {
  const note = imageNote(pieces.flatMap(({ draft }) => draft.rendered.flatMap((one) => imagesOfRendered(one))));
  const ofTasks = tasks.length === 0 ? '' : ` ${tallyTasks(tasks)}`;
  const kept = already.size === 0 ? '' : ` Already registered: ${fewNames([...already].map(lastPart))}.`;
  if (registered.length === 0 && already.size > 0) {
    return { kind: 'unchanged', headline: `Nothing was registered.${kept}`, causes: [] };
  }
  const headline = `Registered ${registeredNames(registered)}${note}.${kept}${ofTasks}`;
  return { kind: 'registered', headline, causes: [] };
}

/** Tasks of later waves, which did not start. */
function withSkipped(outcome: Outcome, named: readonly NamedService[]): Outcome {
  const skipped = named.filter((one) => one.outcome.kind === 'skipped');
  if (skipped.length === 0) return outcome;
  return {
    ...outcome,
    headline: `${outcome.headline} Not run for ${fewNames(skipped.map(({ service }) => service))}.`,
  };
}

function registeredNames(arns: readonly string[]): string {
  return `${arns.length > MOST_NAMES ? `${arns.length} revisions: ` : ''}${fewNames(arns.map(lastPart))}`;
}

/** Waiting for another deployment to end has a deadline of its own. */
function waitsForOthers({ inputs }: Asked): boolean {
  return inputs.mode === 'deploy' && inputs['if-in-progress'] === 'wait';
}
