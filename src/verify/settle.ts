import type { ServiceEvent, Task } from '@aws-sdk/client-ecs';
import { failedCall, isBadCredentials, toDeployError } from '../aws/failure.ts';
import { stateOf } from '../aws/service.ts';
import type { DeployError } from '../errors.ts';
import type { Cause, DeployEvent, PromisedSettings } from '../model.ts';
import { millisecondsUntil, waitFor } from '../patience.ts';
import type { World } from '../world.ts';
import { observeService } from './observe.ts';
import { needsTasks, proveSettings, type SettingProof } from './proof.ts';

/** Settings that AWS has accepted, and how long to wait until they are true. */
export interface Settling {
  cluster: string;
  service: string;
  settings: PromisedSettings;
  /** Whether a deployment has replaced the tasks since they were sent. */
  replaced: boolean;
  sentAt: Date;
  deadline: Date;
  /** When the step must have ended, including the last answer and the diagnosis. */
  endBy: Date;
  everySeconds: number;
  /** Events that the service already had. */
  eventIds: ReadonlySet<string>;
  /** Whether an event that no retry can fix ends the wait. */
  failFast: boolean;
}

/** How the wait ended, and the state of each setting. */
export interface Settled {
  end: 'proven' | 'refuted' | 'timed-out' | 'hopeless' | 'deleted' | 'cancelled' | 'blind';
  proofs: SettingProof[];
  tasks: Task[];
  /** What no retry can fix, or why AWS could no longer be read. */
  causes: Cause[];
}

/** After this many seconds without news, the log says what we wait for. */
const QUIET_SECONDS = 30;
/** How long reads may keep failing before the wait is given up. */
const SILENCE_SECONDS = 300;
/** A call sent right before the deadline still gets its answer. */
const LAST_ANSWER_MS = 15_000;
/** The share of the step's remaining time for finding out why. */
const DIAGNOSIS_MS = 10_000;
const SHORTEST_MS = 1_000;
const UNANSWERED = 'settings: waiting for AWS to answer';

interface Wait {
  request: Settling;
  told: Set<string>;
  queue: DeployEvent[];
  settled: Omit<Settled, 'end'>;
  /** The meaning of the newest event that reports trouble. */
  trouble?: string | undefined;
  lastSaid: string;
  lastNews: Date;
  silentSince?: Date | undefined;
}

/** Looks until every setting is true, one of them cannot become true, or the time is up; reports what changes. */
export async function* settle(request: Settling, world: World): AsyncGenerator<DeployEvent, Settled> {
  const now = world.clock.now();
  const wait: Wait = {
    request,
    told: new Set(request.eventIds),
    queue: [],
    settled: { proofs: [], tasks: [], causes: [] },
    lastSaid: '',
    lastNews: now,
  };
  for (;;) {
    const left = Math.max(millisecondsUntil(request.deadline, world), 0) + LAST_ANSWER_MS;
    const most = Math.max(millisecondsUntil(request.endBy, world) - DIAGNOSIS_MS, SHORTEST_MS);
    const looking = look(wait, world);
    const quietFor = world.clock.now().getTime() - wait.lastNews.getTime();
    const patience = { calls: looking, milliseconds: Math.min(left, most), quietFor, message: UNANSWERED };
    const seen = yield* waitFor(patience, world);
    const end = seen === undefined ? (world.signal.aborted ? 'cancelled' : 'timed-out') : seen.answer;
    yield* wait.queue.splice(0);
    if (end !== undefined) return { end, ...wait.settled };
    const pause = Math.min(request.everySeconds * 1000, request.deadline.getTime() - world.clock.now().getTime());
    if (pause <= 0) return { end: 'timed-out', ...wait.settled };
    await world.clock.sleep(pause, world.signal).catch(() => undefined);
    if (world.signal.aborted) return { end: 'cancelled', ...wait.settled };
  }
}

async function look(wait: Wait, world: World): Promise<Settled['end'] | undefined> {
  const { request } = wait;
  const { cluster, service: name, settings, replaced, sentAt } = request;
  const warn = (message: string): void => {
    if (!wait.told.has(message)) wait.queue.push({ at: world.clock.now(), kind: 'warning', message });
    wait.told.add(message);
  };
  try {
    const seen = await observeService({ cluster, service: name, tasks: needsTasks(settings), warn }, world);
    if (seen === undefined) return waitInSilence(wait, new Error("AWS's answer was empty"), world);
    wait.silentSince = undefined;
    const { service, tasks } = seen;
    if (['deleting', 'deleted'].includes(stateOf(service))) return 'deleted';
    const seconds = (world.clock.now().getTime() - sentAt.getTime()) / 1000;
    const proofs = proveSettings(settings, { service, tasks, replaced, seconds });
    wait.settled = { proofs, tasks: tasks ?? [], causes: [] };
    if (proofs.some(({ kind }) => kind === 'false')) return 'refuted';
    const hopeless = await tellEvents(wait, service.events ?? [], world);
    if (proofs.every(({ kind }) => kind !== 'not-yet')) return 'proven';
    tellProgress(wait, world);
    return hopeless && request.failFast ? 'hopeless' : undefined;
  } catch (error) {
    return waitInSilence(wait, error, world);
  }
}

/** New events of the service; true if one of them reports what no retry can fix. */
async function tellEvents(wait: Wait, events: readonly ServiceEvent[], world: World): Promise<boolean> {
  const fresh = events.filter(({ id }) => id !== undefined && !wait.told.has(id)).toReversed();
  let hopeless = false;
  for (const { id = '', message = '', createdAt } of fresh) {
    wait.told.add(id);
    wait.queue.push({ at: createdAt ?? world.clock.now(), kind: 'service-event', id, message });
    const { explain } = await import('../explain/explain.ts');
    const explanation = explain(message);
    hopeless ||= explanation?.noRetryHelps === true;
    if (explanation === undefined || explanation.normal) continue;
    wait.trouble = explanation.echo ? (wait.trouble ?? explanation.plain) : explanation.plain;
  }
  if (fresh.length > 0) wait.lastNews = world.clock.now();
  return hopeless;
}

function tellProgress(wait: Wait, world: World): void {
  const now = world.clock.now();
  const awaited = wait.settled.proofs.filter(({ kind }) => kind === 'not-yet').map(({ says }) => says);
  const said = awaited.join('; ');
  const quiet = now.getTime() - wait.lastNews.getTime() >= QUIET_SECONDS * 1000;
  if (said === wait.lastSaid && !quiet) return;
  const because = wait.trouble === undefined ? '' : `: ${wait.trouble}`;
  wait.queue.push({ at: now, kind: 'waiting', message: `settings: ${said}${because}` });
  wait.lastSaid = said;
  wait.lastNews = now;
}

function waitInSilence(wait: Wait, error: unknown, world: World): Settled['end'] | undefined {
  const now = world.clock.now();
  wait.silentSince ??= now;
  const silent = (now.getTime() - wait.silentSince.getTime()) / 1000;
  const failure = toDeployError(error, { action: 'ecs:DescribeServices', doing: 'verifying the settings' });
  const final = isBadCredentials(error) || failure.code === 'access-denied';
  wait.settled = { ...wait.settled, causes: [toCause(failure)] };
  if (final || silent >= SILENCE_SECONDS || now >= wait.request.deadline) return 'blind';
  wait.queue.push({
    at: now,
    kind: 'waiting',
    message: `settings: a call failed (${failedCall(error)}), asking again`,
  });
  return undefined;
}

function toCause({ message, fix }: DeployError): Cause {
  return { message, fix };
}
