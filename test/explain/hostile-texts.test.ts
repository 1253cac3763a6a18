import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import { explain, READ_CHARACTERS, toPlain } from '../../src/explain/explain.ts';
import { lastWords } from '../../src/explain/log.ts';
import { PATTERN_GROUPS } from '../../src/explain/patterns.ts';

const PATTERNS = PATTERN_GROUPS.flatMap(({ patterns }) => patterns);
/** Ten times what is read of a text: enough to tell a pattern that takes quadratic time. */
const CHARACTERS = 40_000;
/** Far more than an honest text takes on a busy machine; V8 breaks a match off that runs longer, so that a test ends. */
const LIMIT_MS = 2_000;

const SHAPES = ['A', 'A_', '1', ' ', '"', "'", '(', '()', '[', ': ', '/', 'a.', '-', 'arn:', '\u00e9', '\n'];

/** The words that a pattern looks for, alone and in pairs: what makes it begin, and then not come to its end. */
function ownShapes({ source }: RegExp): string[] {
  const literal = source.replaceAll(/\(\?<\w+>/g, '(').replaceAll(/\\[a-zA-Z]/g, '|');
  const words = literal
    .replaceAll(/\\(.)/g, '$1')
    .split(/[|()[\]?*+.{}^$]+/)
    .filter((word) => word.length > 2);
  const some = [...new Set(words)].slice(0, 12);
  return [...words, ...some.flatMap((a) => some.map((b) => `${a} ${b} `)), `${words.join(' ')} `];
}

const context = vm.createContext({ explain, lastWords });
const match = new vm.Script('for (const text of texts) pattern.exec(text)');
const lookUp = new vm.Script('explain(text), lastWords([text])');

function runs(pattern: RegExp, texts: readonly string[]): boolean {
  Object.assign(context, { pattern, texts });
  try {
    match.runInContext(context, { timeout: LIMIT_MS });
    return true;
  } catch {
    return false;
  }
}

/** The shapes whose texts run for long. A time limit costs a thread, so that all are tried together first. */
function slow(pattern: RegExp, texts: ReadonlyMap<string, string>): string[] {
  if (runs(pattern, [...texts.values()])) return [];
  return [...texts].filter(([, text]) => !runs(pattern, [text])).map(([shape]) => shape);
}

const long = (shape: string, characters = CHARACTERS): string =>
  shape.repeat(Math.ceil(characters / shape.length)).slice(0, characters);
/** As much of a long text as is read. */
const plain = (shape: string): string => toPlain(long(shape, READ_CHARACTERS));

const LONG = new Map(SHAPES.map((shape) => [shape, long(shape)]));
const PLAIN = new Map(SHAPES.map((shape) => [shape, plain(shape)]));

describe('no text makes a pattern slow', () => {
  it('stops what would run for long, so that the tests below can fail', () => {
    const texts = new Map([...PLAIN, ['a', `${'a'.repeat(60)}b`]]);
    expect(slow(/(?:a+)+$/, texts)).toEqual(['a']);
  });

  it.each(PATTERNS)('$id', ({ pattern }) => {
    const own = ownShapes(pattern).map((shape) => [shape, plain(shape)] as const);
    expect(slow(pattern, new Map([...PLAIN, ...own]))).toEqual([]);
  });

  it.each(PATTERNS.filter(({ pattern }) => !/[*+]/.test(pattern.source)))(
    '$id, however long the text',
    ({ pattern }) => {
      expect(slow(pattern, LONG)).toEqual([]);
    },
  );

  it.each([...SHAPES, '(service ', 'service (', 'Service deployment rolled back because '])(
    'a text of %j is made plain and looked up',
    (shape) => {
      Object.assign(context, { text: long(shape) });
      expect(() => lookUp.runInContext(context, { timeout: LIMIT_MS })).not.toThrow();
    },
  );
});
