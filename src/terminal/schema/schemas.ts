import { addressOf, type SchemaName } from './address.ts';
import { addDocument, documentOrAnswer, type DocumentName } from './documents.ts';
import { toManifest } from './manifest.ts';
import type { Definitions, JsonSchema } from './structure.ts';

/** The schema of a document, complete in itself: an editor needs no second file. */
export function toSchema(name: SchemaName): JsonSchema {
  const definitions: Definitions['all'] = {};
  const { title, document } = NAMED[name];
  const whole = document === undefined ? toManifest(definitions) : documentOrAnswer(document);
  if (document !== undefined) addDocument(document, definitions);
  return {
    // The newest draft of which editors know every word.
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: addressOf(name),
    title,
    ...whole,
    type: 'object',
    definitions,
  };
}

const NAMED: Record<SchemaName, { title: string; document?: DocumentName }> = {
  'task-definition': { title: 'Task definition of Amazon ECS', document: 'TaskDefinition' },
  'service-definition': { title: 'Service definition of Amazon ECS', document: 'ServiceDefinition' },
  'express-service-definition': {
    title: 'Service definition of Amazon ECS Express',
    document: 'ExpressServiceDefinition',
  },
  manifest: { title: 'Manifest of ecs-express-deploy' },
};
