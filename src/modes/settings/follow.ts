import { phrase } from '../../phrases.ts';
import { toTaskState } from '../../aws/tasks.ts';
import { liveTaskDefinition } from '../../aws/service.ts';
import type { Inputs } from '../../inputs/spec.ts';
import type { Cause, Outcome, PromisedSettings, Proof, Started, Target } from '../../model.ts';
import type { SettingProof } from '../../verify/proof.ts';
import { settle, type Settled } from '../../verify/settle.ts';
import { verify } from '../../verify/verify.ts';
import { millisecondsUntil } from '../../patience.ts';
import type { World } from '../../world.ts';
import { endBy, waitUntil, type Telling } from '../follow.ts';
import { toSettledOutcome } from './outcome.ts';

export interface SettingsFollow extends Telling {
  target: Target;
  inputs: Inputs;
  /** What must become true. */
  settings: PromisedSettings;
  started: Started;
  /** Whether a deployment has replaced the tasks since they were sent. */
  replaced: boolean;
  /** When `wait-for-minutes` started. */
  since: Date;
  /** What is known so far, as the start of a sentence. */
  lead: string;
}

/** After a deployment that used up the time, one look and its answer still fit. */
const LAST_LOOK_SECONDS = 20;

/** Follows settings that AWS has accepted until what they promise is true, and says which of them apply to new tasks only. */
export async function followSettings(follow: SettingsFollow, world: World): Promise<Outcome> {
  const { inputs, settings, started, replaced, report, say, lead } = follow;
  const minutes = inputs['wait-for-minutes'];
  const lastLook = new Date(world.clock.now().getTime() + LAST_LOOK_SECONDS * 1000);
  const settling = settle(
    {
      cluster: started.cluster,
      service: started.service,
      settings,
      replaced,
      sentAt: started.startedAt,
      deadline: later(waitUntil(follow), earlier(lastLook, endBy(follow))),
      endBy: endBy(follow),
      everySeconds: Math.min(5, inputs['wait-max-delay-seconds'] ?? 5),
      eventIds: eventsSoFar(follow),
      failFast: inputs['fail-fast'],
    },
    world,
  );
  let step = await settling.next();
  for (; step.done !== true; step = await settling.next()) say(step.value);
  const settled = step.value;
  if (settled.tasks.length > 0) report.tasks = settled.tasks.map(toTaskState);
  warnOfOldTasks(settled.proofs, follow, world);
  addRollbackOfCount(settled, follow);
  const scaled =
    settled.end === 'proven' && !replaced && (settings.desiredCount ?? settings.scalingTarget) !== undefined;
  const { doubts, unseen } = scaled ? await lookAtTargets(follow, world) : { doubts: [], unseen: [] };
  if (scaled && world.signal.aborted) {
    return {
      kind: 'cancelled',
      headline: `Cancelled. ${lead}; whether the tasks are healthy was not verified.`,
      causes: [],
    };
  }
  if (doubts.length + unseen.length > 0) {
    const but = doubts.length > 0 ? 'not every task is healthy' : 'whether every task is healthy could not be verified';
    return { kind: 'failed', headline: `${lead}, but ${but}.`, causes: [...doubts, ...unseen] };
  }
  return toSettledOutcome(settled, {
    lead,
    minutes,
    service: started.service,
    causes: await why(settled, follow, world),
  });
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other;
}

/** Events that the watch has already reported are not news. */
function eventsSoFar({ started, report }: SettingsFollow): ReadonlySet<string> {
  const told = report.timeline.flatMap((event) => (event.kind === 'service-event' ? [event.id] : []));
  return new Set([...started.baseline.eventIds, ...told]);
}

/** ECS keeps trying to reach a count that it cannot reach. */
function addRollbackOfCount({ proofs }: Settled, { target, settings, report }: SettingsFollow): void {
  const before = target.service?.desiredCount;
  const missing = proofs.some(({ setting, kind }) => setting === 'desiredCount' && kind === 'not-yet');
  if (!missing || before === undefined || before === settings.desiredCount) return;
  report.next.push(`To restore the count, run this action with \`${phrase('setting', `desired-count: ${before}`)}\`.`);
}

/** If nothing replaces the running tasks, the reader has to. */
function warnOfOldTasks(proofs: readonly SettingProof[], { target, say }: SettingsFollow, world: World): void {
  const fix =
    target.kind === 'express'
      ? 'Deploy a new image, or run aws ecs update-service with --force-new-deployment, to replace them.'
      : `Set ${phrase('setting', 'force-new-deployment: true')} to replace them.`;
  for (const { kind, setting, says } of proofs) {
    if (kind !== 'new-tasks-only' || !['capacityProviderStrategy', 'enableExecuteCommand'].includes(setting)) continue;
    say({ at: world.clock.now(), kind: 'warning', message: `${capitalized(says)}. ${fix}` });
  }
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Tasks that a higher count started must be healthy too, as after a deployment. */
async function lookAtTargets(follow: SettingsFollow, world: World): Promise<{ doubts: Cause[]; unseen: Cause[] }> {
  const { inputs, report, say } = follow;
  const awaitsHealth = inputs['require-healthy-targets'];
  const { targets, tasks, wrong, unhealthy, unseen } = await proveHealth(follow, world);
  if (world.signal.aborted) return { doubts: [], unseen: [] };
  report.targets = targets ?? [];
  report.tasks = tasks;
  if (awaitsHealth) return { doubts: [...wrong, ...unhealthy], unseen };
  for (const { message } of unhealthy) say({ at: world.clock.now(), kind: 'warning', message });
  return { doubts: wrong, unseen: [] };
}

async function proveHealth(follow: SettingsFollow, world: World): Promise<Proof> {
  const { inputs, say } = follow;
  const proving = verify(
    {
      started: asDeployed(follow),
      endedAt: world.clock.now(),
      readsTargets: true,
      images: [],
      awaitsHealth: inputs['require-healthy-targets'],
      endBy: endBy(follow),
    },
    world,
  );
  for (;;) {
    const step = await proving.next();
    if (step.done === true) return step.value;
    say(step.value);
  }
}

/** Why it takes so long: the events and the tasks that stopped since. */
async function why({ end }: Settled, follow: SettingsFollow, world: World): Promise<Cause[]> {
  if (end !== 'timed-out' && end !== 'hopeless') return [];
  const { diagnose } = await import('../../watch/diagnose/diagnose.ts');
  const milliseconds = millisecondsUntil(endBy(follow), world);
  const evidence = { started: asDeployed(follow), last: undefined, logLines: follow.inputs['log-lines'], milliseconds };
  const { causes, tasks, warnings } = await diagnose(evidence, world);
  for (const message of warnings) follow.say({ at: world.clock.now(), kind: 'warning', message });
  follow.report.tasks.push(...tasks);
  return causes;
}

/** The service as it runs, as if it had just been deployed. */
function asDeployed({ started, target }: SettingsFollow): Started {
  const { primaryId: _, ...rest } = started;
  return { ...rest, taskDefinitionArn: started.taskDefinitionArn ?? liveTaskDefinition(target.service) };
}
