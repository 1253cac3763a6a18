import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, parseDocument, visit } from 'yaml';
import { INPUTS, OUTPUTS } from '../../src/inputs/spec.ts';
import { filledIn } from '../../src/inputs/table/input-spec.ts';

const text = await readFile(resolve(import.meta.dirname, '../../action.yml'), 'utf8');

interface Action {
  description: string;
  inputs: Record<string, { description: unknown; default?: unknown }>;
  outputs: Record<string, { description: unknown }>;
}

describe.each(['1.1', '1.2'] as const)('action.yml, read as YAML %s', (version) => {
  const action = parse(text, { version }) as Action;

  it('declares every input, each with a text as its default', () => {
    const defaults = Object.entries(action.inputs).map(([name, input]) => [name, input.default]);
    expect(defaults).toEqual(Object.entries(INPUTS).map(([name, spec]) => [name, filledIn(spec)]));
  });

  it('describes everything in text', () => {
    const descriptions = [...Object.values(action.inputs), ...Object.values(action.outputs)].map(
      (one) => one.description,
    );
    expect(descriptions).toEqual([
      ...Object.values(INPUTS).map(({ description }) => description),
      ...Object.values(OUTPUTS),
    ]);
  });
});

it('has neither anchors nor tags, which other runners read in their own ways', () => {
  const found: unknown[] = [];
  visit(parseDocument(text), {
    Node: (_, node) =>
      void ('anchor' in node && node.anchor ? found.push(node.anchor) : node.tag && found.push(node.tag)),
    Alias: (_, { source }) => void found.push(source),
  });
  expect(found).toEqual([]);
});

it('fits into the Marketplace, which cuts descriptions after 125 characters', () => {
  expect((parse(text) as Action).description.length).toBeLessThanOrEqual(125);
});
