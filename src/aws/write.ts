import { DeployError } from '../errors.ts';
import type { Clock } from '../model.ts';
import { isThrottled, isUnsettled, toDeployError } from './failure.ts';

/** Burst buckets of writes refill with one to five calls a second (docs: DG/request-throttling), so six tries are plenty. */
const ATTEMPTS = 6;

export interface Write<T> {
  /** The IAM action, and what reads after "while": "registering the task definition". */
  action: string;
  doing: string;
  send: () => Promise<T>;
  /** Looks whether a call whose answer was lost took effect; undefined when it did not. */
  findEffect: () => Promise<T | undefined>;
}

/**
 * Makes a write that AWS gives no client token for. Throttled calls did nothing and are repeated; one whose answer was lost is
 * looked up first, and repeated only when it had no effect.
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials`, `cancelled` or `aws`
 */
export async function writeOnce<T>(write: Write<T>, world: { clock: Clock; signal: AbortSignal }): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    if (world.signal.aborted) {
      throw new DeployError('cancelled', `Cancelled before ${write.doing}.`, {
        hint: 'Nothing of this step is left running.',
      });
    }
    try {
      return await write.send();
    } catch (error) {
      const busy = isThrottled(error) || isConcurrentRegistration(error);
      const lost = !busy && !(error instanceof DeployError) && isUnsettled(error);
      if ((!busy && !lost) || attempt === ATTEMPTS) throw toDeployError(error, write);
      await world.clock.sleep(Math.min(1000 * 2 ** (attempt - 1), 10_000), world.signal).catch(() => undefined);
      const effect = lost ? await lookUp(write, world) : undefined;
      if (effect !== undefined) return effect;
    }
  }
}

/** A look that fails too says nothing about the effect: sending again would be a guess, so the run ends and says what is not known. */
async function lookUp<T>(write: Write<T>, world: { clock: Clock; signal: AbortSignal }): Promise<T | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write.findEffect();
    } catch (error) {
      if (isNothingThere(error)) return undefined;
      if (attempt === ATTEMPTS || world.signal.aborted) {
        throw new DeployError(
          'aws',
          `Whether ${write.doing} took effect is not known: AWS broke off, and so did looking it up.`,
          {
            hint: 'Look at the service and at the newest revision of the task definition in the console before you run the step again.',
            cause: error,
          },
        );
      }
      await world.clock.sleep(2_000, world.signal).catch(() => undefined);
    }
  }
}

/** The look-up of a family that was never registered (aws-facts 1: "Unable to describe task definition."). */
function isNothingThere(error: unknown): boolean {
  return error instanceof Error && error.name === 'ClientException' && error.message.startsWith('Unable to describe');
}

/** AWS answers a burst of registrations of one family with a ClientException that only its text tells from a mistake (aws-facts 1). */
function isConcurrentRegistration(error: unknown): boolean {
  return (
    error instanceof Error &&
    error.name === 'ClientException' &&
    error.message.startsWith('Too many concurrent attempts')
  );
}
