import type { Tag } from '@aws-sdk/client-ecs';
import { LONGEST_KEY, LONGEST_VALUE, MOST_TAGS, NOT_IN_TAGS } from '../aws/tag.ts';
import type { Origin, Path, Problem } from '../model.ts';
import { toProblem } from '../problem.ts';
import { hasPlaceholder } from './placeholders.ts';
import { shorten } from './words.ts';

interface Tagged {
  tags: readonly Tag[] | undefined;
  locate: (path: Path) => Origin;
  /** `task definition`. */
  holder: string;
}

/** The tags of a task definition, a service or a task. */
export function* tagRules({ tags = [], locate, holder }: Tagged): Iterable<Problem> {
  if (tags.length > MOST_TAGS) {
    yield toProblem('bad-tag', locate(['tags']), {
      message: `The ${holder} has ${tags.length} tags; ECS allows ${MOST_TAGS}.`,
      fix: `Remove ${tags.length - MOST_TAGS} of them.`,
    });
  }
  const again = repeated(tags);
  for (const [index, { key, value = '' }] of tags.entries()) {
    const fault = again.has(index) ? twice(key) : faultOf({ key, value });
    if (fault !== undefined) yield toProblem('bad-tag', locate(['tags', index]), fault);
  }
}

/** Nobody can say which of two values is meant, so this holds even if nothing else is checked. */
export function* repeatedTags({ tags = [], locate }: Tagged): Iterable<Problem> {
  for (const index of repeated(tags)) yield toProblem('bad-tag', locate(['tags', index]), twice(tags[index]?.key));
}

/** Positions of the tags whose key an earlier one has. */
function repeated(tags: readonly Tag[]): Set<number> {
  const keys = tags.map(({ key = '' }) => key);
  const first = new Map(keys.map((key, index) => [key, index] as const).toReversed());
  return new Set(keys.flatMap((key, index) => (key !== '' && first.get(key) !== index ? [index] : [])));
}

function twice(key = ''): { message: string; fix: string } {
  return { message: `The tag "${key}" appears twice.`, fix: 'Remove one of them.' };
}

function faultOf({ key, value }: { key: string | undefined; value: string }) {
  if (key === undefined || key === '') return { message: 'A tag has no key.', fix: 'Add a key, or remove the tag.' };
  if (/^aws:/i.test(key))
    return { message: `The tag "${key}" starts with aws:, which AWS reserves.`, fix: 'Remove it.' };
  if (key.length > LONGEST_KEY) {
    return {
      message: `The key of tag "${shorten(key, 40)}" has more than ${LONGEST_KEY} characters.`,
      fix: 'Shorten it.',
    };
  }
  if (value.length > LONGEST_VALUE)
    return { message: `The value of tag "${key}" has more than ${LONGEST_VALUE} characters.`, fix: 'Shorten it.' };
  return charactersOf('key', key, key) ?? charactersOf('value', value, key);
}

/** A placeholder is reported as one. */
function charactersOf(what: string, text: string, key: string) {
  const found = [...new Set(text.match(NOT_IN_TAGS) ?? [])];
  if (found.length === 0 || hasPlaceholder(text)) return undefined;
  return {
    message: `The ${what} of tag "${shorten(key, 40)}" contains ${found.slice(0, 5).map(quote).join(' ')}, which ECS rejects in tags.`,
    fix: 'Use letters, digits, spaces and _ . : / = + - @.',
  };
}

function quote(character: string): string {
  return JSON.stringify(character);
}
