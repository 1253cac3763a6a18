import { toShape, type Schema, type Shape } from './shape.ts';

const WORDS = { text: 'text', number: 'a number', boolean: 'true or false' } as const;

const shapes = new WeakMap<object, Shape>();

/**
 * The first value of a response that is not of the type that the API gives it: "services[0].deployments is text instead of a list".
 * The SDK passes on what it got. A member that is left out, or null, is of no type: its reader has to do without.
 */
export function wrongType(answer: unknown, schema: Schema): string | undefined {
  return inside(answer, { schema, path: '' });
}

interface Place {
  schema: Schema;
  path: string;
}

function inside(value: unknown, { schema, path }: Place): string | undefined {
  const shape = shapeOf(schema);
  const instead = (wanted: string): string => `${path || 'it'} is ${nameOf(value)} instead of ${wanted}`;
  switch (shape.kind) {
    case 'any':
      return undefined;
    case 'text':
    case 'number':
    case 'boolean':
      return typeof value === (shape.kind === 'text' ? 'string' : shape.kind) ? undefined : instead(WORDS[shape.kind]);
    case 'list':
      if (!Array.isArray(value)) return instead('a list');
      return firstOf(value.entries(), ([index, item]) =>
        inside(item, { schema: shape.item, path: `${path}[${index}]` }),
      );
    case 'map':
      if (!isMembers(value)) return instead('an object');
      return firstOf(Object.entries(value), ([key, item]) =>
        inMember(item, { schema: shape.item, path: join(path, key) }),
      );
    case 'structure':
      if (!isMembers(value)) return instead('an object');
      return firstOf(shape.members, ([key, item]) => inMember(value[key], { schema: item, path: join(path, key) }));
  }
}

function inMember(value: unknown, place: Place): string | undefined {
  return value === undefined || value === null ? undefined : inside(value, place);
}

function firstOf<T>(items: Iterable<T>, find: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Read once for each schema: a response repeats it for each of its items. */
function shapeOf(schema: Schema): Shape {
  if (typeof schema === 'number') return toShape(schema);
  const known = shapes.get(schema);
  if (known !== undefined) return known;
  const shape = toShape(schema);
  shapes.set(schema, shape);
  return shape;
}

function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function nameOf(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return WORDS.text;
  if (typeof value === 'number' || typeof value === 'boolean')
    return WORDS[typeof value === 'number' ? 'number' : 'boolean'];
  return value instanceof Date ? 'a time' : 'an object';
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
