import { BESIDE_EXPRESS } from '../../aws/express.ts';
import { REQUESTS } from '../../aws/requests.ts';
import { toShape, type Schema, type Structure } from '../../aws/shape.ts';
import { READ_ONLY, READ_ONLY_OF_SERVICE } from '../../render/read-only.ts';
import { choose, toObject, toProperties, type Definitions, type JsonSchema } from './structure.ts';

/** The documents that AWS's calls define, by the names of their definitions. */
export type DocumentName = 'TaskDefinition' | 'ServiceDefinition' | 'ExpressServiceDefinition';

/** Adds a document to the definitions, with everything that it consists of. */
export function addDocument(name: DocumentName, all: Definitions['all']): void {
  all[name] = DOCUMENTS[name](all);
}

/** The document itself, or the answer of AWS that contains it. */
export function documentOrAnswer(name: DocumentName): JsonSchema {
  const document = { $ref: `#/definitions/${name}` };
  if (name === 'TaskDefinition') {
    const isAnswer = { required: ['taskDefinition'], not: { required: ['containerDefinitions'] } };
    return choose(isAnswer, { met: { properties: { taskDefinition: document } }, unmet: document });
  }
  const isList = { required: ['services'], not: { required: ['serviceName'] } };
  const isWrapped = { required: ['service'], properties: { service: { type: 'object' } } };
  return choose(isList, {
    met: { properties: { services: { type: 'array', minItems: 1, maxItems: 1, items: document } } },
    unmet: choose(isWrapped, { met: { properties: { service: document } }, unmet: document }),
  });
}

const DOCUMENTS: Record<DocumentName, (all: Definitions['all']) => JsonSchema> = {
  TaskDefinition: (all) => {
    const whole = toObject(structureOf(REQUESTS.RegisterTaskDefinitionRequest), { all, isPartial: false });
    return withMore(whole, readOnly(READ_ONLY));
  },
  ServiceDefinition: (all) => {
    const definitions = { all, isPartial: true };
    const whole = toObject(structureOf(REQUESTS.CreateServiceRequest), definitions);
    const update = only(UPDATE_SERVICE, ['service', 'forceNewDeployment']);
    return withMore(whole, { ...toProperties(update, definitions), ...readOnly(READ_ONLY_OF_SERVICE) });
  },
  ExpressServiceDefinition: (all) => {
    const definitions = { all, isPartial: true };
    const whole = toObject(structureOf(REQUESTS.CreateExpressGatewayServiceRequest), definitions);
    const update = only(UPDATE_SERVICE, ['service', ...BESIDE_EXPRESS]);
    const deployment = structureOf(UPDATE_SERVICE.members.get('deploymentConfiguration'));
    return withMore(whole, {
      ...toProperties(update, definitions),
      // Express decides the rest.
      deploymentConfiguration: toObject(only(deployment, ['bakeTimeInMinutes']), definitions),
      ...readOnly(READ_ONLY_OF_SERVICE),
    });
  },
};

const UPDATE_SERVICE = structureOf(REQUESTS.UpdateServiceRequest);

function structureOf(schema: unknown): Structure {
  const shape = toShape(schema as Schema);
  if (shape.kind !== 'structure') throw new TypeError('Not a structure.');
  return shape;
}

function only(structure: Structure, names: readonly string[]): Structure {
  const members = [...structure.members].filter(([member]) => names.includes(member));
  return { ...structure, members: new Map(members), required: [] };
}

function withMore(whole: JsonSchema, more: Record<string, unknown>): JsonSchema {
  const { properties, additionalProperties, ...start } = whole;
  return {
    ...start,
    properties: { $schema: { type: 'string' }, ...(properties as Record<string, JsonSchema>), ...more },
    additionalProperties,
  };
}

/** A saved answer of AWS has these. */
function readOnly(fields: ReadonlySet<string>): Record<string, JsonSchema> {
  const dropped = { description: 'Set by AWS. A deploy leaves it out.' };
  return Object.fromEntries([...fields].map((field) => [field, dropped]));
}
