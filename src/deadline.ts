import type { World } from './world.ts';

/**
 * Runs work whose calls to AWS share a deadline: a call still unanswered by then fails, and so does any later call. The work
 * itself is not cut off: it decides how to handle a call without an answer.
 */
export async function endingAt<T>(world: World, at: number, work: (world: World) => Promise<T>): Promise<T> {
  const over = new AbortController();
  const working = work(bounded(world, over.signal));
  const milliseconds = Math.max(at - world.clock.now().getTime(), 0);
  const settled = working.catch(() => undefined);
  void world.clock.within({ milliseconds, signal: new AbortController().signal }, settled).then((inTime) => {
    if (!inTime) over.abort();
  });
  return await working;
}

/** Deadline for everything read and checked before the first write: AWS gets as long for that as for the deployment. */
export async function beforeWrites<T>(world: World, work: (world: World) => Promise<T>): Promise<T> {
  return await endingAt(world, afterMinutes(world.waitMinutes ?? 60, world), work);
}

/** When a wait of this many minutes ends if it starts now. */
export function afterMinutes(minutes: number, { clock }: Pick<World, 'clock'>): number {
  return clock.now().getTime() + minutes * 60_000;
}

/** If `aws` is a getter it stays one: a missing Region is reported at the first call. */
function bounded(world: World, signal: AbortSignal): World {
  let aws: World['aws'] | undefined;
  return Object.defineProperties({} as World, {
    ...Object.getOwnPropertyDescriptors(world),
    aws: { get: () => (aws ??= world.aws.until(signal)), enumerable: true },
  });
}
