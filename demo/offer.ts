import { GROUPS } from './groups.ts';
import type { Offer } from './messages.ts';
import { showOf, type Show } from './shows.ts';

const SPEEDS = ['5', '10', '30', '100'];
const USUAL = '10';
/** The emulator waits for nothing. */
const FASTEST = 'Infinity';

/** What the page offers; a speed from the command line is one more. */
export function offerOf(token: string, speed: string = USUAL): Offer {
  const speeds = [...new Set([...SPEEDS, speed])].toSorted((one, other) => Number(one) - Number(other));
  return {
    token,
    groups: GROUPS.map(({ title, shows }) => ({
      title,
      shows: shows.map((name) => ({ name, title: showOf(name).title })),
    })),
    speeds: [
      ...speeds.filter((value) => value !== FASTEST).map((value) => ({ value, title: `${value} × real time` })),
      { value: FASTEST, title: 'as fast as possible' },
    ],
    speed,
  };
}

/** What was asked for, if it can be played. */
export function wishOf(asked: URLSearchParams): { show: Show; speed: number } | undefined {
  const name = asked.get('show') ?? '';
  const speed = Number(asked.get('speed'));
  const isOffered = GROUPS.some(({ shows }) => shows.includes(name));
  return isOffered && speed > 0 ? { show: showOf(name), speed } : undefined;
}
