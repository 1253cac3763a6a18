import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import type { JsonReport } from '../../src/report/json.ts';

const ajv = new Ajv({ allErrors: true });
formats.default(ajv);
const validate = ajv.compile(closed(readSchema()) as object);

/** The report, where it keeps to docs/report.schema.json and has no key that the schema lacks; throws otherwise. */
export function validReport(text: string): JsonReport {
  const report: unknown = JSON.parse(text);
  if (validate(report)) return report as JsonReport;
  throw new Error(`The report breaks its schema: ${JSON.stringify(validate.errors)}`);
}

function readSchema(): unknown {
  return JSON.parse(readFileSync(resolve(import.meta.dirname, '../../docs/report.schema.json'), 'utf8'));
}

/** Readers must expect new keys; here one that is not in the schema is a mistake. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).map(([key, value]) => [key, closed(value)]);
  return Object.fromEntries('properties' in schema ? [...entries, ['additionalProperties', false]] : entries);
}
