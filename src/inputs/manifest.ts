import type { Origin, Path, Problem, Template } from '../model.ts';
import { toProblem } from '../problem.ts';
import type { Layer } from './layers.ts';
import { nearest } from './nearest.ts';
import { INPUTS, type InputName } from './spec.ts';
import { CHECKS, CLIENT, REPORT } from './table/groups.ts';

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
const LAST_WAVE = 1000;
const TOP = ['defaults', 'services'];

/** What a manifest says about the whole step. */
const OF_THE_STEP: readonly InputName[] = [
  'mode',
  'manifest',
  'on-failure',
  'service-name',
  'provenance-tags',
  'preview',
  'confirm',
];
const GROUPS_OF_THE_STEP: readonly string[] = [CHECKS, REPORT, CLIENT];

/** The keys that a service may have: the inputs, except those of the step as a whole. */
const KEYS = (Object.keys(INPUTS) as InputName[]).filter(
  (name) => !OF_THE_STEP.includes(name) && !GROUPS_OF_THE_STEP.includes(INPUTS[name].group),
);

/** The services of a manifest, and everything that is wrong with its shape. */
export function readManifest(template: Template): { entries: ManifestEntry[]; problems: Problem[] } {
  const { value, locate, spelling } = template;
  const root = toFields(value);
  const problems = Object.keys(root).flatMap((key) =>
    TOP.includes(key) || key.startsWith('x-') ? [] : [unknownTop(key, locate([key]))],
  );
  const at = (path: Path, values: Fields): ManifestLayer => ({
    values,
    locate: (inner) => locate([...path, ...inner]),
    spelling: spelling && ((inner) => spelling([...path, ...inner])),
  });
  const shared = sectionOf(root, 'defaults', locate);
  const listed = sectionOf(root, 'services', locate);
  problems.push(...shared.problems, ...listed.problems);
  const defaults = at(['defaults'], shared.fields);
  problems.push(...keyProblems(defaults, 'defaults', ['wave']));
  if ('service' in shared.fields) problems.push(serviceInDefaults(locate(['defaults', 'service'])));
  const entries: ManifestEntry[] = [];
  for (const [service, given] of Object.entries(listed.fields)) {
    const path = ['services', service];
    if (given !== null && !isFields(given)) {
      problems.push(notKeys(`Service "${service}"`, locate(path)));
      continue;
    }
    const own = at(path, given ?? {});
    problems.push(...keyProblems(own, service, ['wave']));
    const wave = own.values['wave'] ?? defaults.values['wave'] ?? FIRST_WAVE;
    if (!isWave(wave)) problems.push(badWave(service, own.locate('wave' in own.values ? ['wave'] : [])));
    const named = { ...own, values: { service, ...own.values } };
    entries.push({ service, wave: isWave(wave) ? wave : FIRST_WAVE, own: named, defaults });
  }
  return { entries, problems };
}

function sectionOf(
  root: Fields,
  key: 'defaults' | 'services',
  locate: Template['locate'],
): { fields: Fields; problems: Problem[] } {
  const given = root[key];
  const isNeeded = key === 'services';
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

function keyProblems({ values, locate }: ManifestLayer, where: string, also: readonly string[]): Problem[] {
  return Object.entries(values).flatMap(([key, value]) => {
    if (also.includes(key)) return [];
    if (!(KEYS as readonly string[]).includes(key)) return [unknownKey(key, where, locate([key]))];
    const isEmpty = value === null || (typeof value === 'string' && value.trim() === '');
    return isEmpty ? [emptyKey(key, where, locate([key]))] : [];
  });
}

function unknownTop(key: string, origin: Origin): Problem {
  const near = nearest(key, TOP);
  const other = isInput(key) ? `Move "${key}" below "defaults", or below a service.` : `Use ${TOP.join(' and ')}.`;
  return toProblem('manifest-key', origin, {
    message: `A manifest has no "${key}" at the top.`,
    fix: near === undefined ? other : `Did you mean "${near}"?`,
  });
}

function unknownKey(key: string, where: string, origin: Origin): Problem {
  if (isInput(key)) {
    return toProblem('manifest-key', origin, {
      message: `"${key}" is for the whole step, not for ${where === 'defaults' ? 'the services of a manifest' : `"${where}" alone`}.`,
      fix: `Remove it here, and set the input ${key} of the step.`,
    });
  }
  const near = nearest(key, [...KEYS, 'wave']);
  return toProblem('manifest-key', origin, {
    message: `${where === 'defaults' ? 'The defaults have' : `Service "${where}" has`} the key "${key}", which is not an input.`,
    fix: near === undefined ? 'Remove it. docs/inputs.md lists the inputs.' : `Did you mean "${near}"?`,
  });
}

function emptyKey(key: string, where: string, origin: Origin): Problem {
  return toProblem('manifest-key', origin, {
    message: `"${key}" of ${where === 'defaults' ? 'the defaults' : `service "${where}"`} is empty.`,
    fix: 'Give it a value, or remove the key. If the value is a variable, find out why it is empty.',
  });
}

function serviceInDefaults(origin: Origin): Problem {
  return toProblem('manifest-key', origin, {
    message: 'The defaults name a service, so every service of the manifest would be the same one.',
    fix: 'Remove "service" from the defaults: the keys below "services" are the names.',
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

function isInput(key: string): boolean {
  return Object.hasOwn(INPUTS, key);
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
