import { plainTypeAt } from '../aws/field-types.ts';
import { isProvenanceKey } from '../aws/provenance.ts';
import type { Problem, Rendered, TaskDefinition, Template } from '../model.ts';
import { atInput, toProblem } from '../problem.ts';
import type { Changes, Pair } from './changes.ts';
import { chooseContainers, IMAGE_PLACEHOLDER, unknownContainer } from './containers.ts';
import { changeTags } from './image-tag.ts';
import { READ_ONLY } from './read-only.ts';
import { createTrace, type JsonObject, type Trace } from './trace.ts';
import { fillVariables, unresolvedVariables } from './variables.ts';
import { phrase } from '../phrases.ts';

export type { Changes } from './changes.ts';

/** Applies every change to a template. It drops only what AWS rejects: read-only attributes, nulls, `aws:` tags, an empty `tags`, and choices without a value. */
export function render(template: Template, changes: Changes): Rendered {
  const variables = changes.variables ?? new Map<string, string>();
  const { value, missing } = fillVariables(template, variables, (path) => plainTypeAt('task definition', path));
  const trace = createTrace(template);
  const definition = toRequest(trace, value);
  const problems = emptyImages(changes);
  const containers = containersOf(definition);
  const work: Work = { trace, definition, containers, changes, problems };
  const { chosen, problem } = chooseContainers(containers, changes);
  if (problem !== undefined && (changesImage(changes) || changesContainers(changes))) problems.push(problem);
  problems.push(...imagesGivenTwice(chosen, changes));
  changeImages(work, chosen);
  if (changes.imageTag !== undefined) problems.push(...changeTags(trace, chosen, changes.imageTag));
  if (changesContainers(changes)) for (const container of chosen) changeContainer(work, container);
  changeTask(work);
  problems.push(...unresolvedVariables({ missing, variables, definition, trace }));
  return {
    template: template.name,
    definition: definition as unknown as TaskDefinition,
    locate: (path) => trace.locate(definition, path),
    spelling: (path) => {
      const source = trace.sourceOf(definition, path);
      return 'path' in source ? template.spelling?.(source.path) : undefined;
    },
    problems,
  };
}

interface Work {
  trace: Trace;
  definition: JsonObject;
  containers: JsonObject[];
  changes: Changes;
  problems: Problem[];
}

function toRequest(trace: Trace, value: unknown): JsonObject {
  const definition = trace.copy(isRecord(value) ? value : {}, []) as JsonObject;
  const tags = definition['tags'];
  if (Array.isArray(tags)) {
    if ([...READ_ONLY].some((key) => key in definition)) removeReservedTags(trace, tags);
    if (tags.length === 0) delete definition['tags'];
  }
  for (const key of READ_ONLY) delete definition[key];
  dropEmpty(definition, CHOICES);
  for (const container of containersOf(definition)) {
    dropEmpty(container, CONTAINER_CHOICES);
    const ports = container['portMappings'];
    if (Array.isArray(ports)) for (const port of ports.filter(isRecord)) dropEmpty(port, PORT_CHOICES);
    completeValues(container['environment']);
  }
  const proxy = definition['proxyConfiguration'];
  if (isRecord(proxy)) completeValues(proxy['properties']);
  return definition;
}

/** Optional fields with fixed values. Tools write them as empty strings, and the official action and ecspresso leave those out. */
const CHOICES = ['networkMode', 'pidMode', 'ipcMode'];
const CONTAINER_CHOICES = ['versionConsistency'];
const PORT_CHOICES = ['appProtocol', 'protocol'];

function dropEmpty(object: JsonObject, choices: readonly string[]): void {
  for (const key of choices) if (object[key] === '') delete object[key];
}

/** `aws:` tags are AWS's own: it returns them but rejects them in a request. Provenance tags belong to the run that registered the revision. */
function removeReservedTags(trace: Trace, tags: unknown[]): void {
  for (let index = tags.length - 1; index >= 0; index--) {
    const tag = tags[index];
    const key = isRecord(tag) ? tag['key'] : undefined;
    if (typeof key === 'string' && (/^aws:/i.test(key) || isProvenanceKey(key))) trace.remove(tags, index);
  }
}

/** A variable without a value is empty, as with YAML's `value:` or tools that strip empty values. One with `valueFrom` is a misplaced secret. */
function completeValues(list: unknown): void {
  if (!Array.isArray(list)) return;
  for (const pair of list.filter(isRecord)) if (!('valueFrom' in pair)) pair['value'] ??= '';
}

function containersOf(definition: JsonObject): JsonObject[] {
  const list = definition['containerDefinitions'];
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

function emptyImages({ images = [] }: Changes): Problem[] {
  return images
    .filter(({ image }) => image.trim() === '')
    .map(({ container, input }) =>
      toProblem('empty-image', atInput(input), {
        message: container === undefined ? 'The image is empty.' : `The image of container "${container}" is empty.`,
        fix: `Check what sets it. ${phrase('why-empty')}`,
      }),
    );
}

function changesImage({ images = [], imageTag }: Changes): boolean {
  return (
    imageTag !== undefined || images.some(({ container, image }) => container === undefined && image.trim() !== '')
  );
}

function changeImages(work: Work, chosen: readonly JsonObject[]): void {
  const { trace, definition, containers, changes, problems } = work;
  for (const { container: name, image, input } of changes.images ?? []) {
    if (image.trim() === '') continue;
    const named = name === undefined ? chosen : containers.filter((container) => container['name'] === name);
    if (name !== undefined && named.length === 0) {
      problems.push(unknownContainer({ name, containers, origin: { kind: 'input', input } }));
    }
    for (const container of named) {
      if (name !== undefined || !holdsPlaceholder(container['image']))
        trace.set(container, 'image', { value: image, input });
    }
    if (name === undefined) replacePlaceholder(work, { node: definition, image, input });
  }
}

/** `image` or `image-tag` without a name may go to a container that `images` names: one of the two would be lost. */
function imagesGivenTwice(
  chosen: readonly JsonObject[],
  { images = [], imageTag, containerNames = [] }: Changes,
): Problem[] {
  const tag = imageTag === undefined ? undefined : { input: 'image-tag' };
  const unnamed = images.find(({ container }) => container === undefined) ?? tag;
  if (unnamed === undefined || containerNames.length > 0) return [];
  const twice = images.filter(({ container }) => chosen.some(({ name }) => name === container));
  return twice.map(({ container, input }) =>
    toProblem('image-given-twice', atInput(input), {
      message: `${phrase('inputs', `${unnamed.input} ${input}`)} both set the image of container "${container}".`,
      fix: `Keep one of the two, or set container-name to the container for "${unnamed.input}".`,
    }),
  );
}

function holdsPlaceholder(value: unknown): boolean {
  return typeof value === 'string' && value.includes(IMAGE_PLACEHOLDER);
}

function replacePlaceholder(work: Work, { node, image, input }: { node: unknown; image: string; input: string }): void {
  if (typeof node !== 'object' || node === null) return;
  const parent = node as JsonObject;
  for (const [key, value] of Object.entries(parent)) {
    if (typeof value === 'string' && value.includes(IMAGE_PLACEHOLDER)) {
      const index = Array.isArray(node) ? Number(key) : key;
      work.trace.set(parent, index, { value: value.replaceAll(IMAGE_PLACEHOLDER, () => image), input });
    } else {
      replacePlaceholder(work, { node: value, image, input });
    }
  }
}

function changesContainers(changes: Changes): boolean {
  const { environment, secrets, dockerLabels, logOptions, environmentFiles, command, logDriver } = changes;
  const lists = [environment, secrets, dockerLabels, logOptions, environmentFiles, command];
  return logDriver !== undefined || lists.some((list) => list !== undefined && list.length > 0);
}

function changeContainer({ trace, changes }: Work, container: JsonObject): void {
  const { environment = [], secrets = [], dockerLabels = [], logOptions = [], environmentFiles = [] } = changes;
  for (const pair of environment) setVariable(trace, container, { ...VARIABLE, pair });
  for (const pair of secrets) setVariable(trace, container, { ...SECRET, pair });
  if (environmentFiles.length > 0) {
    const value = environmentFiles.map((arn) => ({ value: arn, type: 's3' }));
    trace.set(container, 'environmentFiles', { value, input: 'env-files' });
  }
  setEntries(trace, container, { key: 'dockerLabels', pairs: dockerLabels, input: 'docker-labels' });
  if (changes.command !== undefined && changes.command.length > 0) {
    trace.set(container, 'command', { value: [...changes.command], input: 'command' });
  }
  if (changes.logDriver === undefined && logOptions.length === 0) return;
  const driverInput = changes.logDriver === undefined ? 'log-configuration-options' : 'log-configuration-log-driver';
  const logs = ensureObject(trace, container, { key: 'logConfiguration', input: driverInput });
  if (changes.logDriver !== undefined) trace.set(logs, 'logDriver', { value: changes.logDriver, input: driverInput });
  setEntries(trace, logs, { key: 'options', pairs: logOptions, input: 'log-configuration-options' });
}

interface VariableKind {
  list: 'environment' | 'secrets';
  other: 'environment' | 'secrets';
  valueKey: 'value' | 'valueFrom';
  input: string;
}

const VARIABLE: VariableKind = {
  list: 'environment',
  other: 'secrets',
  valueKey: 'value',
  input: 'environment-variables',
};
const SECRET: VariableKind = { list: 'secrets', other: 'environment', valueKey: 'valueFrom', input: 'secrets' };

/** A name may be in `environment` or in `secrets`, but not in both: the new one replaces the other. */
function setVariable(
  trace: Trace,
  container: JsonObject,
  { list, other, valueKey, input, pair }: VariableKind & { pair: Pair },
): void {
  const [name, value] = pair;
  const others = container[other];
  if (Array.isArray(others)) {
    for (let index = others.length - 1; index >= 0; index--) {
      if (nameOf(others[index]) === name) trace.remove(others, index);
    }
  }
  const entries = ensureList(trace, container, { key: list, input });
  const index = entries.findIndex((entry) => nameOf(entry) === name);
  trace.set(entries, index < 0 ? entries.length : index, { value: { name, [valueKey]: value }, input });
}

function nameOf(entry: unknown): unknown {
  return isRecord(entry) ? entry['name'] : undefined;
}

function ensureList(trace: Trace, parent: JsonObject, { key, input }: { key: string; input: string }): unknown[] {
  const list = parent[key];
  if (Array.isArray(list)) return list;
  const made: unknown[] = [];
  trace.set(parent, key, { value: made, input });
  return made;
}

function ensureObject(trace: Trace, parent: JsonObject, { key, input }: { key: string; input: string }): JsonObject {
  const object = parent[key];
  if (isRecord(object)) return object;
  const made: JsonObject = {};
  trace.set(parent, key, { value: made, input });
  return made;
}

function setEntries(
  trace: Trace,
  parent: JsonObject,
  { key, pairs, input }: { key: string; pairs: readonly Pair[]; input: string },
): void {
  if (pairs.length === 0) return;
  const entries = ensureObject(trace, parent, { key, input });
  for (const [name, value] of pairs) trace.set(entries, name, { value, input });
}

function changeTask({ trace, definition, changes }: Work): void {
  const settings: [key: string, value: string | undefined, input: string][] = [
    ['taskRoleArn', changes.taskRoleArn, 'task-role-arn'],
    ['executionRoleArn', changes.executionRoleArn, 'execution-role-arn'],
    ['cpu', changes.cpu, 'cpu'],
    ['memory', changes.memory, 'memory'],
  ];
  for (const [key, value, input] of settings) {
    if (value !== undefined && value !== '') trace.set(definition, key, { value, input });
  }
  if (changes.cpuArchitecture !== undefined) {
    const platform = ensureObject(trace, definition, { key: 'runtimePlatform', input: 'cpu-architecture' });
    trace.set(platform, 'cpuArchitecture', { value: changes.cpuArchitecture, input: 'cpu-architecture' });
  }
  for (const tag of changes.tags ?? []) {
    const tags = ensureList(trace, definition, { key: 'tags', input: 'tags' });
    const index = tags.findIndex((existing) => isRecord(existing) && existing['key'] === tag.key);
    trace.set(tags, index < 0 ? tags.length : index, { value: { ...tag }, input: 'tags' });
  }
}

function isRecord(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
