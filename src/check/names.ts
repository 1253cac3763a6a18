import { invisibleWords } from '../invisible.ts';
import type { Origin, Problem } from '../model.ts';
import { toProblem } from '../problem.ts';
import type { Context } from './context.ts';
import { hasPlaceholder } from './placeholders.ts';
import { largestPart } from './largest.ts';
import { tagRules } from './tags.ts';
import { shorten } from './words.ts';

const NAME = /^[A-Za-z0-9_-]{1,255}$/;
const PORT_NAME = /^[a-z0-9_][a-z0-9_-]{0,63}$/;
const MAX_BYTES = 64 * 1024;

/** Names, tags and the size of the whole (docs: service-quotas, API_RegisterTaskDefinition). */
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
  yield* tagRules({ tags: definition.tags, locate, holder: 'task definition' });
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
