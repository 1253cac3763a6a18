import { describe, expect, it } from 'vitest';
import { shownLines } from '../../src/watch/diagnose/log-lines.ts';

const STACK = Array.from({ length: 60 }, (_, line) => `\tat org.example.A.a(A.java:${line})`);

describe('the lines of a log that are shown', () => {
  it('are the last ones', () => {
    expect(shownLines(['a', 'b', 'c'], { limit: 2 })).toEqual(['b', 'c']);
  });

  it('fold a stack, so that the error above it is among them', () => {
    expect(shownLines(['start', 'Error: x', ...STACK, '\t... 40 more'], { limit: 3 })).toEqual([
      'Error: x',
      STACK[0],
      '    … 60 more lines of the stack',
    ]);
  });

  it('leave a short stack as it is', () => {
    const lines = ['Error: x', ...STACK.slice(0, 4)];
    expect(shownLines(lines, { limit: 20 })).toEqual(lines);
  });

  it('start with the relevant one if it is above them', () => {
    const lines = ['Error: x', ...Array.from({ length: 30 }, (_, line) => `npm ${line}`)];
    expect(shownLines(lines, { limit: 4, telling: 0 })).toEqual(['Error: x', '…', 'npm 28', 'npm 29']);
    expect(shownLines(lines, { limit: 1, telling: 0 })).toEqual(['Error: x', '…']);
  });

  it('keep head and tail of a very long line', () => {
    const [line = ''] = shownLines([`head ${'x'.repeat(6_000)} tail`], { limit: 1 });
    expect(line.length).toBeLessThan(2_010);
    expect(line).toMatch(/^head x+ … x+ tail$/);
  });
});
