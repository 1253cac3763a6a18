import type { Path, Problem } from '../model.ts';
import { toProblem } from './catalogue.ts';
import type { Context } from './context.ts';
import { formatPath } from './words.ts';

/** `{{x}}`, `${x}`, `<+x>` (Harness), `<x>` (CodePipeline), `__X__`, `$X`, in fields where none of these can be meant. */
const ANY =
  /\{\{.*?\}\}|\$\{[^}]*\}|<\+[^>]*>|<[A-Za-z][^<>]*>|(?<![A-Za-z0-9])__[A-Z][A-Z0-9_]*__(?![A-Za-z0-9])|\$[A-Za-z_]\w*/;

/** The same in free texts, where HTML, shell variables and `__` in names are common. */
const LIKELY = /\{\{[^{}]*\}\}|<\+[^>]*>|<[A-Z][A-Z0-9_-]*>|(?<![A-Za-z0-9_])__[A-Z][A-Z0-9_]*?__(?![A-Za-z0-9_])/;

/** Told by the renderer when it stands in a file; from an input it comes as it is. */
const VARIABLE = /^\$\{[A-Za-z_]\w*\}$/;

const STRICT_FIELDS = new Set(['family', 'taskRoleArn', 'executionRoleArn', 'cpu', 'memory']);
const FREE_LISTS = new Set(['command', 'entryPoint', 'healthCheck']);

export function hasPlaceholder(text: string): boolean {
  return ANY.test(text);
}

/** A placeholder that no tool filled in: surely refused in names, images and roles, probably a mistake elsewhere. */
export function* placeholderRules({ raw, containers, locate, allowImagePlaceholder }: Context): Iterable<Problem> {
  for (const field of STRICT_FIELDS) yield* leftOver(raw[field], [field], locate);
  for (const { raw: container, path } of containers) {
    yield* leftOver(container['name'], [...path, 'name'], locate);
    if (allowImagePlaceholder !== true) yield* leftOver(container['image'], [...path, 'image'], locate);
  }
  yield* likely(raw, [], locate);
}

function* leftOver(value: unknown, path: Path, locate: Context['locate']): Iterable<Problem> {
  const placeholder = typeof value === 'string' ? ANY.exec(value)?.[0] : undefined;
  if (placeholder === undefined) return;
  const origin = locate(path);
  if (origin.kind === 'file' && VARIABLE.test(placeholder)) return;
  yield toProblem('placeholder-left', origin, {
    message: `${formatPath(path)} still holds the placeholder ${placeholder}.`,
    fix: fixOf(path),
  });
}

function fixOf(path: Path): string {
  if (path.at(-1) === 'image') {
    return 'Give the image in the input image (with container-name), or in images.';
  }
  return 'Write the value, or write the placeholder as ${NAME} and give NAME in the input variables.';
}

function* likely(value: unknown, path: Path, locate: Context['locate']): Iterable<Problem> {
  if (typeof value === 'string') {
    const placeholder = LIKELY.exec(value)?.[0];
    if (placeholder === undefined || isStrict(path)) return;
    yield toProblem('placeholder-likely', locate(path), {
      message: `${formatPath(path)} holds ${placeholder}, which looks like a placeholder that nothing filled in.`,
      fix: 'Write the value, or write the placeholder as ${NAME} and give NAME in the input variables.',
    });
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    if (FREE_LISTS.has(key)) continue;
    yield* likely(item, [...path, Array.isArray(value) ? Number(key) : key], locate);
  }
}

function isStrict(path: Path): boolean {
  const [first, , third] = path;
  if (path.length === 1) return STRICT_FIELDS.has(String(first));
  return first === 'containerDefinitions' && path.length === 3 && (third === 'name' || third === 'image');
}
