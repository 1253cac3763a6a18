import { errorName, isThrottled, isUnsettled, toDeployError } from '../aws/failure.ts';
import { endingAt } from '../deadline.ts';
import { DeployError } from '../errors.ts';
import type { World } from '../world.ts';

/** A cancelled step has seconds, so the pauses are short. */
const PAUSES_MS = [500, 1_000, 2_000];
/** Long enough for one call without an answer and a look at what it did. */
const ASKING_MS = 40_000;
/** Right after the call AWS may still show what was before it. */
const LOOKS = 3;
const LOOK_EVERY_MS = 1_000;

export interface Ask {
  send: (world: World) => Promise<unknown>;
  /** What a call did whose answer was lost: true when it took effect, false when there was nothing to do any more, undefined when neither shows. */
  find: (world: World) => Promise<boolean | undefined>;
  /** The errors that say that there is nothing to do any more. */
  over: readonly string[];
  /** The IAM action, and what reads after "while": "stopping the deployment". */
  action: string;
  doing: string;
}

/**
 * Makes a call that does as much twice as once. False when there was nothing to do any more. A call whose answer was lost, or is not
 * AWS's, is looked up, and made again where nothing shows.
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

/** A look that fails says nothing: the call is made again, which does no harm. */
async function look({ find }: Ask, world: World): Promise<boolean | undefined> {
  for (let looks = 1; ; looks += 1) {
    const effect = await find(world).catch(() => undefined);
    if (effect !== undefined || looks === LOOKS) return effect;
    await pause(LOOK_EVERY_MS, world);
  }
}

/** Also of a run that is cancelled: a rollback may be what it ends with. */
async function pause(milliseconds: number, { clock }: World): Promise<void> {
  await clock.sleep(milliseconds, new AbortController().signal);
}

function toFailure(error: unknown, { lost, ...call }: Pick<Ask, 'action' | 'doing'> & { lost: boolean }): DeployError {
  const failure = toDeployError(error, call);
  if (!lost) return failure;
  const message = `Whether ${call.doing} took effect is not known. ${failure.message}`;
  return new DeployError('unsettled', message, { fix: 'See the deployment in the console.', cause: error });
}
