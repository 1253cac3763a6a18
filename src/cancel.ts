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
  const cancelled = Promise.withResolvers<never>();
  const code = lookUp === undefined ? 'cancelled' : 'unsettled';
  const cancel = (): void =>
    cancelled.reject(new DeployError(code, `Cancelled ${when}; ${left}.`, { fix: lookUp ?? '' }));
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    return await Promise.race([cancelled.promise, work]);
  } finally {
    signal.removeEventListener('abort', cancel);
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
