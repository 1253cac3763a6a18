import { invisibleWords } from '../invisible.ts';
import type { Origin, Problem } from '../model.ts';
import { toProblem } from '../problem.ts';
import type { Context } from './context.ts';
import { hasPlaceholder } from './placeholders.ts';
import { largestPart } from './largest.ts';
import { shorten } from './words.ts';

const NAME = /^[A-Za-z0-9_-]{1,255}$/;
const PORT_NAME = /^[a-z0-9_][a-z0-9_-]{0,63}$/;
const MAX_BYTES = 64 * 1024;
const MAX_TAGS = 50;

/** Names, tags and the size of the whole (docs: service-quotas, API_RegisterTaskDefinition, API_Tag). */
export function* nameRules({ definition, containers, locate, raw }: Context): Iterable<Problem> {
  const bytes = Buffer.byteLength(JSON.stringify(raw) ?? '');
  if (bytes > MAX_BYTES) {
    const largest = largestPart(raw, { excess: bytes - MAX_BYTES, locate });
    yield toProblem('definition-too-large', largest?.origin ?? locate([]), {
      message: `The task definition is ${bytes} bytes long; ECS allows ${MAX_BYTES}.${largest?.what ?? ''}`,
      fix: 'Move long commands and values into the image, an environment file on S3, or Parameter Store.',
    });
  }
  if (definition.family !== undefined) yield* badName('family', definition.family, locate(['family']));
  for (const { value, path } of containers) {
    if (value.name !== undefined) yield* badName('container name', value.name, locate([...path, 'name']));
    for (const [index, { name }] of (value.portMappings ?? []).entries()) {
      if (name === undefined || name === '' || PORT_NAME.test(name) || hasPlaceholder(name)) continue;
      yield toProblem('bad-name', locate([...path, 'portMappings', index, 'name']), {
        message: `ECS rejects the port name "${shorten(name, 80)}"${unseenIn(name)}.`,
        fix: 'Use up to 64 characters of a-z, 0-9, - and _, and do not start with -.',
      });
    }
  }
  yield* badTags({ definition, locate });
}

function* badName(what: string, name: string, origin: Origin): Iterable<Problem> {
  if (NAME.test(name) || hasPlaceholder(name)) return;
  yield toProblem('bad-name', origin, {
    message: name === '' ? `The ${what} is empty.` : `ECS rejects the ${what} "${shorten(name, 80)}"${unseenIn(name)}.`,
    fix: 'Use 1 to 255 letters, digits, - and _.',
  });
}

/** Why a name that looks right is rejected. */
function unseenIn(name: string): string {
  const words = invisibleWords(name);
  return words === undefined ? '' : `: it ${words}`;
}

function* badTags({ definition, locate }: Pick<Context, 'definition' | 'locate'>): Iterable<Problem> {
  const tags = definition.tags ?? [];
  if (tags.length > MAX_TAGS) {
    yield toProblem('bad-tag', locate(['tags']), {
      message: `The task definition has ${tags.length} tags; ECS allows ${MAX_TAGS}.`,
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
