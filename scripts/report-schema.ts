import { createGenerator } from 'ts-json-schema-generator';

/** The JSON Schema of the report, read from the types that the code serialises. */
export function reportSchema(): string {
  const generator = createGenerator({
    path: 'src/report/json.ts',
    tsconfig: 'tsconfig.json',
    type: 'JsonReport',
    skipTypeCheck: true,
    additionalProperties: true,
    topRef: false,
    sortProps: false,
  });
  const { $schema, ...schema } = generator.createSchema('JsonReport');
  const title = 'Report of ecs-express-deploy (the output "report")';
  return `${JSON.stringify({ $schema, title, ...schema }, undefined, 2)}\n`;
}
