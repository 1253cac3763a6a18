import { errorName, isThrottled, isUnsettled, toDeployError } from '../aws/failure.ts';
import { DeployError } from '../errors.ts';
import type { World } from '../world.ts';

/** A cancelled step has seconds, so the pauses are short. */
const PAUSES_MS = [500, 1_000, 2_000];

export interface Ask {
  send: () => Promise<unknown>;
  /** The errors that say that there is nothing to do any more. */
  over: readonly string[];
  /** The IAM action, and what reads after "while": "stopping the deployment". */
  action: string;
  doing: string;
}

/**
 * Makes a call that does as much twice as once. False when there was nothing to do any more; where that shows only after a call
 * whose answer was lost, it was that call's doing.
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials`, `unsettled` or `aws`
 */
export async function ask({ send, over, action, doing }: Ask, { clock }: World): Promise<boolean> {
  let lost = false;
  for (let attempt = 0; ; attempt += 1) {
    try {
      await send();
      return true;
    } catch (error) {
      if (over.includes(errorName(error))) return lost;
      const pause = PAUSES_MS[attempt];
      const mayAgain = isThrottled(error) || isUnsettled(error);
      lost ||= mayAgain && !isThrottled(error);
      if (pause === undefined || !mayAgain) throw toFailure(error, { action, doing, lost });
      await clock.sleep(pause, new AbortController().signal);
    }
  }
}

function toFailure(error: unknown, { lost, ...call }: Pick<Ask, 'action' | 'doing'> & { lost: boolean }): DeployError {
  const failure = toDeployError(error, call);
  if (!lost) return failure;
  const message = `Whether ${call.doing} took effect is not known. ${failure.message}`;
  return new DeployError('unsettled', message, { fix: 'See the deployment in the console.', cause: error });
}
