import { errorName, isThrottled, isUnsettled, toDeployError } from '../aws/failure.ts';
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
 * @throws DeployError `access-denied`, `throttled`, `credentials` or `aws`
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
      if (pause === undefined || !mayAgain) throw toDeployError(error, { action, doing });
      lost ||= !isThrottled(error);
      await clock.sleep(pause, new AbortController().signal);
    }
  }
}
