/** A document without `$schema`, which names the JSON Schema for editors: the API has no such field. */
export function withoutSchemaReference(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('$schema' in value)) return value;
  const { $schema: _, ...fields } = value;
  return fields;
}
