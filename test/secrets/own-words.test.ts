import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { parseMermaid } from '../report/mermaid-parser.ts';
import { play, QUICK_START } from '../scenarios/play.ts';

/** A password may be any word: also one that the outcome, the report, its schema or the chart of the summary consists of. */
const WORDS = new Set([
  'SUCCESSFUL',
  'IN_PROGRESS',
  'HEALTHY',
  'section',
  'milestone',
  'dateFormat',
  'details',
  'summary',
]);
const SCHEMA = readFileSync(resolve(import.meta.dirname, '../../docs/report.schema.json'), 'utf8');
JSON.parse(SCHEMA, (key, value: unknown) => {
  for (const text of [key, value]) if (typeof text === 'string' && /^[\w-]{6,}$/.test(text)) WORDS.add(text);
  return value;
});
const PASSWORDS = [...WORDS].map((word, index) => `PASSWORD_${index}=${word}`).join('\n');

it.each([
  ['classic-healthy', 'succeeded'],
  ['classic-breaker', 'rolled-back'],
])('passwords that are words of the report change nothing but texts: %s', async (scenario, outcome) => {
  expect(WORDS.size).toBeGreaterThan(150);
  const given = { scenario, inputs: { ...QUICK_START, annotations: 'false' } };
  const plain = await play(given);
  const { exitCode, outputs, summary, log, calls } = await play({
    ...given,
    inputs: { ...given.inputs, checks: 'off', 'environment-variables': PASSWORDS },
  });
  expect({ exitCode, outputs }).toEqual({ exitCode: plain.exitCode, outputs: plain.outputs });
  expect(outputs['outcome']).toBe(outcome);
  expect(calls).toEqual(expect.arrayContaining(['RegisterTaskDefinition', 'UpdateService']));
  expect(await parseMermaid(/```mermaid\n([^]*?)\n```/.exec(summary)?.[1] ?? '')).toBe('gantt');
  expect(summary.match(/<details/g)?.length).toBe(summary.match(/<\/details>/g)?.length);
  expect(log).toContain('***');
});
