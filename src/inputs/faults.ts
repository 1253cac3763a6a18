import { listed } from './place.ts';

/** A mistake in one line or item of an input. */
export interface Fault {
  /** The words before the place, such as `has no "="`; faults of one kind are told together. */
  what: string;
  /** `line 2`, `item 2`; absent if `what` says it all. */
  place?: string;
  fix: string;
}

/** More than a reader would go through; the count of the rest tells how much is left. */
export const SHOWN_FAULTS = 20;

/** All mistakes of one input as a single problem, so that one run is enough to find them. */
export function toOneFault(faults: readonly Fault[]): { message: string; fix: string } | undefined {
  if (faults.length === 0) return undefined;
  const shown = faults.slice(0, SHOWN_FAULTS);
  const kinds = Map.groupBy(shown, ({ what }) => what);
  const told = [...kinds].map(([what, same]) => `${what}${placesOf(same.flatMap(({ place }) => place ?? []))}`);
  const hidden = faults.length - shown.length;
  const more = hidden === 0 ? '' : ` (and ${hidden} more)`;
  return {
    message: `${told.join('; ')}${more}`,
    fix: [...new Set(shown.map(({ fix }) => fix))].filter((fix) => fix !== '').join(' '),
  };
}

/** ` on line 1`, ` in items 1 and 3`. */
function placesOf(places: readonly string[]): string {
  const [first, ...others] = places;
  if (first === undefined) return '';
  const [unit = ''] = first.split(' ');
  const before = unit === 'line' ? 'on' : 'in';
  if (others.length === 0) return ` ${before} ${first}`;
  return ` ${before} ${unit}s ${listed(places.map((place) => place.slice(unit.length + 1)))}`;
}
