import type { Cause, DeployEvent } from '../../model.ts';
import { QUIET_MS, waitFor } from '../../patience.ts';
import { judgeAnswer, patienceOf, type Judgement } from './judge.ts';
import type { Probe, ProbeResult } from '../../release.ts';
import type { HttpAnswer, World } from '../../world.ts';

export interface Probing {
  /** With every placeholder filled in. */
  probes: readonly Probe[];
  timeoutSeconds: number;
  /** The stage at which the deployment is paused; absent after its success. */
  stage?: string | undefined;
}

interface Attempt {
  probe: Probe;
  attempts: number;
  /** When it is due next, in milliseconds. */
  due: number;
  /** What the log last said of it, and when: the same failure every five seconds is no news. */
  told?: { what: string; at: number } | undefined;
  /** How the attempt before it failed. */
  before?: Failed | undefined;
}

interface Failed {
  answer: HttpAnswer;
  judgement: Judgement;
}

interface Tried extends Attempt, Failed {}

/**
 * Sends every probe until it passes, its attempts are used up, or the time is over; ends at once when one has failed for good, because
 * the release has failed then. Resolves to why it failed; to nothing if all passed or the run was cancelled.
 */
export async function* sendProbes(
  { probes, timeoutSeconds, stage }: Probing,
  world: World,
): AsyncGenerator<DeployEvent, Cause[]> {
  const { clock, signal } = world;
  const start = clock.now().getTime();
  const end = start + timeoutSeconds * 1000;
  let open = probes.map((probe): Attempt => ({ probe, attempts: 0, due: start }));
  while (open.length > 0 && !signal.aborted) {
    const now = clock.now().getTime();
    const due = open.filter((one) => one.due <= now);
    const calls = Promise.all(due.map((one) => attempt(one, { left: end - now }, world)));
    const [first] = due;
    const message = first && `waiting for an answer to probe ${nameOf(first)}`;
    const tried = (yield* waitFor({ calls, milliseconds: LONGEST_MS, quietFor: 0, message: message ?? '' }, world))
      ?.answer;
    if (tried === undefined || signal.aborted) return [];
    const at = clock.now();
    const last = (one: Tried): boolean =>
      one.attempts >= (one.probe.attempts ?? Infinity) || at.getTime() + one.probe.every * 1000 > end;
    const news = tried.filter((one) => one.judgement.passed || last(one) || isNews(one, at));
    for (const one of news) yield toEvent(one, { at, stage, isLast: last(one) });
    const failed = tried.filter((one) => !one.judgement.passed && last(one));
    if (failed.length > 0) return failed.map(toCause);
    const again = tried.filter(({ judgement }) => !judgement.passed);
    open = [...open.filter((one) => !due.includes(one)), ...again.map((one) => toNext(one, at, news))];
    const [next] = open.toSorted((one, other) => one.due - other.due);
    if (next !== undefined) yield* rest(next, world);
  }
  return [];
}

function isNews({ told, judgement: { what } }: Tried, at: Date): boolean {
  return told?.what !== what || at.getTime() - told.at >= QUIET_MS;
}

function toNext(one: Tried, at: Date, news: readonly Tried[]): Attempt {
  const { probe, attempts, answer, judgement } = one;
  const told = news.includes(one) ? { what: judgement.what, at: at.getTime() } : one.told;
  return { probe, attempts, due: at.getTime() + probe.every * 1000, told, before: { answer, judgement } };
}

/** Until the next attempt, and never silent for long. */
async function* rest(next: Attempt, { clock, signal }: World): AsyncGenerator<DeployEvent> {
  for (;;) {
    const left = next.due - clock.now().getTime();
    if (left <= 0 || signal.aborted) return;
    await clock.sleep(Math.min(left, QUIET_MS), signal).catch(() => undefined);
    const seconds = Math.round((next.due - clock.now().getTime()) / 1000);
    if (seconds <= 0 || signal.aborted) return;
    yield { at: clock.now(), kind: 'waiting', message: `probe ${nameOf(next)} is sent again in ${seconds} s` };
  }
}

function nameOf({ probe: { method, url } }: Attempt): string {
  return `${method} ${url}`;
}

/** Each attempt ends by itself before this. */
const LONGEST_MS = 3_600_000;

async function attempt(one: Attempt, { left }: { left: number }, world: World): Promise<Tried> {
  const { probe } = one;
  const over = new AbortController();
  const { url, method, headers, body } = probe;
  const followsRedirects = probe.status < 300 || probe.status > 399;
  const sending = world.http({ url, method, headers, body, followsRedirects, signal: over.signal });
  const milliseconds = Math.min(patienceOf(probe), Math.max(left, 1_000));
  if (!(await world.clock.within({ milliseconds, signal: world.signal }, sending))) over.abort();
  const answer = await sending;
  const failed = isCutShort(answer, { milliseconds, probe }) ? one.before : undefined;
  const seen = failed ?? { answer, judgement: judgeAnswer(probe, answer, milliseconds) };
  return { ...one, attempts: one.attempts + 1, ...seen };
}

/** An attempt that had less than its time says nothing new about the release: what counts is how the one before it failed. */
function isCutShort(answer: HttpAnswer, { milliseconds, probe }: { milliseconds: number; probe: Probe }): boolean {
  return answer.kind === 'unanswered' && answer.failure === 'timed-out' && milliseconds < patienceOf(probe);
}

function toEvent(
  { probe, attempts, answer, judgement }: Tried,
  { at, stage, isLast }: { at: Date; stage: string | undefined; isLast: boolean },
): DeployEvent {
  const { method, url, every } = probe;
  const { passed, what } = judgement;
  if (!passed && !isLast) {
    return { at, kind: 'waiting', message: `probe ${method} ${url} ${what}; trying again in ${every} s` };
  }
  const status = answer.kind === 'answered' ? answer.status : undefined;
  const result: ProbeResult = { method, url, stage, passed, attempts, status, millis: answer.millis, what };
  return { at, kind: 'probe', result };
}

const EXCERPT = 300;

function toCause({ probe, answer, judgement, attempts }: Tried): Cause {
  const tries = attempts === 1 ? '' : ` (${attempts} attempts)`;
  const excerpt = answer.kind === 'answered' ? answer.body.slice(0, EXCERPT).trim() : '';
  return {
    message: `${probe.method} ${probe.url} ${judgement.what}${tries}.`,
    ...(excerpt === '' ? {} : { details: [`It answered: ${excerpt}`] }),
    ...(judgement.passed ? {} : { fix: judgement.fix }),
  };
}
