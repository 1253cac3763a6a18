import { lastPart } from '../../aws/arn.ts';
import { liveTaskDefinition } from '../../aws/service.ts';
import { isGreen, type Outcome, type Rendered, type ServiceReport, type Target, type TaskReport } from '../../model.ts';
import { fewNames, MOST_NAMES } from '../../report/names.ts';
import { isCreated } from '../../plan/create.ts';
import { serviceLabel } from '../../report/service-label.ts';
import type { World } from '../../world.ts';
import type { Asked } from '../asked.ts';
import { beginReport } from '../begin-report.ts';
import type { Decided } from '../decided.ts';
import type { Rollout } from '../rolling.ts';
import { rollOut } from '../rollout.ts';
import { nameOf, whoFailed } from './failed.ts';
import { lookAgain, runOneOff } from './one-off.ts';
import type { Done, Piece } from './piece.ts';
import type { OtherModes } from '../other-modes.ts';
import { phrase } from '../../phrases.ts';

export interface Waves {
  asked: Asked;
  arns: ReadonlyMap<Rendered, string>;
  /** The service deployments of a target, if they are read beside the registration. */
  listed?: ReadonlyMap<Target, Rollout['listed']> | undefined;
  others: OtherModes;
}

/** Runs the one-off tasks of a wave, then deploys its services, then goes on to the next wave if all went well. */
export async function runWaves(pieces: readonly Piece[], waves: Waves, world: World): Promise<Done[]> {
  const { inputs } = waves.asked;
  const all = inWaves(pieces);
  const done: Done[] = [];
  for (const [index, wave] of all.entries()) {
    const barrier = barrierOf(done, inputs);
    if (barrier !== undefined || (index > 0 && world.signal.aborted)) {
      done.push(...(await skipAll(wave, { barrier, arns: waves.arns }, world)));
      continue;
    }
    if (all.length > 1) tellWave(wave, { number: index + 1, count: all.length, pieces }, world);
    done.push(...(await runWave(wave, { ...waves, pieces, isFirst: index === 0 }, world)));
  }
  const returns = inputs['on-failure'] === 'rollback-all';
  const ended = returns ? await (await import('./return-all.ts')).returnAll(done, waves.others, world) : done;
  return ended.toSorted((one, other) => pieces.indexOf(one.piece) - pieces.indexOf(other.piece));
}

function inWaves(pieces: readonly Piece[]): Piece[][] {
  const waves = Map.groupBy(pieces, ({ wave }) => wave ?? 0);
  return [...waves].toSorted(([one], [other]) => one - other).map(([, wave]) => wave);
}

/** Why a later wave does not start. */
function barrierOf(done: readonly Done[], inputs: Asked['inputs']): string | undefined {
  if (inputs['on-failure'] === 'continue') return undefined;
  const services = done.flatMap((one) => one.services);
  if (services.some(({ outcome }) => outcome.kind === 'cancelled')) return `${phrase('step')} was cancelled`;
  const open = services.find(({ outcome }) => outcome.kind === 'started');
  return whoFailed(done) ?? (open && `${open.service} was not followed to its end`);
}

function tellWave(
  wave: readonly Piece[],
  { number, count, pieces }: { number: number; count: number; pieces: readonly Piece[] },
  world: World,
): void {
  const places = pieces.flatMap(({ decided }) => decided.map(({ target }) => target));
  const names = fewNames(wave.map((piece) => labelOf(piece, places)));
  const many = wave.length > MOST_NAMES ? `${wave.length} services, ` : '';
  world.emit({ at: world.clock.now(), kind: 'notice', message: `Wave ${number} of ${count}: ${many}${names}.` });
}

function labelOf(piece: Piece, places: readonly Target[]): string {
  const [first] = piece.decided;
  return first === undefined ? nameOf(piece) : serviceLabel(first.target, places);
}

interface Wave extends Waves {
  /** The services of the step. */
  pieces: readonly Piece[];
  isFirst: boolean;
}

async function runWave(pieces: readonly Piece[], wave: Wave, world: World): Promise<Done[]> {
  const { mode } = wave.asked.inputs;
  const started = await Promise.all(
    pieces.map(async (piece): Promise<Done> => ({ piece, task: await runTask(piece, wave.arns, world), services: [] })),
  );
  if (mode !== 'deploy') return started;
  const red = started.filter(({ task }) => task !== undefined && !isGreen(task.outcome.kind));
  const isSystem = wave.asked.inputs.manifest !== undefined;
  if (red.length > 0 && (!isSystem || wave.asked.inputs['on-failure'] !== 'continue')) {
    if (!isSystem) return started;
    const barrier = barrierOf(red, wave.asked.inputs) ?? '';
    return await Promise.all(started.map((one) => withSkipped(one, { barrier, arns: wave.arns }, world)));
  }
  return await Promise.all(
    started.map(async (one) => {
      const barrier = whoFailed([{ ...one, services: [] }]);
      if (barrier !== undefined) return await withSkipped(one, { barrier, arns: wave.arns }, world);
      return { ...one, services: await deploy(one, wave, world) };
    }),
  );
}

async function deploy(
  { piece, task }: Done,
  { arns, listed, pieces, isFirst, others: modes }: Wave,
  world: World,
): Promise<ServiceReport[]> {
  const { asked, draft, decided, wave } = piece;
  const isOld = (task !== undefined || !isFirst) && !world.signal.aborted;
  const settled = isOld ? await lookAgain(decided, world) : decided;
  const rollouts = settled.map((one) => withRevision(one, arns));
  const all = [...(task === undefined ? [] : [task]), ...rollouts, ...others(pieces, piece, arns)];
  const count = pieces.reduce((sum, one) => sum + one.decided.length, 0);
  return await Promise.all(
    rollouts.map(async (one) => {
      const sharesRevision = all.some((other) => other !== one && other.taskDefinitionArn === one.taskDefinitionArn);
      const among = { count, sharesRevision };
      const rollout = {
        ...one,
        listed: listed?.get(one.target),
        digests: draft.digests,
        among,
        provenance: asked.provenance,
      };
      const report = await rollOut(rollout, asked.inputs, world);
      const { target: place, verification } = rollout;
      if (verification === undefined) return { ...report, wave };
      const { verifySuccess } = await import('../release/verified.ts');
      const verifying = { verification, place, isCreated: isCreated(place), asked, others: modes };
      return { ...(await verifySuccess(report, verifying, world)), wave };
    }),
  );
}

/** What the other services of the step will run. */
function others(pieces: readonly Piece[], own: Piece, arns: Waves['arns']): Decided[] {
  return pieces
    .filter((piece) => piece !== own)
    .flatMap(({ decided }) => decided.map((one) => withRevision(one, arns)));
}

/** The one-off task runs what the services will run, or the revision that already has it. */
async function runTask(
  { asked, draft, decided, wave }: Piece,
  arns: Waves['arns'],
  world: World,
): Promise<TaskReport | undefined> {
  const { task } = draft;
  if (task === undefined) return undefined;
  const taskDefinitionArn = arns.get(task.rendered) ?? task.existing;
  if (taskDefinitionArn === undefined) throw new Error('The one-off task has no revision to run.');
  const of = wave === undefined ? undefined : decided[0]?.target;
  return await runOneOff({ task, taskDefinitionArn, inputs: asked.inputs, of }, world);
}

function withRevision(one: Decided, arns: Waves['arns']): Decided {
  const { rendered, work } = one;
  const isNew = rendered !== undefined && work.kind === 'register-and-update';
  return {
    ...one,
    taskDefinitionArn: isNew ? (arns.get(rendered) ?? one.existing ?? one.taskDefinitionArn) : undefined,
  };
}

interface Skipped extends Pick<Waves, 'arns'> {
  /** Why it is not deployed; absent if the step was cancelled. */
  barrier: string | undefined;
}

async function skipAll(wave: readonly Piece[], skipped: Skipped, world: World): Promise<Done[]> {
  return await Promise.all(wave.map((piece) => withSkipped({ piece, services: [] }, skipped, world)));
}

async function withSkipped(done: Done, { barrier, arns }: Skipped, world: World): Promise<Done> {
  const { decided, wave } = done.piece;
  const services = await Promise.all(
    decided.map(async (one): Promise<ServiceReport> => {
      const { target } = one;
      const report = await beginReport(one, world);
      const live = target.live?.arn ?? liveTaskDefinition(target.service);
      const keeps = live === undefined ? '' : `; it keeps ${lastPart(live)}`;
      const registered = one.rendered && arns.get(one.rendered);
      const unused = registered === undefined ? '' : `; ${lastPart(registered)} is registered and unused`;
      const rest = `${keeps}${unused}.`;
      const outcome: Outcome =
        barrier === undefined
          ? { kind: 'cancelled', headline: `Cancelled before ${target.name} was deployed${rest}`, causes: [] }
          : { kind: 'skipped', headline: `${target.name} was not deployed, because ${barrier}${rest}`, causes: [] };
      return { ...report, wave, acts: false, outcome };
    }),
  );
  return { ...done, services };
}
