/** Virtual time as a queue of events: nothing happens unless the clock is told to advance. */
export interface Clock {
  now(): number;
  date(): Date;
  at(delayMilliseconds: number, run: () => void): void;
  advance(milliseconds: number): void;
  advanceTo(time: number): void;
}

interface Due {
  time: number;
  order: number;
  run: () => void;
}

export function createClock(startAt: number): Clock {
  let current = startAt;
  let order = 0;
  const queue: Due[] = [];

  const advanceTo = (time: number): void => {
    while (queue[0] && queue[0].time <= time) {
      const next = queue.shift()!;
      current = Math.max(current, next.time);
      next.run();
    }
    current = Math.max(current, time);
  };

  return {
    now: () => current,
    date: () => new Date(current),
    at: (delayMilliseconds, run) => {
      const due = { time: current + Math.max(0, delayMilliseconds), order: order++, run };
      queue.splice(insertionIndex(queue, due), 0, due);
    },
    advance: (milliseconds) => advanceTo(current + milliseconds),
    advanceTo,
  };
}

function insertionIndex(queue: Due[], due: Due): number {
  let low = 0;
  let high = queue.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = queue[middle]!;
    if (other.time < due.time || (other.time === due.time && other.order < due.order)) low = middle + 1;
    else high = middle;
  }
  return low;
}
