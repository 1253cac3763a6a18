import { unlessAborted } from '../cancel.ts';
import { toLate } from './attempt.ts';
import { noteAction } from './failure.ts';

/**
 * Whoever has a deadline of its own waits no longer for a call that others started, or wait for too. `action` is that of IAM.
 *
 * @throws TimeoutError when the signal is aborted before the call is over
 */
export async function endingWith<T>(signal: AbortSignal, action: string, call: Promise<T>): Promise<T> {
  return await unlessAborted({ signal, toError: () => tooLate(action) }, call);
}

/** How long the call has been under way does not matter: its reader had less time. */
function tooLate(action: string): Error {
  const late = toLate(0);
  noteAction(late, action);
  return late;
}
