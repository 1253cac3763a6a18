import { unlessAborted } from '../cancel.ts';
import { CALL_MS, toLate } from './attempt.ts';

/**
 * Whoever has a deadline of its own waits no longer for a call that others started, or wait for too.
 *
 * @throws TimeoutError when the signal is aborted before the call is over
 */
export async function endingWith<T>(signal: AbortSignal, call: Promise<T>): Promise<T> {
  return await unlessAborted({ signal, toError: () => toLate(CALL_MS) }, call);
}
