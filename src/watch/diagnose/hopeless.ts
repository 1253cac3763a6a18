import type { Task } from '@aws-sdk/client-ecs';
import { resourcePhaseOf } from '../../aws/service.ts';
import { inWords } from '../../explain/cause.ts';
import { explain } from '../../explain/explain.ts';
import { neverRan } from '../../explain/log.ts';
import type { DeployEvent, Started } from '../../model.ts';
import type { World } from '../../world.ts';
import { failedTasks, newEvents, type Observation } from '../observation.ts';
import type { WatchState } from '../state.ts';
import { createDefinitions } from './definitions.ts';
import { explainDeadlock } from './percents.ts';
import { readLogTail } from './log-tail.ts';
import { resourceMessage, type ManagedResource } from '../../aws/resources.ts';
import { readStoppedTasks } from '../../aws/tasks.ts';

/** Codes with which a program ends that the host cannot execute. */
const OF_THE_RUNTIME = new Set([1, 126, 127, 255]);
const LAUNCH_FAILED = /failed to launch a task/iu;
const TWICE = 2;

/** What IAM learned of a role may take so long to be known everywhere. */
const SETTLED_MS = 60_000;

/**
 * True once two tasks of ours stopped, or could not be launched, or a resource of an Express service could not be made,
 * for a cause that no retry fixes. Tasks and logs are read only when more of them failed.
 */
export async function isHopeless(
  { before, now }: { before: Observation | undefined; now: Observation },
  { following: { started }, request: { intervention } }: WatchState,
  world: World,
): Promise<boolean> {
  if (!intervention.failFast) return false;
  if (unmadeResources(now, started).length > 0) return true;
  const failed = failedTasks(now) ?? 0;
  if (failed < TWICE || failed === (before && failedTasks(before))) return false;
  const launches = newEvents(now, started).filter(({ message = '' }) => LAUNCH_FAILED.test(message));
  if (launches.some(({ message = '', createdAt }) => fixesNothing(message, { at: createdAt, started }))) return true;
  try {
    const stopped = await readStoppedTasks(started, world);
    if (saysHopeless(stopped, started)) return true;
    return intervention.readsLogs && (await logsSayHopeless(stopped, started, world));
  } catch {
    return false;
  }
}

/** What ECS tries to make in vain for an Express service. */
function unmadeResources({ at, resources }: Observation, started: Started): ManagedResource[] {
  return resources.filter(
    (one) => resourcePhaseOf(one) === 'failed' && fixesNothing(resourceMessage(one), { at, started }),
  );
}

/** What ECS says once and repeats hours later at the earliest, and what nothing but a change of the service fixes. */
export function stuckEvents(before: Observation | undefined, now: Observation, started: Started): DeployEvent[] {
  const told = new Set((before?.service?.events ?? []).map(({ id }) => id));
  return newEvents(now, started).flatMap(({ id, message = '', createdAt }): DeployEvent[] => {
    const known = told.has(id) ? undefined : explain(message);
    const explanation = known?.id === 'percent-deadlock' ? (explainDeadlock(now.service) ?? known) : known;
    if (explanation?.noRetryHelps !== true) return [];
    const settled = !explanation.settles || isSettled({ at: createdAt, started });
    const when = settled
      ? 'another attempt does not fix this'
      : 'this resolves itself only if the role was just created';
    const { explanation: plain, fix } = inWords(explanation, { words: message, precise: true });
    const words = `${when}: ${plain} ${fix}`;
    return [{ at: createdAt ?? now.at, kind: 'waiting', message: words }];
  });
}

function saysHopeless(stopped: readonly Task[], started: Started): boolean {
  const doomed = stopped.filter((task) => textsOf(task).some((text) => explain(text)?.noRetryHelps === true));
  const latest = Math.max(0, ...doomed.map(({ stoppedAt }) => stoppedAt?.getTime() ?? 0));
  const when = { at: new Date(latest), started };
  return doomed.filter((task) => textsOf(task).some((text) => fixesNothing(text, when))).length >= TWICE;
}

function textsOf({ stoppedReason = '', containers = [] }: Task): string[] {
  return [stoppedReason, ...containers.map(({ reason = '' }) => reason)].filter((text) => text !== '');
}

/** That a program is built for another processor, or is not in the image, often stands in its log alone. */
async function logsSayHopeless(stopped: readonly Task[], started: Started, world: World): Promise<boolean> {
  const warn = (): void => undefined;
  const definitions = createDefinitions({ started, warn }, world);
  const crashed = stopped.filter(({ containers = [] }) => containers.some(mayNotHaveRun)).slice(0, TWICE);
  if (crashed.length < TWICE) return false;
  for (const task of crashed) {
    const name = task.containers?.find(mayNotHaveRun)?.name;
    const container = (await definitions(task.taskDefinitionArn)).find((one) => one.name === name);
    if (container === undefined) return false;
    const { lines } = await readLogTail({ task, container, lines: 5 }, world);
    if (!neverRan(lines)) return false;
  }
  return true;
}

function mayNotHaveRun({ exitCode }: { exitCode?: number | undefined }): boolean {
  return exitCode !== undefined && OF_THE_RUNTIME.has(exitCode);
}

function fixesNothing(text: string, when: { at: Date | undefined; started: Started }): boolean {
  const explanation = explain(text);
  return explanation?.noRetryHelps === true && (!explanation.settles || isSettled(when));
}

function isSettled({ at, started }: { at: Date | undefined; started: Started }): boolean {
  return at !== undefined && at.getTime() - started.startedAt.getTime() >= SETTLED_MS;
}
