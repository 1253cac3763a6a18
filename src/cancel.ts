import { DeployError } from './errors.ts';
import type { World } from './world.ts';

export interface Interruption {
  signal: AbortSignal;
  /** The words between "Cancelled" and what is left: "during the checks". */
  when: string;
  /** What state the cancel leaves things in: "nothing was changed". */
  left: string;
  /** Set if the work may have changed something: how to find out. */
  lookUp?: string | undefined;
}

/**
 * Leaves a wait at once when the run is cancelled: the runner kills the step within seconds, and a call may hang for longer.
 *
 * @throws DeployError `cancelled`, or `unsettled` if the work may have changed something
 */
export async function unlessCancelled<T>({ signal, when, left, lookUp }: Interruption, work: Promise<T>): Promise<T> {
  const code = lookUp === undefined ? 'cancelled' : 'unsettled';
  return await unlessAborted(
    { signal, toError: () => new DeployError(code, `Cancelled ${when}; ${left}.`, { fix: lookUp ?? '' }) },
    work,
  );
}

/** Stops waiting for work, which goes on, as soon as the signal is aborted. */
export async function unlessAborted<T>(
  { signal, toError }: { signal: AbortSignal; toError: () => Error },
  work: Promise<T>,
): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(toError());
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  try {
    return await Promise.race([aborted.promise, work]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** Work that nobody waits for any more has nothing to tell. */
export function quietOnceCancelled(world: World): World {
  const emit: World['emit'] = (event, service) => {
    if (!world.signal.aborted) world.emit(event, service);
  };
  return Object.defineProperties({} as World, {
    ...Object.getOwnPropertyDescriptors(world),
    emit: { value: emit, enumerable: true },
  });
}
