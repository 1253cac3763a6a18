import { plainTypeAt } from '../aws/field-types.ts';
import { parseLayers, stepLayer, type Layer, type LayeredInputs, type StepInputs } from '../inputs/layers.ts';
import { readManifest } from '../inputs/manifest.ts';
import { takesPlaceholders } from '../inputs/unexpanded.ts';
import { type GivenDocument, type InputName } from '../inputs/spec.ts';
import type { Problem } from '../model.ts';
import { wantedServices } from '../plan/wanted.ts';
import { atInput, distinct, toProblem } from '../problem.ts';
import { fillVariables, unresolvedIn, type TypeAt } from '../render/variables.ts';
import type { Asked, Part } from './asked.ts';
import { readDirectory, withFolder } from './directory.ts';
import { readDocument, type Workspace } from './read-document.ts';
import { phrase } from '../phrases.ts';

/** Reads the input `manifest` or `directory`: the parts that the step consists of, or what is wrong. */
export async function readParts(asked: Asked, step: StepInputs, world: Workspace): Promise<Asked> {
  const { manifest, directory } = asked.inputs;
  const read = (name: InputName): string => (OF_THE_WHOLE.includes(name) ? '' : step.read(name));
  const whole = { asked, own: stepLayer(read), surroundings: step.surroundings };
  if (manifest !== undefined) return await withManifest(manifest, whole, world);
  if (directory === undefined) return asked;
  const { part, problems, region } = await toPart(
    { layers: [whole.own], label: directory, wave: undefined },
    whole,
    world,
  );
  return { ...asked, parts: part === undefined ? [] : [part], region, problems: [...asked.problems, ...problems] };
}

interface Whole {
  asked: Asked;
  own: Layer;
  surroundings: StepInputs['surroundings'];
}

async function withManifest(given: GivenDocument, whole: Whole, world: Workspace): Promise<Asked> {
  const { asked } = whole;
  const { variables } = asked.inputs;
  const shared = withoutInputs(whole.own, OF_THE_SYSTEM);
  const source = await readDocument({ given, input: 'manifest', variables, holds: 'manifest' }, world);
  if (source.template === undefined) {
    return { ...asked, parts: [], problems: [...asked.problems, ...source.problems] };
  }
  const { value, missing } = fillVariables(source.template, new Map(variables), typeInManifest);
  const { entries, problems } = readManifest({ ...source.template, value });
  const unfilled = asked.bad.has('variables')
    ? []
    : [...missing].filter(([path]) => !takesPlaceholders(inputIn(JSON.parse(path) as string[])));
  const read = await Promise.all(
    entries.map(async ({ service, wave, own, defaults }) => {
      return await toPart({ layers: [own, defaults, shared], label: service, wave }, whole, world);
    }),
  );
  const all = read.flatMap(({ part }) => part ?? []);
  const parts = asked.inputs.mode === 'run-task' ? all.filter((part) => part.inputs['run-task']) : all;
  const regions = new Set(read.flatMap(({ region }) => region ?? []));
  const found = [
    ...source.problems,
    ...problems,
    ...unresolvedIn(source.template, new Map(unfilled)),
    ...read.flatMap((one) => one.problems),
    ...twice(all),
    ...hasty(all),
    ...(all.length > 0 && parts.length === 0 ? [withoutTask()] : []),
  ];
  return { ...asked, parts, region: [...regions][0], problems: distinct([...asked.problems, ...found]) };
}

/** Of a document that is written in the manifest itself; the other values are texts of inputs. */
const typeInManifest: TypeAt = ([section, ...path]) => {
  const [input, ...rest] = section === 'defaults' ? path : path.slice(1);
  if (input === 'task-definition') return plainTypeAt('task definition', rest);
  return input === 'service-definition' ? plainTypeAt('service definition', rest) : undefined;
};

/** `['services', 'web', 'image']` and `['defaults', 'image']`. */
function inputIn([section = '', ...path]: readonly string[]): string {
  return (section === 'defaults' ? path[0] : path[1]) ?? '';
}

function withoutInputs(layer: Layer, names: readonly InputName[]): Layer {
  const isOut = (key: string): boolean => (names as readonly string[]).includes(key);
  return { ...layer, values: Object.fromEntries(Object.entries(layer.values).filter(([key]) => !isOut(key))) };
}

async function toPart(
  { layers, ...named }: { layers: readonly Layer[]; label: string; wave: number | undefined },
  { asked, surroundings }: Whole,
  world: Workspace,
): Promise<{ part?: Part; problems: Problem[]; region?: string | undefined }> {
  const [top] = layers;
  const naming = layers.find(({ values }) => 'directory' in values);
  const origin = naming?.locate?.(['directory']) ?? atInput('directory');
  const given = naming?.values['directory'];
  if (layers.some(({ unusable }) => unusable?.has('directory'))) return { problems: [] };
  const folder = typeof given === 'string' ? await readDirectory(given, origin, world) : { problems: [] as Problem[] };
  if (folder.problems.length > 0) return folder;
  const { relocate, layerOf, ...parsed } = parseLayers(withFolder(layers, folder), surroundings);
  const part: Part = {
    ...asked,
    ...parsed,
    ...named,
    problems: parsed.problems
      .filter((problem) => !isForSystem(problem, asked))
      .flatMap((problem) => asInManifest(problem, layerOf)),
    relocate,
    isOwn: (input) => layerOf(input) === top,
  };
  return { part, problems: [], region: folder.region };
}

/** Beside a manifest, these are about the system; a service has its own in the manifest. */
const OF_THE_SYSTEM: readonly InputName[] = ['smoke-test', 'metric-checks'];
const SHARED_WITH_SYSTEM: readonly InputName[] = ['smoke-test-timeout-seconds', 'on-verification-failure'];

const OF_THE_WHOLE: readonly InputName[] = ['on-failure'];

/** What a service has no use for may be meant for the verification of the system. */
function isForSystem({ rule, origin }: Problem, { inputs }: Asked): boolean {
  const isShared = origin.kind === 'input' && SHARED_WITH_SYSTEM.some((name) => name === origin.input);
  return rule === 'input-unused' && isShared && OF_THE_SYSTEM.some((name) => inputs[name] !== undefined);
}

/** Nothing but the input `variables` fills in placeholders of a manifest; those that it does not fill are reported already. */
function asInManifest(problem: Problem, layerOf: LayeredInputs['layerOf']): Problem[] {
  const { rule, origin, message } = problem;
  if (rule !== 'unexpanded-variable' || origin.kind !== 'input' || layerOf(origin.input)?.locate === undefined)
    return [problem];
  if (message.includes('`${') && !message.includes('`${{')) return [];
  return [{ ...problem, fix: `In a manifest, write \${NAME} and add ${phrase('variable-line', 'NAME')}.` }];
}

/** A later wave starts when an earlier one has succeeded, which nobody knows who did not wait. */
function hasty(parts: readonly Part[]): Problem[] {
  const last = Math.max(...parts.map(({ wave = 0 }) => wave));
  const input = 'wait-for-service-stability';
  const early = parts.filter(({ wave = 0, inputs }) => wave < last && inputs.mode === 'deploy' && !inputs[input]);
  return early.map(({ relocate, label }) =>
    relocate(
      toProblem('manifest-wave', atInput(input), {
        message: `Service "${label}" is not followed (${input}: false), but a later wave starts only when it has succeeded.`,
        fix: `Remove ${input}, or put all services into one wave.`,
      }),
    ),
  );
}

function withoutTask(): Problem {
  return toProblem('nothing-to-do', atInput('manifest'), {
    message: 'Mode "run-task" has nothing to do: no service of the manifest has run-task: true.',
    fix: 'Add run-task: true to the services whose one-off task you want to run.',
  });
}

/** Two entries for one service would deploy it twice at the same time. */
function twice(parts: readonly Part[]): Problem[] {
  const known = new Map<string, Part>();
  return parts.flatMap((part) =>
    wantedServices(part.inputs).flatMap(({ cluster, name }) => {
      const key = `${cluster}/${name}`;
      const other = known.get(key);
      known.set(key, other ?? part);
      if (other === undefined) return [];
      const found = toProblem(
        'manifest-services',
        { kind: 'input', input: 'service' },
        {
          message: `The manifest has service "${name}" in cluster "${cluster}" twice: as "${other.label}" and as "${part.label}".`,
          fix: 'Keep one of them, or give them different clusters.',
        },
      );
      return [part.relocate(found)];
    }),
  );
}

/** What is wrong with all parts, each mistake once and where it is written. */
export function problemsOfParts(
  parts: readonly (Pick<Part, 'relocate' | 'isOwn'> & { found: readonly Problem[] })[],
): Problem[] {
  const placed = parts.flatMap(({ found, relocate, isOwn }) =>
    found.map((problem) => ({
      problem: relocate(problem),
      isShared: problem.origin.kind === 'input' && !isOwn(problem.origin.input),
    })),
  );
  const counts = Map.groupBy(placed, ({ problem }) => JSON.stringify(problem));
  const told = [...counts.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const isIdle = first.isShared && first.problem.rule === 'input-unused' && same.length < parts.length;
    return isIdle ? [] : [first.problem];
  });
  return told;
}
