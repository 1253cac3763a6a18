import { errorName, isThrottled, isUnsettled, toDeployError } from '../aws/failure.ts';
import { endingAt } from '../deadline.ts';
import { DeployError } from '../errors.ts';
import type { World } from '../world.ts';

/** A cancelled step has seconds, so the pauses are short. */
const PAUSES_MS = [500, 1_000, 2_000];
/** Long enough for one unanswered call and a look at its effect. */
const ASKING_MS = 40_000;
/** Right after the call, AWS may still show the previous state. */
const LOOKS = 3;
const LOOK_EVERY_MS = 1_000;

export interface Ask {
  send: (world: World) => Promise<unknown>;
  /** What a call with a lost response did: true if it took effect, false if there was nothing left to do, undefined if neither is visible. */
  find: (world: World) => Promise<boolean | undefined>;
  /** The errors that mean there is nothing left to do. */
  over: readonly string[];
  /** The IAM action, and the words that follow "while": "stopping the deployment". */
  action: string;
  doing: string;
}

/**
 * Makes an idempotent call. False if there was nothing left to do. A call whose response was lost, or is not
 * AWS's, is looked up, and repeated if no effect is visible.
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials`, `unsettled` or `aws`
 */
export async function ask(asked: Ask, world: World): Promise<boolean> {
  const end = world.clock.now().getTime() + ASKING_MS;
  return await endingAt(world, end, (bounded) => askInTime(asked, bounded));
}

async function askInTime(asked: Ask, world: World): Promise<boolean> {
  let lost = false;
  for (let attempt = 0; ; attempt += 1) {
    try {
      await asked.send(world);
      return true;
    } catch (error) {
      if (asked.over.includes(errorName(error))) return lost && ((await look(asked, world)) ?? true);
      const unsettled = !isThrottled(error) && isUnsettled(error);
      lost ||= unsettled;
      const effect = unsettled ? await look(asked, world) : undefined;
      if (effect !== undefined) return effect;
      const milliseconds = PAUSES_MS[attempt];
      const mayAgain = isThrottled(error) || unsettled;
      if (milliseconds === undefined || !mayAgain) throw toFailure(error, { ...asked, lost });
      await pause(milliseconds, world);
    }
  }
}

/** A failed look proves nothing: the call is repeated, which is harmless. */
async function look({ find }: Ask, world: World): Promise<boolean | undefined> {
  for (let looks = 1; ; looks += 1) {
    const effect = await find(world).catch(() => undefined);
    if (effect !== undefined || looks === LOOKS) return effect;
    await pause(LOOK_EVERY_MS, world);
  }
}

/** Works in a cancelled run too: it may end with a rollback. */
async function pause(milliseconds: number, { clock }: World): Promise<void> {
  await clock.sleep(milliseconds, new AbortController().signal);
}

function toFailure(error: unknown, { lost, ...call }: Pick<Ask, 'action' | 'doing'> & { lost: boolean }): DeployError {
  const failure = toDeployError(error, call);
  if (!lost) return failure;
  const message = `It is unknown whether ${call.doing} took effect. ${failure.message}`;
  return new DeployError('unsettled', message, {
    fix: 'See in the console whether it did; if not, do it there.',
    cause: error,
  });
}
