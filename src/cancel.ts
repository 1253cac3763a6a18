import { DeployError } from './errors.ts';

export interface Interruption {
  signal: AbortSignal;
  doing: string;
  /** What state the cancel leaves things in. */
  left: string;
  code?: 'cancelled' | 'unsettled';
}

/**
 * Leaves a wait at once when the run is cancelled: the runner kills the step within seconds, and a call may hang for longer.
 *
 * @throws DeployError `cancelled`, or `unsettled` if the work may have changed something
 */
export async function unlessCancelled<T>(
  { signal, doing, left, code = 'cancelled' }: Interruption,
  work: Promise<T>,
): Promise<T> {
  const cancelled = Promise.withResolvers<never>();
  const cancel = (): void => cancelled.reject(new DeployError(code, `Cancelled while ${doing}.`, { fix: left }));
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    return await Promise.race([cancelled.promise, work]);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
