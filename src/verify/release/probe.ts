import type { Cause, DeployEvent } from '../../model.ts';
import { PATIENCE_MS, judgeAnswer, type Judgement } from './judge.ts';
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
}

interface Tried extends Attempt {
  answer: HttpAnswer;
  judgement: Judgement;
}

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
    const tried = await Promise.all(due.map((one) => attempt(one, { left: end - now }, world)));
    if (signal.aborted) return [];
    const at = clock.now();
    const last = (one: Tried): boolean =>
      one.attempts >= (one.probe.attempts ?? Infinity) || at.getTime() + one.probe.every * 1000 > end;
    for (const one of tried) yield toEvent(one, { at, stage, isLast: last(one) });
    const failed = tried.filter((one) => !one.judgement.passed && last(one));
    if (failed.length > 0) return failed.map(toCause);
    const again = tried.filter(({ judgement }) => !judgement.passed);
    open = [
      ...open.filter((one) => !due.includes(one)),
      ...again.map(({ probe, attempts }) => ({ probe, attempts, due: at.getTime() + probe.every * 1000 })),
    ];
    if (open.length === 0) break;
    const pause = Math.max(Math.min(...open.map((one) => one.due)) - at.getTime(), 0);
    await clock.sleep(pause, signal).catch(() => undefined);
  }
  return [];
}

async function attempt(one: Attempt, { left }: { left: number }, world: World): Promise<Tried> {
  const { probe } = one;
  const over = new AbortController();
  const { url, method, headers, body } = probe;
  const followsRedirects = probe.status < 300 || probe.status > 399;
  const sending = world.http({ url, method, headers, body, followsRedirects, signal: over.signal });
  const milliseconds = Math.min(probe.maxMillis ?? PATIENCE_MS, PATIENCE_MS, Math.max(left, 1_000));
  if (!(await world.clock.within({ milliseconds, signal: world.signal }, sending))) over.abort();
  const answer = await sending;
  return { ...one, attempts: one.attempts + 1, answer, judgement: judgeAnswer(probe, answer) };
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
