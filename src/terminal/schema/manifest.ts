import { OF_EXPRESS } from '../../aws/express.ts';
import { BOOLEANS_TOO, KEYS, LAST_WAVE, NUMBERS_TOO } from '../../inputs/in-documents.ts';
import { INPUTS, type InputName } from '../../inputs/spec.ts';
import type { InputSpec } from '../../inputs/table/input-spec.ts';
import { addDocument, documentOrAnswer } from './documents.ts';
import { choose, WITH_PLACEHOLDER, type Definitions, type JsonSchema } from './structure.ts';

/** A manifest: the inputs of each service, from the same table as action.yml. */
export function toManifest(all: Definitions['all']): JsonSchema {
  for (const name of ['TaskDefinition', 'ServiceDefinition', 'ExpressServiceDefinition'] as const) {
    addDocument(name, all);
  }
  const properties = Object.fromEntries(KEYS.map((name) => [name, toInput(name)]));
  const wave = {
    type: 'integer',
    minimum: 0,
    maximum: LAST_WAVE,
    description: 'A service starts when those of lower waves have succeeded.',
  };
  const { service: _, ...shared } = properties;
  all['Service'] = { type: ['object', 'null'], properties: { wave, ...properties }, additionalProperties: false };
  all['Defaults'] = { type: ['object', 'null'], properties: { wave, ...shared }, additionalProperties: false };
  return {
    type: 'object',
    required: ['services'],
    properties: {
      $schema: { type: 'string' },
      defaults: {
        description: 'Inputs of every service that does not set them itself.',
        $ref: '#/definitions/Defaults',
      },
      services: {
        type: 'object',
        description: 'The services by name, each with its inputs.',
        minProperties: 1,
        additionalProperties: { $ref: '#/definitions/Service' },
      },
    },
    // For anchors of YAML.
    patternProperties: { '^x-': {} },
    additionalProperties: false,
  };
}

function toInput(name: InputName): JsonSchema {
  const spec: InputSpec = INPUTS[name];
  const shown = spec.default?.startsWith('${{') === false ? ` Default: \`${spec.default}\`.` : '';
  return { description: spec.description + shown, ...toValue(name, spec) };
}

const TEXT = { type: 'string' };
const LIST_OF_TEXTS = { type: ['string', 'array'], items: TEXT };

/** What a manifest may have as the value of an input: the text that the step takes, or what it stands for. */
function toValue(name: InputName, spec: InputSpec): JsonSchema {
  switch (spec.type) {
    case 'text':
      return NUMBERS_TOO.includes(name) ? { type: ['string', 'number'] } : TEXT;
    case 'document':
      return name === 'task-definition' || name === 'service-definition' ? OWN[name] : { type: ['string', 'object'] };
    case 'boolean':
      return {
        type: ['boolean', 'string', 'integer'],
        ...patternOf(String.raw`^\s*([Tt]rue|TRUE|[Ff]alse|FALSE|[Yy]es|YES|[Nn]o|NO|[Oo]n|ON|[Oo]ff|OFF|1|0)\s*$`),
        minimum: 0,
        maximum: 1,
      };
    case 'integer':
      return {
        type: ['integer', 'string'],
        minimum: spec.min,
        maximum: spec.max,
        ...patternOf(String.raw`^\s*(0|[1-9]\d*)\s*$`),
      };
    case 'choice':
      return { anyOf: [{ enum: spec.choices }, WITH_PLACEHOLDER] };
    case 'names':
      return BOOLEANS_TOO.includes(name) ? { ...LIST_OF_TEXTS, type: ['string', 'array', 'boolean'] } : LIST_OF_TEXTS;
    case 'lines':
    case 'words':
    case 'metric-checks':
      return LIST_OF_TEXTS;
    case 'pairs':
      return pairsOf(spec.keys);
    case 'probes':
      return { type: ['string', 'array', 'object'], items: { type: ['string', 'object'] } };
    case 'json-array':
      return { type: ['string', 'array'], items: { type: 'object' } };
    case 'json-object':
      return { type: ['string', 'object'] };
  }
}

/** A text that reads as a value of the input, or that has a placeholder. */
function patternOf(pattern: string): JsonSchema {
  const { pattern: placeholder } = WITH_PLACEHOLDER;
  return { pattern: `${pattern}|${String(placeholder)}` };
}

function pairsOf([key, value]: readonly [string, string]): JsonSchema {
  const pair = { type: 'object', required: [key, value], properties: { [key]: TEXT, [value]: TEXT } };
  return {
    type: ['string', 'object', 'array'],
    additionalProperties: { type: ['string', 'number', 'boolean'] },
    items: pair,
  };
}

/** A document is the path of its file, or is written in the manifest itself. */
const OWN = {
  'task-definition': { type: ['string', 'object'], if: TEXT, else: documentOrAnswer('TaskDefinition') },
  'service-definition': {
    type: ['string', 'object'],
    if: TEXT,
    else: choose(
      { anyOf: OF_EXPRESS.map((field) => ({ required: [field] })) },
      { met: documentOrAnswer('ExpressServiceDefinition'), unmet: documentOrAnswer('ServiceDefinition') },
    ),
  },
};
