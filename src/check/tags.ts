import type { Tag } from '@aws-sdk/client-ecs';
import type { Origin, Path, Problem } from '../model.ts';
import { toProblem } from '../problem.ts';
import { shorten } from './words.ts';

const MAX_TAGS = 50;

/** The tags of a task definition or a service (docs: API_Tag, service-quotas). */
export function* tagRules({
  tags = [],
  locate,
  holder,
}: {
  tags: readonly Tag[] | undefined;
  locate: (path: Path) => Origin;
  /** `task definition`. */
  holder: string;
}): Iterable<Problem> {
  if (tags.length > MAX_TAGS) {
    yield toProblem('bad-tag', locate(['tags']), {
      message: `The ${holder} has ${tags.length} tags; ECS allows ${MAX_TAGS}.`,
      fix: `Remove ${tags.length - MAX_TAGS} of them.`,
    });
  }
  const seen = new Set<string>();
  for (const [index, { key, value = '' }] of tags.entries()) {
    const fault = faultOf({ key, value, seen });
    if (key !== undefined) seen.add(key);
    if (fault !== undefined) yield toProblem('bad-tag', locate(['tags', index]), fault);
  }
}

function faultOf({ key, value, seen }: { key: string | undefined; value: string; seen: ReadonlySet<string> }) {
  if (key === undefined || key === '') return { message: 'A tag has no key.', fix: 'Add a key, or remove the tag.' };
  if (seen.has(key)) return { message: `The tag "${key}" appears twice.`, fix: 'Remove one of them.' };
  if (/^aws:/i.test(key))
    return { message: `The tag "${key}" starts with aws:, which AWS reserves.`, fix: 'Remove it.' };
  if (key.length > 128)
    return { message: `The key of tag "${shorten(key, 40)}" has more than 128 characters.`, fix: 'Shorten it.' };
  if (value.length > 256)
    return { message: `The value of tag "${key}" has more than 256 characters.`, fix: 'Shorten it.' };
  return undefined;
}
