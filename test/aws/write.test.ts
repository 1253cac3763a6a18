import { describe, expect, it } from 'vitest';
import { writeOnce } from '../../src/aws/write.ts';
import { DeployError } from '../../src/errors.ts';
import type { World } from '../../src/world.ts';
import { createVirtualClock } from '../watch/virtual-clock.ts';

const START = new Date('2026-11-21T10:00:00Z');

/** A world whose calls end with its deadline, as those of the SDK do. */
function createWorld(waitMinutes: number) {
  const clock = createVirtualClock(START);
  const view = (signal: AbortSignal) => ({ signal, until: view });
  const world = { aws: view(new AbortController().signal), clock, signal: new AbortController().signal, waitMinutes };
  const seconds = (): number => (clock.now().getTime() - START.getTime()) / 1000;
  return { world: world as unknown as World, clock, seconds };
}

const signalOf = ({ aws }: World): AbortSignal => (aws as unknown as { signal: AbortSignal }).signal;
const noAnswer = (): Error => Object.assign(new Error('nothing came within 30 s'), { name: 'TimeoutError' });
const untilAborted = async (signal: AbortSignal): Promise<never> =>
  await new Promise((_, reject) => signal.addEventListener('abort', () => reject(noAnswer()), { once: true }));

const codeOf = (error: unknown): string => (error instanceof DeployError ? error.code : String(error));

const CALL = { action: 'ecs:UpdateService', doing: 'updating the service' };

describe('a write whose answer was lost', () => {
  it('is sent again once every look was answered and none of them showed an effect', async () => {
    const { world, clock, seconds } = createWorld(10);
    const looks: number[] = [];
    let sent = 0;
    const write = writeOnce<string>(
      {
        ...CALL,
        send: () => ((sent += 1) === 1 ? Promise.reject(noAnswer()) : Promise.resolve('done')),
        findEffect: (looking) => {
          signalOf(looking).throwIfAborted();
          looks.push(seconds());
          return Promise.resolve(undefined);
        },
      },
      world,
    );
    expect(await clock.run(write)).toBe('done');
    expect(sent).toBe(2);
    expect(Math.max(...looks), 'the last look is as late as AWS may answer from before').toBe(21);
  });

  it('is not sent again when the last look had no answer', async () => {
    const { world, clock, seconds } = createWorld(10);
    let sent = 0;
    const write = writeOnce<string>(
      {
        ...CALL,
        send: () => {
          sent += 1;
          return Promise.reject(noAnswer());
        },
        findEffect: (looking) => (seconds() < 15 ? Promise.resolve(undefined) : untilAborted(signalOf(looking))),
      },
      world,
    );
    expect(await clock.run(write.catch(codeOf))).toBe('unsettled');
    expect(sent).toBe(1);
  });

  it('is sent again when the last look stalled once, and the wait is not over', async () => {
    const { world, clock, seconds } = createWorld(10);
    let sent = 0;
    const write = writeOnce<string>(
      {
        ...CALL,
        send: () => ((sent += 1) === 1 ? Promise.reject(noAnswer()) : Promise.resolve('done')),
        // As the SDK does: the first attempt is given up after 10 s, and the second one is answered.
        findEffect: async (looking) => {
          if (seconds() >= 20) await clock.sleep(11_000, looking.signal);
          signalOf(looking).throwIfAborted();
          return undefined;
        },
      },
      world,
    );
    expect(await clock.run(write)).toBe('done');
    expect(sent).toBe(2);
  });

  it.each([1, 2, 3])('ends within 30 s of a wait of %i minutes, though nothing answers', async (minutes) => {
    const { world, clock, seconds } = createWorld(minutes);
    const write = writeOnce<string>(
      {
        ...CALL,
        send: async () => {
          await clock.sleep(9_000, world.signal);
          throw noAnswer();
        },
        findEffect: (looking) =>
          seconds() < minutes * 60 ? Promise.resolve(undefined) : untilAborted(signalOf(looking)),
      },
      world,
    );
    expect(await clock.run(write.catch(codeOf))).toBe('unsettled');
    expect(seconds()).toBeLessThanOrEqual(minutes * 60 + 30);
  });
});
