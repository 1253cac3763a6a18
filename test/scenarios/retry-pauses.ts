import type { Clock } from '../../src/model.ts';

/** Has the pauses between the SDK's own attempts pass in the emulator's time: they are the only timers of the SDK's that a run waits for. */
export function takeRetryPauses(sleep: Clock['sleep']): () => void {
  const real = globalThis.setTimeout;
  const inTurn = (run: (...values: unknown[]) => void, milliseconds?: number, ...values: unknown[]): unknown => {
    if (!isRetryPause()) return real(run, milliseconds, ...values);
    void sleep(milliseconds ?? 0, undefined).then(() => run(...values));
    return undefined;
  };
  globalThis.setTimeout = Object.assign(inTurn, real);
  return () => void (globalThis.setTimeout = real);
}

/** Looks at the calls themselves: to write a stack as text takes a dozen times as long, and this is asked at every timer. */
function isRetryPause(): boolean {
  const written = Error.prepareStackTrace;
  Error.prepareStackTrace = (_, calls) => calls.some((call) => call.getFileName()?.includes('/submodules/retry/'));
  try {
    const here: { stack?: unknown } = {};
    Error.captureStackTrace(here);
    return here.stack === true;
  } finally {
    Error.prepareStackTrace = written;
  }
}
