import { FIXED_VALUES, FRACTIONAL } from '../../aws/members.ts';
import { toShape, type Schema, type Structure } from '../../aws/shape.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** What a structure is written into. */
export interface Definitions {
  /** The structures so far, by name. */
  all: Record<string, JsonSchema>;
  /** A service definition is merged with the live service, so nothing in it is required. */
  isPartial: boolean;
}

const VARIABLE = String.raw`\$\{[A-Za-z_]\w*\}`;

/** A text that holds a placeholder, which a deploy replaces before anything looks at the value. */
export const WITH_PLACEHOLDER: JsonSchema = {
  type: 'string',
  pattern: VARIABLE,
  patternErrorMessage: 'Use one of the values, or a placeholder such as ${NAME}.',
};

/** Where the API takes a number or a boolean, a text is a placeholder and nothing else. */
export function plainOrPlaceholder(type: string): JsonSchema {
  const what = type === 'boolean' ? 'true or false' : 'a number';
  return {
    type: [type, 'string', 'null'],
    pattern: String.raw`^\s*${VARIABLE}\s*$`,
    patternErrorMessage: `Write ${what} without quotes, or a placeholder such as \${NAME}.`,
  };
}

/** One schema or the other, by what the document has. */
export function choose(condition: JsonSchema, { met, unmet }: { met: JsonSchema; unmet: JsonSchema }): JsonSchema {
  // The keyword of JSON Schema; nothing awaits it.
  // oxlint-disable-next-line unicorn/no-thenable
  return { if: condition, then: met, else: unmet };
}

/** A reference to a structure of the API, which is added to the definitions. */
export function referTo(structure: Structure, definitions: Definitions): JsonSchema {
  const name = `${definitions.isPartial ? 'Partial' : ''}${structure.name}`;
  if (!(name in definitions.all)) {
    // Known before its members are read, so that a structure may contain itself.
    definitions.all[name] = {};
    definitions.all[name] = toObject(structure, definitions);
  }
  return { $ref: `#/definitions/${name}` };
}

/** The JSON Schema of a structure: its members, and no others. */
export function toObject(structure: Structure, definitions: Definitions): JsonSchema {
  const { required } = structure;
  return {
    type: ['object', 'null'],
    description: pageOf(structure.name),
    ...(definitions.isPartial || required.length === 0 ? {} : { required }),
    properties: toProperties(structure, definitions),
    additionalProperties: false,
  };
}

/** Each member with a link to its description. */
export function toProperties({ name, members }: Structure, definitions: Definitions): Record<string, JsonSchema> {
  const properties = [...members].map(([member, schema]): [string, JsonSchema] => {
    const described = { description: placeOf(name, member) };
    return [member, { ...described, ...toMember(schema, `${name}.${member}`, definitions) }];
  });
  return Object.fromEntries(properties);
}

/** `null` is as good as a field that is left out. */
function toMember(schema: Schema, member: string, definitions: Definitions): JsonSchema {
  const shape = toShape(schema);
  const fixed = FIXED_VALUES[member];
  switch (shape.kind) {
    case 'structure':
      return referTo(shape, definitions);
    case 'list':
      return { type: ['array', 'null'], items: toItem(shape.item, member, definitions) };
    case 'map':
      return { type: ['object', 'null'], additionalProperties: toMember(shape.item, member, definitions) };
    case 'text':
      return fixed === undefined ? { type: ['string', 'null'] } : { anyOf: [...oneOf(fixed), { type: 'null' }] };
    case 'number':
      return plainOrPlaceholder(FRACTIONAL.has(member) ? 'number' : 'integer');
    case 'boolean':
      return plainOrPlaceholder('boolean');
    case 'any':
      return {};
  }
}

/** The items of a list are as the list's member, but each has to be there. */
function toItem(schema: Schema, member: string, definitions: Definitions): JsonSchema {
  const shape = toShape(schema);
  const fixed = FIXED_VALUES[member];
  if (shape.kind === 'structure') return { type: 'object', ...referTo(shape, definitions) };
  if (shape.kind === 'text') return fixed === undefined ? { type: 'string' } : { anyOf: oneOf(fixed) };
  return toMember(schema, member, definitions);
}

function oneOf(fixed: Readonly<Record<string, string>>): JsonSchema[] {
  return [{ enum: Object.values(fixed) }, WITH_PLACEHOLDER];
}

const REFERENCE = 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference';

/** AWS describes the members of a request on the page of its call. */
function pageOf(structure: string): string {
  return `${REFERENCE}/API_${structure.replace(/Request$/, '')}.html`;
}

function placeOf(structure: string, member: string): string {
  const call = structure.replace(/Request$/, '');
  const anchor = call === structure ? `ECS-Type-${structure}-${member}` : `ECS-${call}-request-${member}`;
  return `${pageOf(structure)}#${anchor}`;
}
