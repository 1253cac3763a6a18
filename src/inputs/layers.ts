import type { Origin, Path, Problem, Template } from '../model.ts';
import { nameKeys } from '../phrases.ts';
import { isInDocument } from '../problem.ts';
import { parsePairs } from './pairs.ts';
import { parseInputs, type ReadInputs, type Surroundings } from './parse.ts';
import { INPUTS, type InputName, type Inputs, type Pairs } from './spec.ts';
import type { InputSpec } from './table/input-spec.ts';

/** Inputs by their names, and where they are written. */
export interface Layer {
  values: Readonly<Record<string, unknown>>;
  /** Where a value is; without a path, where a missing one would be. Absent for the step itself. */
  locate?: ((path: Path) => Origin) | undefined;
  spelling?: ((path: Path) => string | undefined) | undefined;
  /** Inputs that it gives in a form that cannot be read; that is reported already. */
  unusable?: ReadonlySet<string> | undefined;
}

/** How the inputs of the step are read. */
export interface StepInputs {
  read: (name: InputName) => string;
  surroundings?: Surroundings | undefined;
}

export interface LayeredInputs extends ReadInputs {
  /** Points a problem of an input at the place where the input is written. */
  relocate: (problem: Problem) => Problem;
  /** The highest layer that sets the input. */
  layerOf: (input: string) => Layer | undefined;
}

/** The inputs of the step itself. */
export function stepLayer(read: StepInputs['read']): Layer {
  const given = (Object.keys(INPUTS) as InputName[]).map((name) => [name, read(name)] as const);
  return { values: Object.fromEntries(given.filter(([, text]) => text.trim() !== '')) };
}

/** One of these in a higher layer takes the place of all of them in a lower one. */
const EXCLUSIVE: readonly (readonly InputName[])[] = [
  ['task-definition', 'task-definition-arn', 'task-definition-family', 'task-definition-revision'],
  ['image', 'image-tag'],
];

/** What these name has been read: it is in the layers. */
const NAMES_LAYERS: readonly InputName[] = ['manifest', 'directory'];

interface Given {
  text: string;
  layer: Layer;
  value: unknown;
}

/**
 * Parses inputs that are written in several places, the first of which wins over the next. Lists of names and values (`variables`,
 * `environment-variables`, …) are merged by name.
 */
export function parseLayers(layers: readonly Layer[], surroundings?: Surroundings): LayeredInputs {
  const given = new Map<InputName, Given>();
  const unusable: InputName[] = [];
  for (const name of Object.keys(INPUTS) as InputName[]) {
    const one = NAMES_LAYERS.includes(name) ? undefined : giveOne(name, layers);
    if (one === 'unusable') unusable.push(name);
    else if (one !== undefined) given.set(name, one);
  }
  const layerOf = (input: string): Layer | undefined => given.get(input as InputName)?.layer;
  const parsed = parseInputs((name) => given.get(name)?.text ?? '', {
    names: [],
    isSet: surroundings?.isSet ?? (() => false),
    unusable,
    isShared: (name) => layerOf(name)?.locate !== undefined,
  });
  const relocate = (problem: Problem): Problem => relocateIn(problem, layers, layerOf);
  return { ...parsed, inputs: withTemplates(parsed.inputs, given), relocate, layerOf };
}

function giveOne(name: InputName, layers: readonly Layer[]): Given | 'unusable' | undefined {
  const rivals = EXCLUSIVE.find((group) => group.includes(name));
  const highest = layers.find((layer) => rivals?.some((one) => hasInput(layer, one)));
  const able = layers.filter((layer) => hasInput(layer, name) && (rivals === undefined || layer === highest));
  const spec: InputSpec = INPUTS[name];
  const used = spec.type === 'pairs' ? able : able.slice(0, 1);
  if (used.some(({ unusable }) => unusable?.has(name))) return 'unusable';
  const found = able.map((layer): Given => {
    const value = layer.values[name];
    return { text: toText(value, spec, (path) => layer.spelling?.([name, ...path])), layer, value };
  });
  const [top, ...lower] = found;
  if (top === undefined) return undefined;
  return spec.type === 'pairs' ? lower.reduce((upper, next) => mergePairs(upper, next, spec.keys), top) : top;
}

function hasInput({ values, unusable }: Layer, name: InputName): boolean {
  return name in values || unusable?.has(name) === true;
}

/** If one of the two cannot be parsed it is all that counts, so that its mistake is reported. */
function mergePairs(upper: Given, lower: Given, keys: readonly [string, string]): Given {
  const [above, below] = [parsePairs(upper.text, keys), parsePairs(lower.text, keys)];
  if (!('value' in above)) return upper;
  if (!('value' in below)) return lower;
  const merged: Pairs = [...new Map([...below.value, ...above.value])];
  const [name, value] = keys;
  return { ...upper, text: JSON.stringify(merged.map(([one, other]) => ({ [name]: one, [value]: other }))) };
}

/** The text that the step's own input would have for a value of a document. */
function toText(value: unknown, spec: InputSpec, spelling: (path: Path) => string | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (!isRecord(value) && !Array.isArray(value)) return spelling([]) ?? JSON.stringify(value);
  if (
    (spec.type === 'lines' || spec.type === 'metric-checks') &&
    Array.isArray(value) &&
    value.every((item) => typeof item === 'string')
  )
    return value.join('\n');
  if (spec.type !== 'pairs' || !isRecord(value)) return JSON.stringify(value);
  const spelt = Object.entries(value).map(([key, item]) => [
    key,
    isPlain(item) ? (spelling([key]) ?? String(item)) : item,
  ]);
  return JSON.stringify(Object.fromEntries(spelt));
}

/** A document inside a document keeps its positions. */
function withTemplates(inputs: Inputs, given: ReadonlyMap<InputName, Given>): Inputs {
  const templates = [...given].flatMap(([name, { value, layer }]) =>
    INPUTS[name].type === 'document' && isRecord(value) ? [[name, { template: toTemplate(name, value, layer) }]] : [],
  );
  return templates.length === 0 ? inputs : { ...inputs, ...Object.fromEntries(templates) };
}

function toTemplate(name: InputName, value: unknown, { locate, spelling }: Layer): Template {
  return {
    name,
    kind: 'document',
    value,
    locate: (path) => locate?.([name, ...path]) ?? { kind: 'input', input: name },
    ...(spelling === undefined ? {} : { spelling: (path: Path) => spelling([name, ...path]) }),
  };
}

/** The problem where its value is written. The lines of a document in a block (`|`) begin below its key. */
function relocateIn(problem: Problem, layers: readonly Layer[], layerOf: LayeredInputs['layerOf']): Problem {
  const found = relocated(problem, layers, layerOf);
  return isInDocument(found.origin) ? { ...found, message: nameKeys(found.message) } : found;
}

function relocated(problem: Problem, [first]: readonly Layer[], layerOf: LayeredInputs['layerOf']): Problem {
  const { origin } = problem;
  if (origin.kind === 'service' && first?.locate !== undefined) return { ...problem, origin: first.locate([]) };
  if (origin.kind !== 'input' || origin.input === 'manifest') return problem;
  const layer = layerOf(origin.input);
  const found = (layer ?? first)?.locate?.(layer === undefined ? [] : [origin.input]);
  if (found === undefined) return problem;
  const isBlock = 'line' in found && found.endColumn === undefined;
  if (origin.line === undefined || !isBlock || found.line === undefined) return { ...problem, origin: found };
  return { ...problem, origin: { ...found, line: found.line + origin.line, column: 1 } };
}

function isPlain(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
