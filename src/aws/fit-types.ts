import { toShape, type Schema, type Shape } from './shape.ts';

const WORDS = { text: 'text', number: 'a number', boolean: 'true or false' } as const;
const NUMBER = /^-?\d{1,15}(?:\.\d{1,15})?$/;

const shapes = new WeakMap<object, Shape>();

/**
 * Fits a response to the types that the API gives it, because the SDK passes on what it got. A number, or true or false, that came as text
 * is read as what it should be, and the other way round: the size of a container, for one, is text in the API and a number in moto.
 * Returns the first value that cannot be read so: "services[0].deployments is text instead of a list". A member that is left out, or null,
 * is of no type: its reader has to do without.
 */
export function fitTypes(answer: object, schema: Schema): string | undefined {
  return fit({ value: answer, path: '', put: () => undefined }, schema);
}

/** A value of a response, and how to put another in its place. */
interface Place {
  value: unknown;
  path: string;
  put: (value: unknown) => void;
}

function fit(place: Place, schema: Schema): string | undefined {
  const { value, path } = place;
  const shape = shapeOf(schema);
  const instead = (wanted: string): string => `${path || 'it'} is ${nameOf(value)} instead of ${wanted}`;
  switch (shape.kind) {
    case 'any':
      return undefined;
    case 'text':
    case 'number':
    case 'boolean':
      return fitScalar(place, shape.kind) ? undefined : instead(WORDS[shape.kind]);
    case 'list':
      if (!Array.isArray(value)) return instead('a list');
      return firstOf(value.entries(), ([index, item]) =>
        fit({ value: item, path: `${path}[${index}]`, put: (other) => (value[index] = other) }, shape.item),
      );
    case 'map':
      if (!isMembers(value)) return instead('an object');
      return firstOf(Object.keys(value), (key) => fitMember(value, { key, path }, shape.item));
    case 'structure':
      if (!isMembers(value)) return instead('an object');
      return firstOf(shape.members, ([key, item]) => fitMember(value, { key, path }, item));
  }
}

function fitMember(
  members: Record<string, unknown>,
  { key, path }: { key: string; path: string },
  schema: Schema,
): string | undefined {
  const value = members[key];
  if (value === undefined || value === null) return undefined;
  return fit({ value, path: path === '' ? key : `${path}.${key}`, put: (other) => (members[key] = other) }, schema);
}

function fitScalar({ value, put }: Place, kind: keyof typeof WORDS): boolean {
  const read = readAs(value, kind);
  if (read !== undefined && read !== value) put(read);
  return read !== undefined;
}

function readAs(value: unknown, kind: keyof typeof WORDS): string | number | boolean | undefined {
  switch (kind) {
    case 'text':
      return typeof value === 'number' || typeof value === 'boolean' ? String(value) : asIs(value, 'string');
    case 'number':
      return typeof value === 'string' && NUMBER.test(value) ? Number(value) : asIs(value, 'number');
    case 'boolean':
      return value === 'true' || value === 'false' ? value === 'true' : asIs(value, 'boolean');
  }
}

function asIs(value: unknown, type: 'string' | 'number' | 'boolean'): string | number | boolean | undefined {
  return typeof value === type ? (value as string | number | boolean) : undefined;
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
  if (typeof schema === 'number' || typeof schema === 'string') return toShape(schema);
  const known = shapes.get(schema);
  if (known !== undefined) return known;
  const shape = toShape(schema);
  shapes.set(schema, shape);
  return shape;
}

function isMembers(value: unknown): value is Record<string, unknown> {
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
