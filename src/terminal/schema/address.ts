/** The documents that have a schema, as they are named on the command line and in schemas/. */
export const SCHEMAS = ['task-definition', 'service-definition', 'express-service-definition', 'manifest'] as const;

export type SchemaName = (typeof SCHEMAS)[number];

/** Where editors find the schema of this major version. */
export function addressOf(name: SchemaName): string {
  return `https://raw.githubusercontent.com/org/ecs-express-deploy/v1/schemas/${name}.json`;
}
