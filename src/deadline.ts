import type { World } from './world.ts';

/**
 * Does work whose calls to AWS end at a time: what has not been answered by then fails, and so does what is asked after it. The work
 * itself is not cut off: what it makes of a call without an answer is its own.
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

/** Reads and checks what is needed before the first write: AWS may take as long for that as for the deployment. */
export async function beforeWrites<T>(world: World, work: (world: World) => Promise<T>): Promise<T> {
  return await endingAt(world, afterMinutes(world.waitMinutes ?? 60, world), work);
}

/** When a wait of so many minutes that begins now is over. */
export function afterMinutes(minutes: number, { clock }: Pick<World, 'clock'>): number {
  return clock.now().getTime() + minutes * 60_000;
}

/** `aws` stays a getter where it is one: a missing Region is told at the first call. */
function bounded(world: World, signal: AbortSignal): World {
  let aws: World['aws'] | undefined;
  return Object.defineProperties({} as World, {
    ...Object.getOwnPropertyDescriptors(world),
    aws: { get: () => (aws ??= world.aws.until(signal)), enumerable: true },
  });
}
