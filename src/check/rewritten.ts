import { toShape, type Schema, type Structure } from '../aws/shape.ts';

interface Given {
  value: unknown;
  schema: Schema;
  /** A scalar as the file spells it, unless it may be a secret. */
  spelt: string | undefined;
}

/** How to write a list or an object where there is something else; JSON's spelling is valid in YAML too. */
export function rewritten({ value, schema, spelt }: Given): string | undefined {
  const shape = toShape(schema);
  if (shape.kind === 'map') return 'Write names and values: { "name": "value" }.';
  if (shape.kind === 'structure') return `Write an object: ${objectOf(shape, value)}.`;
  if (shape.kind !== 'list') return undefined;
  const item = toShape(shape.item);
  if (item.kind === 'structure') return `Write a list of objects: [${objectOf(item, value)}].`;
  return item.kind === 'text' && typeof value === 'string' && spelt !== undefined
    ? `Put it in square brackets: ["${spelt}"].`
    : 'Put it in square brackets: [ … ].';
}

/** More fields than these make a long fix, and no better one. */
const MOST_FIELDS = 3;

/** With the fields that are there, or else those that it needs. */
function objectOf({ members, required }: Structure, value: unknown): string {
  const there = typeof value === 'object' && value !== null ? Object.keys(value).filter((key) => members.has(key)) : [];
  const [shown = []] = [there, required, [...members.keys()]].filter(({ length }) => length > 0);
  const fields = shown.slice(0, MOST_FIELDS).map((field) => `"${field}": …`);
  return `{ ${[...fields, ...(shown.length > MOST_FIELDS ? ['…'] : [])].join(', ')} }`;
}
