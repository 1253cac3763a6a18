import { expect, it } from 'vitest';
import { isGreen, type OutcomeKind } from '../../src/model.ts';
import { BUG, EXIT_CODES, exitCodeOf, USAGE_ERROR } from '../../src/terminal/exit-codes.ts';

it('is 0 exactly where the action is green', () => {
  for (const [kind, code] of Object.entries(EXIT_CODES))
    expect([kind, code === 0]).toEqual([kind, isGreen(kind as OutcomeKind)]);
});

it('keeps wrong arguments and bugs apart from what a deployment did', () => {
  const codes = Object.values<number>(EXIT_CODES);
  expect(codes).not.toContain(USAGE_ERROR);
  expect(codes).not.toContain(BUG);
});

it('is that of a bug if this program broke in the middle of a run', () => {
  expect(exitCodeOf({ kind: 'failed', isBug: true })).toBe(BUG);
  expect(exitCodeOf({ kind: 'failed' })).toBe(1);
});
