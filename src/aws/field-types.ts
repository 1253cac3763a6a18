import { REQUESTS } from './requests.ts';
import { toShape, type Schema } from './shape.ts';

/** The kinds of documents, and the requests whose fields they have. */
const DOCUMENTS = {
  'task definition': [REQUESTS.RegisterTaskDefinitionRequest],
  'service definition': [
    REQUESTS.CreateServiceRequest,
    REQUESTS.UpdateServiceRequest,
    REQUESTS.CreateExpressGatewayServiceRequest,
    REQUESTS.UpdateExpressGatewayServiceRequest,
  ],
} as const;

type Path = readonly (string | number)[];

/** Whether the API takes a number or a boolean at a place of a document; undefined for everything else. */
export function plainTypeAt(document: keyof typeof DOCUMENTS, path: Path): 'number' | 'boolean' | undefined {
  for (const request of DOCUMENTS[document]) {
    const schema = path.reduce<Schema | undefined>(inside, request as Schema);
    const kind = schema === undefined ? undefined : toShape(schema).kind;
    if (kind === 'number' || kind === 'boolean') return kind;
  }
  return undefined;
}

function inside(outer: Schema | undefined, key: string | number): Schema | undefined {
  if (outer === undefined) return undefined;
  const shape = toShape(outer);
  if (shape.kind === 'structure') return shape.members.get(String(key));
  return 'item' in shape ? shape.item : undefined;
}
