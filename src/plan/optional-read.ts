import { isDenied, toDeployError } from '../aws/failure.ts';
import type { World } from '../world.ts';

/** Optional reads must not hold up a deploy. */
const PATIENCE_MS = 10_000;

/** A read the step can do without. If it fails, a notice says what is unknown; a missing permission is reported elsewhere, with all others. */
export async function readOptionally<T>(
  read: Promise<T>,
  { action, unknown }: { action: string; unknown: string },
  { clock, signal, emit }: World,
): Promise<T | undefined> {
  const reading = read.catch((error: unknown) => ({ failure: error }));
  const inTime = await clock.within({ milliseconds: PATIENCE_MS, signal }, reading);
  const found = inTime ? await reading : { failure: new Error('no answer within 10 s') };
  if (!isFailure(found)) return found;
  if (isDenied(found.failure)) return undefined;
  const { message } = toDeployError(found.failure, { action, doing: 'reading what is live' });
  emit({ at: clock.now(), kind: 'notice', message: `${unknown}: ${message}` });
  return undefined;
}

function isFailure(found: unknown): found is { failure: unknown } {
  return typeof found === 'object' && found !== null && 'failure' in found;
}
