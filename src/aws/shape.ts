/**
 * A schema as the SDK writes it: a code (0 text, 1 number, 2 boolean, 4 to 7 time, 64 + code a list, 128 + code a map), an
 * array whose first item is its kind (0 a code with a name, 1 list, 2 map, 3 structure, 4 union), one of these with traits, "unit" where
 * there is nothing, or a thunk.
 */
export type Schema = number | string | (() => Schema) | readonly unknown[];

/** What a schema says about a value. */
export type Shape = Scalar | { kind: 'list' | 'map'; item: Schema } | Structure;

export interface Scalar {
  kind: 'text' | 'number' | 'boolean' | 'any';
}

export interface Structure {
  kind: 'structure';
  name: string;
  members: ReadonlyMap<string, Schema>;
  required: readonly string[];
}

/** Required by the service, although the API model does not say so (docs: API_ContainerDefinition). */
const ALSO_REQUIRED: Readonly<Record<string, readonly string[]>> = { ContainerDefinition: ['name'] };

const LIST = 64;
const MAP = 128;
const SCALARS = ['text', 'number', 'boolean'] as const;

/** Reads one level of a schema. */
export function toShape(given: Schema): Shape {
  const schema = unwrap(given);
  if (typeof schema === 'number') {
    if (schema >= MAP) return { kind: 'map', item: schema - MAP };
    if (schema >= LIST) return { kind: 'list', item: schema - LIST };
    return { kind: SCALARS[schema] ?? 'any' };
  }
  if (typeof schema === 'string') return { kind: 'any' };
  switch (schema[0]) {
    case 0:
      return toShape(schema[4] as Schema);
    case 1:
      return { kind: 'list', item: schema[4] as Schema };
    case 2:
      return { kind: 'map', item: schema[5] as Schema };
    case 3:
    case 4:
      return toStructure(schema as Written);
    default:
      return { kind: 'any' };
  }
}

function toStructure([, , name, , names, schemas, requiredCount = 0]: Written): Structure {
  const members = new Map(names.map((member, index) => [member, schemas[index] as Schema]));
  return {
    kind: 'structure',
    name,
    members,
    required: [...names.slice(0, requiredCount), ...(ALSO_REQUIRED[name] ?? [])],
  };
}

type Written = [
  kind: 3 | 4,
  space: string,
  name: string,
  traits: unknown,
  names: string[],
  schemas: Schema[],
  required?: number,
];

function unwrap(schema: Schema): number | string | readonly unknown[] {
  if (typeof schema === 'function') return unwrap(schema());
  if (typeof schema === 'number' || typeof schema === 'string') return schema;
  return schema.length <= 2 ? unwrap(schema[0] as Schema) : schema;
}
