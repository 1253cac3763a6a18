import { freeTextOf } from '../aws/free-text.ts';
import type { Origin, Path, Problem, ServiceDocument } from '../model.ts';
import { isInDocument, toProblem } from '../problem.ts';
import { phrase } from '../phrases.ts';
import type { Context } from './context.ts';
import { formatPath, shorten } from './words.ts';

/** `{{x}}`, `${x}`, `<+x>` (Harness), `<x>` (CodePipeline), `__X__`, `$X`, in fields where none of these can be intended. */
const ANY =
  /\{\{.{0,100}?\}\}|\$\{[^}]{0,100}\}|<\+[^>]{0,100}>|<[A-Za-z][^<>]*>|(?<![A-Za-z0-9])__[A-Z][A-Z0-9_]*__(?![A-Za-z0-9])|\$[A-Za-z_]\w*/;

/** The same in other fields, except what paths and user names may contain. */
const LIKELY =
  /\{\{[^{}]*\}\}|<\+[^>]{0,100}>|<[A-Z][A-Z0-9_-]*>|(?<![A-Za-z0-9_])__[A-Z][A-Z0-9_]*?__(?![A-Za-z0-9_])/;

/** A whole value that is unlike any program or markup. */
const WHOLE = /^(?:\{\{[^{}]*\}\}|<\+[^>]*>|<[A-Z][A-Z0-9]*[_-][A-Z0-9_-]*>)$/;

/** The renderer reports it if it comes from a file; from an input it arrives unchanged. */
const VARIABLE = /^\$\{[A-Za-z_]\w*\}$/;

const STRICT_FIELDS = new Set<string | number>(['family', 'taskRoleArn', 'executionRoleArn', 'cpu', 'memory']);
/** Names, ARNs and IDs at any depth. */
const STRICT_KEYS = new Set<string | number>([
  'image',
  'valueFrom',
  'credentialsParameter',
  'fileSystemId',
  'accessPointId',
  'sourceVolume',
  'containerName',
]);

export function hasPlaceholder(text: string): boolean {
  return ANY.test(text);
}

/** Unfilled placeholders: errors in names, images, ARNs and sizes, warnings if they are probably mistakes, advice in values. */
export function* placeholderRules(context: Context): Iterable<Problem> {
  yield* visit(context.raw, [], context);
}

/** In a service definition nearly every text is a name, an ID or an ARN, so what is left unfilled is an error. */
export function* documentPlaceholders({
  fields,
  locate,
}: Pick<ServiceDocument, 'fields' | 'locate'>): Iterable<Problem> {
  for (const { text, path } of texts(fields, [])) {
    const placeholder = LIKELY.exec(text)?.[0];
    if (placeholder === undefined || path.some((key) => FREE_IN_SERVICES.has(key))) continue;
    yield toProblem('placeholder-left', locate(path), {
      message: `${formatPath(path)} still contains the placeholder ${shorten(placeholder, 80)}.`,
      fix: inTemplate(placeholder) ?? FILL_IN,
    });
  }
}

/** Options of log drivers, and the container of an Express service. */
const FREE_IN_SERVICES = new Set<string | number>(['options', 'command', 'environment']);

function* visit(value: unknown, path: Path, context: Context): Iterable<Problem> {
  for (const { text, path: place } of texts(value, path)) {
    const problem = problemOf(text, place, context);
    if (problem !== undefined) yield problem;
  }
}

/** Every string, with its place. */
function* texts(value: unknown, path: Path): Iterable<{ text: string; path: Path }> {
  if (typeof value === 'string') {
    yield { text: value, path };
  } else if (typeof value === 'object' && value !== null) {
    const isList = Array.isArray(value);
    for (const [key, item] of Object.entries(value)) yield* texts(item, [...path, isList ? Number(key) : key]);
  }
}

function problemOf(text: string, path: Path, context: Context): Problem | undefined {
  const free = freeTextOf(path);
  if (free === 'command') return undefined;
  if (free === 'value') return keptInValue(text, path, context);
  if (isVariableName(path)) return undefined;
  if (isStrict(path)) return leftOver(text, path, context);
  const placeholder = LIKELY.exec(text)?.[0];
  if (placeholder === undefined) return undefined;
  return toProblem('placeholder-likely', context.locate(path), {
    message: `${formatPath(path)} contains ${shorten(placeholder, 80)}, which looks like an unfilled placeholder.`,
    fix: FILL_IN,
  });
}

const FILL_IN = `Write the value, or write the placeholder as \${NAME} and set NAME in ${phrase('the-input', 'variables')}.`;

function leftOver(text: string, path: Path, { locate, allowImagePlaceholder }: Context): Problem | undefined {
  const placeholder = ANY.exec(text)?.[0];
  const isImage = path.at(-1) === 'image';
  if (placeholder === undefined || (isImage && allowImagePlaceholder === true)) return undefined;
  const origin = locate(path);
  if (isInDocument(origin) && VARIABLE.test(placeholder)) return undefined;
  return toProblem('placeholder-left', origin, {
    message: `${formatPath(path)} still contains the placeholder ${shorten(placeholder, 80)}.`,
    fix: inTemplate(placeholder) ?? (isImage ? imageFix(placeholder, origin) : fillIn(placeholder, origin)),
  });
}

/** A template of another tool (`{{ tfstate … }}`) never waits for an input. */
function imageFix(placeholder: string, { kind }: Origin): string {
  return kind === 'input' || placeholder.startsWith('__')
    ? `Set image (with container-name) or images. ${phrase('why-empty')}`
    : `Set image (with container-name) or images, or write the placeholder as \${NAME} and set NAME in ${phrase('the-input', 'variables')}.`;
}

/** `{{ must_env `NAME` }}`, as in the templates of ecspresso. */
const FROM_ENVIRONMENT = /^\{\{\s*(?:must_)?env\s+[`"](\w+)[`"]/;

function inTemplate(placeholder: string): string | undefined {
  const name = FROM_ENVIRONMENT.exec(placeholder)?.[1];
  return name === undefined ? undefined : `Write it as \${${name}}, and add ${phrase('variable-line', name)}.`;
}

/** In a document that is written in the workflow, an expression of the host is the simplest value. */
function fillIn(placeholder: string, origin: Origin): string {
  const name = /^\$(\w+)$/.exec(placeholder)?.[1];
  if (origin.kind !== 'input' || name === undefined) return FILL_IN;
  return `${phrase('expander')} does not expand ${placeholder} in an input: write ${phrase('variable', name)}.`;
}

function keptInValue(text: string, path: Path, { locate }: Context): Problem | undefined {
  if (path[2] !== 'environment' || !WHOLE.test(text)) return undefined;
  return toProblem('placeholder-kept', locate(path), {
    message: `${formatPath(path)} is the placeholder ${shorten(text, 80)}, and the container gets it as written.`,
    fix: `Ignore this if the application fills it in. Otherwise, write the value, or write \${NAME} and set NAME in ${phrase('the-input', 'variables')}.`,
  });
}

/** Any text can be a variable name, even `__X__`. */
function isVariableName(path: Path): boolean {
  return path.at(-1) === 'name' && ['environment', 'secrets', 'secretOptions'].includes(String(path.at(-3)));
}

function isStrict(path: Path): boolean {
  const last = path.at(-1) ?? '';
  if (path.length === 1) return STRICT_FIELDS.has(last);
  if (path[0] === 'tags') return true;
  const list = path.at(-3);
  if (last === 'name') return list === 'containerDefinitions' || list === 'volumes' || list === 'portMappings';
  return STRICT_KEYS.has(last) || (list === 'environmentFiles' && last === 'value');
}
