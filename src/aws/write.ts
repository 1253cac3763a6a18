import { afterMinutes, endingAt } from '../deadline.ts';
import { DeployError } from '../errors.ts';
import type { World } from '../world.ts';
import { toLate } from './attempt.ts';
import { failedCall, isThrottled, isUnsettled, toDeployError } from './failure.ts';
import { phrase } from '../phrases.ts';

/** Write buckets refill at one to five calls a second (docs: DG/request-throttling), so six tries are plenty. */
const ATTEMPTS = 6;
/** How long reads may lag behind a write: if a call with a lost response shows no effect by then, it had none. */
const SETTLES_SECONDS = 20;
const LOOK_EVERY_MS = 2_500;
/** The last look is as late as its answer can be trusted, and must itself be answered in time. */
const LAST_LOOK_MS = 5_000;
/** While the wait lasts, the last look may be read again when its response stalls, which takes 10 s to be seen. */
const LAST_LOOK_TWICE_MS = 15_000;
/** The look itself takes long enough. */
const LOST_PAUSE_MS = 1_000;
/** How long a cancelled run waits for the response to a call in flight, and looks for its effect in the meantime. */
const LAST_ANSWER_MS = 2_000;
const LAST_LOOK_EVERY_MS = 500;
/** The longest that a timer takes. */
const FOR_EVER_MS = 2 ** 31 - 1;
const LOOK = `Check the service and the newest task definition revision in the console before you run ${phrase('step')} again.`;

export interface Write<T> {
  /** The IAM action, and the words that follow "while": "registering the task definition". */
  action: string;
  doing: string;
  send: () => Promise<T>;
  /** Checks whether a call with a lost response took effect; undefined if that is not visible. Absent for idempotent calls. */
  findEffect?: (world: World) => Promise<T | undefined>;
  /** The check is the call itself, which a client token makes safe to repeat: right after a lost response, not while waiting for one. */
  looksBySending?: true;
}

/**
 * Makes a write that has no client token. Throttled calls did nothing and are repeated; one whose response was lost, or is
 * not AWS's, is looked up until AWS must show its effect, and repeated only if it had none and time remains.
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials`, `cancelled`, `unsettled` or `aws`
 */
export async function writeOnce<T>(write: Write<T>, world: World): Promise<T> {
  let lostAnswers = 0;
  const end = world.waitMinutes === undefined ? Infinity : afterMinutes(world.waitMinutes, world);
  for (let attempt = 1; ; attempt += 1) {
    if (world.signal.aborted) throw cancelledBefore(write, lostAnswers);
    try {
      return await sendUnlessCancelled(write, end, world);
    } catch (error) {
      if (error instanceof DeployError) throw error;
      const busy = isThrottled(error) || isConcurrentRegistration(error);
      const lost = !busy && isUnsettled(error);
      if (!busy && !lost) {
        const effect = lostAnswers > 0 ? await lookUp(write, end, world) : undefined;
        if (effect !== undefined) return effect;
        throw toDeployError(error, write);
      }
      const last = attempt === ATTEMPTS || isOver(end, world);
      if (busy && last) throw stillThrottled(write, { calls: attempt, cause: error });
      await pause(lost ? LOST_PAUSE_MS : Math.min(1000 * 2 ** (attempt - 1), 10_000), world);
      if (busy) continue;
      lostAnswers += 1;
      const effect = await lookUp(write, end, world);
      if (effect !== undefined) return effect;
      if (last || isOver(end, world)) throw unseenEffect(write, { calls: attempt, cause: error });
    }
  }
}

/** A cancelled run that knows what it started can say so and roll it back: it waits two seconds for the response, and looks for the effect. */
async function sendUnlessCancelled<T>(write: Write<T>, end: number, world: World): Promise<T> {
  const sent = write.send();
  const untilCancelled = { milliseconds: Math.min(timeLeft(end, world), FOR_EVER_MS), signal: world.signal };
  if (await world.clock.within(untilCancelled, settled(sent))) return await sent;
  if (!world.signal.aborted) throw toLate(untilCancelled.milliseconds);
  const over = new AbortController();
  const first = Promise.race([settled(sent).then(() => undefined), seek(write, over, world)]);
  const inTime = await world.clock.within(lastMoment(), settled(first));
  over.abort();
  if (inTime) return (await first) ?? (await sent);
  throw new DeployError(
    'unsettled',
    `Cancelled while ${write.doing}: ${write.action} was sent, and AWS has not answered.`,
    { fix: `It is unknown whether it took effect. ${LOOK}` },
  );
}

/** Looks for the effect of a call until it shows or the look is over; never rejects. */
async function seek<T>(write: Write<T>, over: AbortController, world: World): Promise<T | undefined> {
  while (write.findEffect !== undefined && write.looksBySending !== true && !over.signal.aborted) {
    const effect = await write.findEffect(world).catch(() => undefined);
    if (effect !== undefined) return effect;
    await world.clock.sleep(LAST_LOOK_EVERY_MS, over.signal).catch(() => undefined);
  }
  return await new Promise(() => undefined);
}

/** A look within two seconds of the cancel still shows what was started; later ones are not waited for. */
async function isAnswered(call: Promise<unknown>, { clock, signal }: World): Promise<boolean> {
  const untilCancelled = { milliseconds: FOR_EVER_MS, signal };
  return (await clock.within(untilCancelled, settled(call))) || (await clock.within(lastMoment(), settled(call)));
}

function lastMoment(): { milliseconds: number; signal: AbortSignal } {
  return { milliseconds: LAST_ANSWER_MS, signal: new AbortController().signal };
}

async function settled(work: Promise<unknown>): Promise<void> {
  await work.catch(() => undefined);
}

/** These retries are ours: `max-retries` is for calls that the SDK retries. */
function stillThrottled(
  { action, doing }: Write<unknown>,
  { calls, cause }: { calls: number; cause: unknown },
): DeployError {
  return new DeployError('throttled', `AWS throttled ${action} ${calls} times while ${doing}; it had no effect.`, {
    fix: `Deploy fewer services of this account and Region at the same time, then run ${phrase('step')} again.`,
    cause,
  });
}

function cancelledBefore({ doing, action }: Write<unknown>, lostAnswers: number): DeployError {
  const left =
    lostAnswers === 0
      ? `${action} was not sent`
      : `${action} was sent earlier, and its response was lost: it is unknown whether it took effect`;
  return new DeployError('cancelled', `Cancelled before ${doing}; ${left}.`, { fix: lostAnswers === 0 ? '' : LOOK });
}

/** A look that fails too proves nothing: sending again would be a guess, so the run ends and says what is unknown. */
async function lookUp<T>(write: Write<T>, end: number, world: World): Promise<T | undefined> {
  const until = world.clock.now().getTime() + SETTLES_SECONDS * 1000;
  const latest = Math.max(until + LAST_LOOK_MS, Math.min(until + LAST_LOOK_TWICE_MS, end));
  return await endingAt(world, latest, (bounded) => look(write, until, bounded));
}

async function look<T>(write: Write<T>, until: number, world: World): Promise<T | undefined> {
  if (write.findEffect === undefined) return undefined;
  let failure: unknown;
  for (;;) {
    try {
      const looking = write.findEffect(world);
      if (!(await isAnswered(looking, world))) throw new Error('cancelled');
      const effect = await looking;
      if (effect !== undefined) return effect;
      failure = undefined;
    } catch (error) {
      failure = isNothingThere(error) ? undefined : error;
    }
    const left = timeLeft(until, world);
    const over = left === 0;
    if ((over || world.signal.aborted) && failure !== undefined) throw unknownEffect(write, failure);
    if (over || world.signal.aborted) return undefined;
    await pause(Math.min(LOOK_EVERY_MS, left), world);
  }
}

function unknownEffect({ doing }: Write<unknown>, cause: unknown): DeployError {
  return new DeployError(
    'unsettled',
    `It is unknown whether ${doing} took effect: its response was lost, and looking it up failed too (${failedCall(cause)}).`,
    {
      fix: LOOK,
      cause,
    },
  );
}

function unseenEffect(
  { action, doing }: Write<unknown>,
  { calls, cause }: { calls: number; cause: unknown },
): DeployError {
  const why = toDeployError(cause, { action, doing }).message;
  const sent =
    calls === 1
      ? 'the call got no response and shows no effect'
      : `${calls} calls got no response, and none shows an effect`;
  const message = `It is unknown whether ${doing} took effect: ${sent}. ${calls === 1 ? 'Error' : 'Last error'}: ${why}`;
  return new DeployError('unsettled', message, { fix: LOOK, cause });
}

/** Once the wait is over, the step must end: nothing more is sent. */
function isOver(end: number, world: World): boolean {
  return timeLeft(end, world) <= 0;
}

function timeLeft(end: number, { clock }: World): number {
  return Math.max(end - clock.now().getTime(), 0);
}

async function pause(milliseconds: number, { clock, signal }: World): Promise<void> {
  await clock.sleep(milliseconds, signal).catch(() => undefined);
}

/** The look-up of a family that was never registered (ClientException "Unable to describe task definition."). */
function isNothingThere(error: unknown): boolean {
  return error instanceof Error && error.name === 'ClientException' && error.message.startsWith('Unable to describe');
}

/** AWS rejects a burst of registrations of one family with a ClientException that only its text distinguishes from a mistake. */
function isConcurrentRegistration(error: unknown): boolean {
  return (
    error instanceof Error &&
    error.name === 'ClientException' &&
    error.message.startsWith('Too many concurrent attempts')
  );
}
