import type { Problem } from '../model.ts';
import { toProblem } from '../problem.ts';
import { wrongArns } from './arns.ts';
import { besideManifest } from './beside-manifest.ts';
import { combinationProblems } from './combinations.ts';
import { parseInput } from './formats.ts';
import { nearest } from './nearest.ts';
import { invisibleProblem } from './invisible.ts';
import { INPUTS, type InputName, type Inputs } from './spec.ts';
import type { InputSpec } from './table/input-spec.ts';
import { unexpanded } from './unexpanded.ts';
import { unknownInputs } from './unknown.ts';
import { withoutValues } from './value-from.ts';
import { phrase } from '../phrases.ts';

/** What the host knows apart from the declared inputs. */
export interface Surroundings {
  /** The names of all inputs that were given, declared or not. */
  names: readonly string[];
  /** Whether the step has an environment variable of this name. */
  isSet: (name: string) => boolean;
  /** Inputs that were given in a form that cannot be read; that is reported already. */
  unusable?: readonly InputName[];
  /** Whether an input was given, but came out empty: asked of those whose `leftOut` lets the host tell. */
  cameOutEmpty?: (name: InputName) => boolean;
  /** Whether an input is written where several modes share it: in a manifest. */
  isShared?: (name: InputName) => boolean;
}

export interface ReadInputs {
  inputs: Inputs;
  problems: Problem[];
  /** The inputs that were not left out. */
  given: InputName[];
  /** Given but invalid: later checks must not complain about these again. */
  bad: ReadonlySet<InputName>;
}

/**
 * Parses every input of the table and finds all mistakes in one go. `read` returns an input's raw text, '' if it was left out.
 * The runner fills in the defaults of action.yml, so an input counts as given when it differs from its default; one whose
 * default the runner computes (`${{ … }}`) never does, and has no default outside the runner.
 * An invalid input is left out or gets its default, so that the checks can continue; nothing may be written then.
 */
export function parseInputs(
  read: (name: InputName) => string,
  { names, isSet, unusable = [], isShared = () => false, cameOutEmpty }: Surroundings = {
    names: [],
    isSet: () => false,
  },
): ReadInputs {
  const unknown = unknownInputs(names);
  const problems = unknown.map(({ problem }) => problem);
  const given: InputName[] = [];
  const bad = new Set([...unknown.flatMap((one) => one.meant ?? []), ...unusable]);
  const values: Partial<Record<InputName, unknown>> = {};
  for (const name of Object.keys(INPUTS) as InputName[]) {
    const text = unlessLeftOut(name, read(name));
    if (isGiven(name, text) || bad.has(name)) given.push(name);
    const one = readOne(name, { text, isSet, cameOutEmpty });
    if (one.value !== undefined) values[name] = one.value;
    problems.push(...one.problems);
    if (one.problems.length > 0) bad.add(name);
  }
  if (PLACE.some((name) => bad.has(name))) withoutPlace(values);
  const inputs = values as Inputs;
  const combined = isWhole({ inputs, bad })
    ? combinationProblems({ inputs, given, bad, isShared })
    : besideManifest(given, inputs);
  for (const { severity, origin } of combined)
    if (severity === 'error' && origin.kind === 'input') bad.add(origin.input as InputName);
  if (bad.has('preview')) withoutPlace(values);
  return { inputs, problems: [...problems, ...combined], given, bad };
}

/** Whether the inputs of the step are all there are; those of a manifest or a folder are judged together with them. */
function isWhole({ inputs, bad }: Pick<ReadInputs, 'inputs' | 'bad'>): boolean {
  const elsewhere: readonly InputName[] = ['manifest', 'directory'];
  return elsewhere.every((name) => inputs[name] === undefined && !bad.has(name));
}

/** If one of these is invalid, looking up the services would look in the wrong place. */
const PLACE: readonly InputName[] = ['service', 'service-name', 'cluster'];

/** A preview is a service of its own: without a valid one, `service` is not what the step is for. */
function withoutPlace(values: Partial<Record<InputName, unknown>>): void {
  for (const name of PLACE) delete values[name];
}

function unlessLeftOut(name: InputName, text: string): string {
  const { leftOut }: InputSpec = INPUTS[name];
  return text.trim() === leftOut?.word ? '' : text;
}

/** For these, an invalid text is still a text, and the checks can continue with it. */
const KEPT: readonly InputSpec['type'][] = ['text', 'pairs', 'lines'];

function isGiven(name: InputName, text: string): boolean {
  const spec: InputSpec = INPUTS[name];
  return text.trim() !== '' && text !== spec.default && !isComputed(spec);
}

function isComputed(spec: InputSpec): boolean {
  return spec.default?.startsWith('${{') === true;
}

function readOne(
  name: InputName,
  { text, isSet, cameOutEmpty }: { text: string } & Pick<Surroundings, 'isSet' | 'cameOutEmpty'>,
): { value?: unknown; problems: Problem[] } {
  const spec: InputSpec = INPUTS[name];
  if (spec.leftOut !== undefined && cameOutEmpty?.(name) === true) {
    return { value: undefined, problems: [badFormat(name, { message: 'is empty', fix: spec.leftOut.fix })] };
  }
  if (text.trim() === '') return { value: defaultOf(spec), problems: [] };
  const parsed = parseInput(text, spec);
  const value = 'value' in parsed ? parsed.value : undefined;
  if (isDocument(value)) return { value, problems: [] };
  const mistake = unexpanded({ name, text, value }, isSet);
  if (spec.type === 'document' && !('value' in parsed))
    return { value: undefined, problems: [badFormat(name, parsed)] };
  if (mistake !== undefined) {
    const also = spec.type === 'pairs' && !('value' in parsed) ? [badFormat(name, parsed)] : [];
    const kept = KEPT.includes(spec.type) ? value : defaultOf(spec, text);
    return { value: kept, problems: [mistake, ...also] };
  }
  const unseen = invisibleProblem(name, 'value' in parsed ? value : text.trim());
  if (!('value' in parsed)) return { value: defaultOf(spec, text), problems: [unseen ?? badFormat(name, parsed)] };
  if (unseen !== undefined) return { value, problems: [unseen] };
  const arns = wrongArns(name, value);
  return arns.length > 0 ? { value, problems: arns } : withoutValues(name, value);
}

/** Its placeholders are filled in from `variables`, and its mistakes have lines: it is checked where files are. */
function isDocument(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'text' in value;
}

/** Replaces an invalid value; a misspelled choice becomes the one that was meant, so that later checks match it. */
function defaultOf(spec: InputSpec, text?: string): unknown {
  const near = spec.type === 'choice' && text !== undefined ? nearest(text.trim(), spec.choices) : undefined;
  if (near !== undefined) return near;
  if (spec.default === undefined || isComputed(spec)) return undefined;
  const parsed = parseInput(spec.default, spec);
  return 'value' in parsed ? parsed.value : undefined;
}

function badFormat(name: InputName, { message, fix }: { message: string; fix: string }): Problem {
  const origin = { kind: 'input', input: name } as const;
  return toProblem('input-format', origin, { message: `${phrase('input', name)} ${message}.`, fix });
}
