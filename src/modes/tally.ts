import { isGreen, type Outcome } from '../model.ts';
import { fewNames, MOST_NAMES } from '../report/names.ts';
import { fateWords } from '../report/outcome-words.ts';

/** One of several services or tasks. */
export interface Counted {
  name: string;
  outcome: Outcome;
  /** Its own headline, where names are unique. */
  headline: string;
}

/** `2 of 40 services failed: web and api; 1 timed out: worker.` Few enough speak for themselves. */
export function tally(some: readonly Counted[], { of, noun }: { of: number; noun: string }): string {
  const isFew = some.length <= MOST_NAMES;
  const groups = byFate(some).map(([words, same], index) => {
    const count = index === 0 ? `${same.length} of ${of} ${noun}` : String(same.length);
    return `${count} ${words}${isFew ? '' : `: ${namesOf(same)}`}`;
  });
  const own = isFew ? some.map(({ headline }) => headline) : [];
  return [`${groups.join('; ')}.`, ...own].join(' ');
}

/** The same for all of them, if all went well. */
export function tallyAll(all: readonly Counted[], noun: string): string {
  if (all.length <= MOST_NAMES) {
    return `All ${all.length} ${noun}: ${all.map(({ headline }) => headline).join(' ')}`;
  }
  const groups = byFate(all);
  const [only, ...others] = groups;
  if (only !== undefined && others.length === 0) return `All ${all.length} ${noun} ${only[0]}: ${namesOf(all)}.`;
  const told = groups.map(([words, same]) => `${same.length} ${words} (${namesOf(same)})`);
  return `All ${all.length} ${noun}: ${told.join(', ')}.`;
}

function namesOf(some: readonly Counted[]): string {
  return fewNames(some.map(({ name }) => name));
}

/** In the words for several, unless it is one. */
function byFate(some: readonly Counted[]): [words: string, same: Counted[]][] {
  return [...Map.groupBy(some, ({ outcome }) => fateWords(outcome.kind))].map(([words, same]) => {
    const [first] = same;
    return [first === undefined ? words : fateWords(first.outcome.kind, same.length), same];
  });
}

/** What did not go well; all of them if everything did. */
export function tallyWorst(all: readonly Counted[], noun: string): string {
  const red = all.filter(({ outcome }) => !isGreen(outcome.kind));
  return red.length === 0 ? tallyAll(all, noun) : tally(red, { of: all.length, noun });
}
