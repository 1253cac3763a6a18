import type { Message } from './messages.ts';

/**
 * The action sleeps and then moves the emulator's clock by as much at once. What happened within that time is shown one
 * after the other, at the speed of the play, so that the page lags behind by one look of the action but never jumps.
 */
export function createPace(options: { speed: number; send: (message: Message) => void }) {
  const waiting: { due: number; message: Message }[] = [];
  let last: Moment | undefined;
  let timer: NodeJS.Timeout | undefined;
  let emptied: (() => void) | undefined;

  const show = (): void => {
    const now = performance.now();
    const count = waiting.findIndex(({ due }) => due > now);
    const due = waiting.splice(0, count < 0 ? waiting.length : count);
    for (const message of newestOnly(due.map(({ message }) => message))) options.send(message);
    timer = waiting[0] === undefined ? undefined : setTimeout(show, waiting[0].due - now);
    if (timer === undefined) emptied?.();
  };

  return {
    push(message: Message): void {
      const now = performance.now();
      last = { at: message.at, due: dueOf(message.at, last, { now, speed: options.speed }) };
      waiting.push({ due: last.due, message });
      timer ??= setTimeout(show, last.due - now);
    },
    /** Once everything is shown. */
    drained: (): Promise<void> =>
      new Promise((resolve) => {
        if (timer === undefined) resolve();
        else emptied = resolve;
      }),
    stop(): void {
      clearTimeout(timer);
      waiting.length = 0;
    },
  };
}

/** A moment of the emulator, and when it is shown. */
interface Moment {
  at: number;
  due: number;
}

/** When a moment is shown: as long after the last one as it is later, and never before it happened. */
export function dueOf(at: number, last: Moment | undefined, { now, speed }: { now: number; speed: number }): number {
  return last === undefined ? now : Math.max(now, last.due + (at - last.at) / speed);
}

/** Of what comes at once: every line, but only the last state of the clock and of the system. */
export function newestOnly(messages: Message[]): Message[] {
  const lastOf = new Map(messages.map(({ type }, index) => [type, index]));
  return messages.filter(({ type }, index) => !(type === 'clock' || type === 'scene') || lastOf.get(type) === index);
}
