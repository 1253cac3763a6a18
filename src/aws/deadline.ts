/** Waits for calls to AWS, but no longer than this or until the run is cancelled; false when they were not over. Real time, as the SDK's own timeouts. */
export async function withinDeadline(
  calls: Promise<unknown>,
  { milliseconds, signal }: { milliseconds: number; signal: AbortSignal },
): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<false>();
  const giveUp = (): void => resolve(false);
  const timer = setTimeout(giveUp, milliseconds);
  signal.addEventListener('abort', giveUp, { once: true });
  if (signal.aborted) giveUp();
  try {
    return await Promise.race([calls.then(() => true), late]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
  }
}
