import {
  CreateExpressGatewayServiceRequest$,
  CreateServiceRequest$,
  RegisterTaskDefinitionRequest$,
  UpdateExpressGatewayServiceRequest$,
  UpdateServiceRequest$,
} from '@aws-sdk/client-ecs';

/** The kinds of documents, and the requests whose fields they have. */
const REQUESTS = {
  'task definition': [RegisterTaskDefinitionRequest$],
  'service definition': [
    CreateServiceRequest$,
    UpdateServiceRequest$,
    CreateExpressGatewayServiceRequest$,
    UpdateExpressGatewayServiceRequest$,
  ],
} as const;

type Path = readonly (string | number)[];

/** As the SDK writes them: see check/fields.ts. */
type Schema = number | (() => Schema) | readonly unknown[];

const NUMBER = 1;
const BOOLEAN = 2;
const LIST = 64;
const MAP = 128;
const STRUCTURE = 3;

/** Whether the API takes a number or a boolean at a place of a document; undefined for everything else. */
export function plainTypeAt(document: keyof typeof REQUESTS, path: Path): 'number' | 'boolean' | undefined {
  for (const request of REQUESTS[document]) {
    const code = path.reduce<Schema | undefined>(inside, request as Schema);
    const found = code === undefined ? undefined : unwrap(code);
    if (found === NUMBER) return 'number';
    if (found === BOOLEAN) return 'boolean';
  }
  return undefined;
}

function inside(outer: Schema | undefined, key: string | number): Schema | undefined {
  if (outer === undefined) return undefined;
  const schema = unwrap(outer);
  if (typeof schema === 'number') {
    if (schema >= MAP) return schema - MAP;
    return schema >= LIST ? schema - LIST : undefined;
  }
  if (schema[0] !== STRUCTURE) return (schema[0] === 1 ? schema[4] : schema[5]) as Schema;
  const [, , , , members, schemas] = schema as [unknown, unknown, unknown, unknown, string[], Schema[]];
  return schemas[members.indexOf(String(key))];
}

function unwrap(schema: Schema): number | readonly unknown[] {
  if (typeof schema === 'function') return unwrap(schema());
  if (typeof schema === 'number') return schema;
  return schema.length <= 2 ? unwrap(schema[0] as Schema) : schema;
}
