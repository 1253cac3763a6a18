import { DeployError } from './errors.ts';

/**
 * Leaves a wait at once when the run is cancelled: the runner kills the step within seconds, and a call may hang for longer.
 *
 * @throws DeployError `cancelled`
 */
export async function unlessCancelled<T>(
  { signal, doing, left }: { signal: AbortSignal; doing: string; left: string },
  work: Promise<T>,
): Promise<T> {
  const cancelled = Promise.withResolvers<never>();
  const cancel = (): void =>
    cancelled.reject(new DeployError('cancelled', `Cancelled while ${doing}.`, { hint: left }));
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    return await Promise.race([cancelled.promise, work]);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
