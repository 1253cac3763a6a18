import { INVISIBLE_FIX, invisibleWords } from '../invisible.ts';
import type { Origin, Path, Problem, Template } from '../model.ts';
import { toProblem } from '../problem.ts';
import type { Layer } from './layers.ts';
import { KEYS, LAST_WAVE } from './in-documents.ts';
import { nearest } from './nearest.ts';
import { wrongValue, type WrongValue } from './values.ts';
import { INPUTS, type InputName } from './spec.ts';
import { phrase } from '../phrases.ts';

/** One service of a manifest. */
export interface ManifestEntry {
  service: string;
  wave: number;
  own: ManifestLayer;
  defaults: ManifestLayer;
}

type ManifestLayer = Layer & Required<Pick<Layer, 'locate'>>;

type Fields = Readonly<Record<string, unknown>>;

const FIRST_WAVE = 1;
const TOP = ['defaults', 'services'];

/** The services of a manifest, and everything that is wrong with its shape. */
export function readManifest(template: Template): { entries: ManifestEntry[]; problems: Problem[] } {
  const { value, locate, spelling } = template;
  const root = toFields(value);
  const top = topKeys(root, locate);
  const at = (path: Path, values: Fields): ManifestLayer => ({
    values,
    locate: (inner) => locate([...path, ...inner]),
    spelling: spelling && ((inner) => spelling([...path, ...inner])),
  });
  const shared = sectionOf(root, top.sections.defaults, locate);
  const listed = sectionOf(root, top.sections.services, locate);
  const problems = [...top.problems, ...shared.problems, ...listed.problems];
  const defaults = at([top.sections.defaults], shared.fields);
  const inDefaults = readKeys(defaults, 'defaults');
  problems.push(...inDefaults.problems);
  const lost = shared.problems.length > 0 ? KEYS : [...top.misplaced, ...inDefaults.unusable];
  const readable = { ...defaults, values: usableOf(defaults.values), unusable: new Set(lost) };
  const entries: ManifestEntry[] = [];
  for (const [service, given] of Object.entries(listed.fields)) {
    const path = [top.sections.services, service];
    if (given !== null && !isFields(given)) {
      problems.push(notKeys(`Service "${service}"`, locate(path)));
      continue;
    }
    const own = at(path, given ?? {});
    const inService = readKeys(own, service);
    problems.push(...inService.problems, ...unseenName(service, locate(path)));
    const wave = own.values['wave'] ?? defaults.values['wave'] ?? FIRST_WAVE;
    if (!isWave(wave)) problems.push(badWave(service, own.locate('wave' in own.values ? ['wave'] : [])));
    const isUnseen = invisibleWords(service) !== undefined && !('service' in own.values);
    const unusable = new Set([...inService.unusable, ...(isUnseen ? ['service'] : [])]);
    const named = { ...own, values: { service, ...usableOf(own.values) }, unusable };
    entries.push({ service, wave: isWave(wave) ? wave : FIRST_WAVE, own: named, defaults: readable });
  }
  return { entries, problems };
}

/** Without what only the whole step can have. */
function usableOf(values: Fields): Fields {
  return Object.fromEntries(Object.entries(values).filter(([key]) => isKey(key)));
}

interface TopKeys {
  /** The keys that hold them: a misspelled one is read as the one that was meant, so that nothing follows from it. */
  sections: Record<'defaults' | 'services', string>;
  /** Inputs that are given, but outside `defaults`. */
  misplaced: string[];
  problems: Problem[];
}

function topKeys(root: Fields, locate: Template['locate']): TopKeys {
  const unknown = Object.keys(root).filter((key) => !TOP.includes(key) && !key.startsWith('x-'));
  const meant = (section: 'defaults' | 'services'): string =>
    section in root ? section : (unknown.find((key) => nearest(key, TOP) === section) ?? section);
  return {
    sections: { defaults: meant('defaults'), services: meant('services') },
    misplaced: unknown.filter(isInput),
    problems: unknown.map((key) => unknownTop(key, locate([key]))),
  };
}

function sectionOf(root: Fields, key: string, locate: Template['locate']): { fields: Fields; problems: Problem[] } {
  const given = root[key];
  const isNeeded = key !== 'defaults' && nearest(key, TOP) === 'services';
  if ((given === undefined || given === null) && !isNeeded) return { fields: {}, problems: [] };
  if (isFields(given) && (!isNeeded || Object.keys(given).length > 0)) return { fields: given, problems: [] };
  const problem =
    given === undefined || given === null || isFields(given)
      ? toProblem('manifest-services', locate(key in root ? [key] : []), {
          message: 'The manifest names no service.',
          fix: 'Add "services" with one key for each service: its name, and below it its inputs.',
        })
      : notKeys(`"${key}"`, locate([key]));
  return { fields: {}, problems: [problem] };
}

/** What is wrong with the keys of a service or the defaults, and the inputs whose values are lost by that. */
function readKeys(
  { values, locate, spelling }: ManifestLayer,
  where: string,
): { problems: Problem[]; unusable: string[] } {
  const problems: Problem[] = [];
  const unusable: string[] = [];
  for (const [key, value] of Object.entries(values)) {
    if (key === 'wave') continue;
    if (!isKey(key)) {
      problems.push(unknownKey(key, { where, origin: locate([key]) }));
      unusable.push(...meantBy(key, value));
      continue;
    }
    if (where === 'defaults' && key === 'service') {
      problems.push(serviceInDefaults(locate([key])));
      continue;
    }
    const isEmpty = value === null || (typeof value === 'string' && value.trim() === '');
    const wrong = isEmpty
      ? undefined
      : wrongValue({ name: key, value, spelling: (path) => spelling?.([key, ...path]) });
    if (isEmpty) problems.push(emptyKey(key, where, locate([key])));
    else if (wrong !== undefined)
      problems.push(toProblem('input-format', locate([key, ...wrong.path]), inPlace(wrong, where)));
    if (isEmpty || wrong !== undefined) unusable.push(key);
  }
  return { problems, unusable };
}

function inPlace({ message, fix }: WrongValue, where: string): { message: string; fix: string } {
  return { message: `${where === 'defaults' ? 'Defaults' : `Service "${where}"`}: ${message}`, fix };
}

/**
 * The inputs that a key without a meaning may have been: what is missing without them is not reported again. A text may be the
 * cluster, a map the variables.
 */
function meantBy(key: string, value: unknown): string[] {
  if (key === 'service-name') return [];
  const near = guess(key);
  if (near !== undefined) return [near];
  return typeof value === 'string' ? ['cluster'] : ['variables'];
}

function unknownTop(key: string, origin: Origin): Problem {
  const near = nearest(key, TOP);
  const other = isInput(key) ? `Move "${key}" below "defaults", or below a service.` : `Use ${TOP.join(' and ')}.`;
  const unseen = invisibleWords(key);
  return toProblem('manifest-key', origin, {
    message: `A manifest has no "${key}" at the top${unseen === undefined ? '' : `: it ${unseen}`}.`,
    fix: near === undefined ? other : `Did you mean "${near}"?`,
  });
}

function unknownKey(key: string, { where, origin }: { where: string; origin: Origin }): Problem {
  if (key === 'service-name') return serviceName({ where, origin });
  if (isInput(key)) {
    return toProblem('manifest-key', origin, {
      message: `"${key}" is for the whole step, not for ${where === 'defaults' ? 'the services of a manifest' : `"${where}" alone`}.`,
      fix:
        key in NOT_BESIDE
          ? NOT_BESIDE[key as keyof typeof NOT_BESIDE]
          : `Remove it here, and set ${phrase('the-input', key)}.`,
    });
  }
  const near = guess(key);
  const unseen = invisibleWords(key);
  return toProblem('manifest-key', origin, {
    message: `${where === 'defaults' ? 'The defaults have' : `Service "${where}" has`} the key "${key}", which ${unseen ?? 'is not an input'}.`,
    fix:
      near === undefined
        ? 'Remove it. docs/inputs.md lists the inputs.'
        : `Did you mean "${near}"?${unseen === undefined ? '' : ` ${INVISIBLE_FIX}`}`,
  });
}

/** These cannot be set beside a manifest either. */
const NOT_BESIDE = {
  manifest: 'Remove it, and list its services here.',
  preview: 'Remove it. A preview is one Express service: give it a step of its own, without a manifest.',
};

/** The key of a service is its name, so that a second name for the same thing is a contradiction or nothing. */
function serviceName({ where, origin }: { where: string; origin: Origin }): Problem {
  if (where === 'defaults') return serviceInDefaults(origin, 'service-name');
  return toProblem('manifest-key', origin, {
    message: `Service "${where}" has the key "service-name", but the key "${where}" is its name already.`,
    fix: `Remove service-name. If the service has another name in ECS, use that name instead of "${where}", or write service: <name>.`,
  });
}

/** AWS would look for a service of another name than the reader. */
function unseenName(service: string, origin: Origin): Problem[] {
  const words = invisibleWords(service);
  if (words === undefined) return [];
  return [
    toProblem('manifest-key', origin, { message: `The name of service "${service}" ${words}.`, fix: INVISIBLE_FIX }),
  ];
}

function emptyKey(key: string, where: string, origin: Origin): Problem {
  return toProblem('manifest-key', origin, {
    message: `"${key}" of ${where === 'defaults' ? 'the defaults' : `service "${where}"`} is empty.`,
    fix: 'Give it a value, or remove the key. If the value is a variable, find out why it is empty.',
  });
}

function serviceInDefaults(origin: Origin, key = 'service'): Problem {
  return toProblem('manifest-key', origin, {
    message: 'The defaults name a service, so every service of the manifest would be the same one.',
    fix: `Remove "${key}" from the defaults: the keys below "services" are the names.`,
  });
}

function notKeys(what: string, origin: Origin): Problem {
  return toProblem('manifest-services', origin, {
    message: `${what} has to have keys with values, as in "web:" or "image: …".`,
    fix: 'Write one "key: value" on each line, indented, without "- " before it.',
  });
}

function badWave(service: string, origin: Origin): Problem {
  return toProblem('manifest-wave', origin, {
    message: `The wave of service "${service}" is not a whole number from 0 to ${LAST_WAVE}.`,
    fix: 'Use whole numbers, such as wave: 1 and wave: 2. A higher wave starts when the lower ones have succeeded.',
  });
}

function isKey(key: string): key is InputName {
  return (KEYS as readonly string[]).includes(key);
}

function isInput(key: string): boolean {
  return Object.hasOwn(INPUTS, key);
}

/** What other tools call it. */
const ELSEWHERE: Readonly<Record<string, InputName>> = {
  vars: 'variables',
  env: 'environment-variables',
  environment: 'environment-variables',
  'env-vars': 'environment-variables',
  count: 'desired-count',
  replicas: 'desired-count',
  tag: 'image-tag',
  container: 'container-name',
  family: 'task-definition-family',
  taskdef: 'task-definition',
};

function guess(key: string): string | undefined {
  const plain = key.toLowerCase();
  return Object.hasOwn(ELSEWHERE, plain) ? ELSEWHERE[plain] : nearest(key, [...KEYS, 'wave']);
}

function isWave(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= LAST_WAVE;
}

function toFields(value: unknown): Fields {
  return isFields(value) ? value : {};
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
