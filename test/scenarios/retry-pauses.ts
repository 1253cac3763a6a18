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

function isRetryPause(): boolean {
  return new Error('where').stack?.includes('/submodules/retry/') === true;
}
