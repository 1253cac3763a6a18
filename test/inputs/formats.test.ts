import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInput } from '../../src/inputs/formats.ts';
import type { InputType } from '../../src/inputs/spec.ts';

const PAIRS: InputType = { type: 'pairs', keys: ['name', 'value'] };

function valueOf(text: string, spec: InputType): unknown {
  const parsed = parseInput(text, spec);
  return 'value' in parsed ? parsed.value : `error: ${parsed.message}`;
}

describe('booleans', () => {
  it.each([
    ['true', true],
    ['Yes', true],
    ['1', true],
    [' FALSE ', false],
    ['no', false],
    ['0', false],
  ])('%s is %s', (text, wanted) => expect(valueOf(text, { type: 'boolean' })).toBe(wanted));

  it.each(['on', 'y', 'truee', '2'])('%s is an error, never a default', (text) => {
    expect(valueOf(text, { type: 'boolean' })).toMatch(/neither true nor false/);
  });
});

describe('numbers', () => {
  const spec: InputType = { type: 'integer', min: 0, max: 10 };

  it.each([
    ['0', 0],
    [' 7 ', 7],
    ['10', 10],
  ])('%s is %s', (text, wanted) => expect(valueOf(text, spec)).toBe(wanted));

  it.each(['11', '-1', '3.5', '3 tasks', 'NaN', '1e1', '0x3'])('%s is an error', (text) => {
    expect(valueOf(text, spec)).toMatch(/^error/);
  });
});

describe('pairs', () => {
  it('splits at the first = and keeps the value to the letter', () => {
    const text = 'A=1=2\n\n# a comment\n  B= spaced \nC=';
    expect(valueOf(text, PAIRS)).toEqual([
      ['A', '1=2'],
      ['B', ' spaced '],
      ['C', ''],
    ]);
  });

  it('takes the JSON of the AWS API and plain objects', () => {
    expect(valueOf('[{"name":"A","value":"x=y"}]', PAIRS)).toEqual([['A', 'x=y']]);
    expect(valueOf('{"A":"1"}', PAIRS)).toEqual([['A', '1']]);
  });

  it('says where JSON breaks', () => {
    expect(valueOf('[{"name":"A",\n "value": }]', PAIRS)).toMatch(/line 2, column 11 of the value/);
  });

  it('never shows a whole line, which may hold a secret', () => {
    const parsed = valueOf('PASSWORD:super-secret-value-that-is-long', PAIRS);
    expect(parsed).toMatch(/has no "="/);
    expect(parsed).not.toContain('that-is-long');
  });

  it('refuses values that are not strings', () => {
    expect(valueOf('{"A":1}', PAIRS)).toMatch(/"A" is not a string/);
    expect(valueOf('[{"name":"A","valueFrom":"x"}]', PAIRS)).toMatch(/item 1/);
  });

  it('keeps every NAME=value line as it was written', () => {
    const name = fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,8}$/);
    const value = fc.string().filter((text) => !/[\r\n]/.test(text));
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value), { minLength: 1 }), (pairs) => {
        expect(valueOf(pairs.map(([key, text]) => `${key}=${text}`).join('\n'), PAIRS)).toEqual(pairs);
      }),
    );
  });
});

describe('commands, names and JSON', () => {
  it('splits a command as a shell splits words', () => {
    expect(valueOf(`sh -c "npm run migrate && echo 'done'"`, { type: 'words' })).toEqual([
      'sh',
      '-c',
      "npm run migrate && echo 'done'",
    ]);
    expect(valueOf('["node", "a b.js"]', { type: 'words' })).toEqual(['node', 'a b.js']);
  });

  it.each([
    ['sh -c "npm start', 'the double quote at line 1, column 7 of the value is not closed'],
    ["echo 'a'\n  it's", 'the single quote at line 2, column 5 of the value is not closed'],
    [`echo "it's" '"`, 'the single quote at line 1, column 13 of the value is not closed'],
  ])('does not guess where a quote ends: %s', (text, message) => {
    expect(valueOf(text, { type: 'words' })).toBe(`error: ${message}`);
  });

  it('reads names by line, comma or JSON', () => {
    expect(valueOf('a, b\nc', { type: 'names' })).toEqual(['a', 'b', 'c']);
    expect(valueOf('["a","b"]', { type: 'names' })).toEqual(['a', 'b']);
  });

  it('wants the JSON type that the API wants', () => {
    expect(valueOf('{"a":1}', { type: 'json-array' })).toMatch(/not a JSON array/);
    expect(valueOf('[]', { type: 'json-object' })).toMatch(/not a JSON object/);
  });
});
