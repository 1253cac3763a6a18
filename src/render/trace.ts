import type { Origin, Path, Template } from '../model.ts';

export type JsonObject = Record<string, unknown>;

/** Remembers, for each object and list in a rendered definition, where it was in the template and what each input set in it. */
export interface Trace {
  /** Copies a template's value without its nulls, which AWS rejects and which mean "not given". */
  copy: (value: unknown, path: Path) => unknown;
  /** Sets a property, or an item of a list, on behalf of an input. */
  set: (parent: JsonObject | unknown[], key: string | number, setting: { value: unknown; input: string }) => void;
  /** Removes a list item; later items keep their positions in the template. */
  remove: (list: unknown[], index: number) => void;
  /** Where a value in the definition comes from: a position in the template, or an input. */
  sourceOf: (root: JsonObject, path: Path) => { path: Path } | { input: string };
  locate: (root: JsonObject, path: Path) => Origin;
}

interface Provenance {
  path: Path;
  /** For a list: the position of each item in the template's list. */
  indices?: (number | undefined)[];
  inputs: Map<string | number, string>;
}

/** Keeps positions right while nulls are dropped and inputs are applied. */
export function createTrace(template: Template): Trace {
  const provenances = new WeakMap<object, Provenance>();

  const copy = (value: unknown, path: Path): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    const copied: object = Array.isArray(value) ? [] : {};
    const provenance: Provenance = { path, inputs: new Map() };
    provenances.set(copied, provenance);
    if (Array.isArray(copied) && Array.isArray(value)) {
      const indices = [...value.keys()].filter((index) => value[index] !== null && value[index] !== undefined);
      for (const index of indices) copied.push(copy(value[index], [...path, index]));
      provenance.indices = indices;
      return copied;
    }
    for (const [key, item] of Object.entries(value)) {
      if (item !== null && item !== undefined) define(copied, key, copy(item, [...path, key]));
    }
    return copied;
  };

  const provenanceOf = (parent: object): Provenance => {
    const known = provenances.get(parent);
    if (known !== undefined) return known;
    const made: Provenance = { path: [], inputs: new Map() };
    provenances.set(parent, made);
    return made;
  };

  return {
    copy,
    set: (parent, key, { value, input }) => {
      define(parent, key, value);
      provenanceOf(parent).inputs.set(key, input);
    },
    remove: (list, index) => {
      const { indices, inputs } = provenanceOf(list);
      list.splice(index, 1);
      indices?.splice(index, 1);
      const moved = [...inputs].filter(([key]) => key !== index);
      inputs.clear();
      for (const [key, input] of moved) inputs.set(typeof key === 'number' && key > index ? key - 1 : key, input);
    },
    sourceOf: (root, path) => sourceOf(root, path, provenances),
    locate: (root, path) => {
      const source = sourceOf(root, path, provenances);
      return 'input' in source ? { kind: 'input', input: source.input } : template.locate(source.path);
    },
  };
}

function sourceOf(
  root: JsonObject,
  path: Path,
  provenances: WeakMap<object, Provenance>,
): { path: Path } | { input: string } {
  let node: unknown = root;
  let place: Path = [];
  for (const [depth, key] of path.entries()) {
    const provenance = typeof node === 'object' && node !== null ? provenances.get(node) : undefined;
    if (provenance === undefined) return { path: [...place, ...path.slice(depth)] };
    const input = provenance.inputs.get(key);
    if (input !== undefined) return { input };
    const index = typeof key === 'number' ? provenance.indices?.[key] : key;
    if (index === undefined) return { path: provenance.path };
    place = [...provenance.path, index];
    node = (node as JsonObject)[key];
  }
  return { path: place };
}

/** A key named `__proto__` stays an ordinary key. */
function define(parent: object, key: string | number, value: unknown): void {
  Object.defineProperty(parent, key, { value, enumerable: true, writable: true, configurable: true });
}
