import { expect, test } from 'vitest';
import type { OutcomeKind } from '../../src/model.ts';
import { tallyAll, tallyWorst, type Counted } from '../../src/modes/tally.ts';

const one = (kind: OutcomeKind, number: number): Counted => ({
  name: `s${number}`,
  outcome: { kind, headline: `s${number} ${kind}.`, causes: [] },
  headline: `s${number} ${kind}.`,
});
const many = (count: number, kind: OutcomeKind, from = 1): Counted[] =>
  Array.from({ length: count }, (_, index) => one(kind, from + index));

test.each<[string, Counted[], string]>([
  ['few speak for themselves', many(2, 'succeeded'), 'All 2 services: s1 succeeded. s2 succeeded.'],
  ['many', many(40, 'succeeded'), 'All 40 services succeeded: s1, s2, s3 and 37 more.'],
  ['many that are unchanged', many(4, 'unchanged'), 'All 4 services are unchanged: s1, s2, s3 and 1 more.'],
  [
    'different ends',
    [...many(4, 'succeeded'), ...many(1, 'unchanged', 5), ...many(2, 'started', 6)],
    'All 7 services: 4 succeeded (s1, s2, s3 and 1 more), 1 is unchanged (s5), 2 were started and not followed to their end (s6 and s7).',
  ],
])('all went well: %s', (_, all, expected) => {
  expect(tallyAll(all, 'services')).toBe(expected);
});

test.each<[string, Counted[], string]>([
  ['one', [...many(39, 'succeeded', 2), one('failed', 1)], '1 of 40 services failed. s1 failed.'],
  ['one that timed out', [one('timed-out', 1), ...many(3, 'succeeded', 2)], '1 of 4 services timed out. s1 timed-out.'],
  [
    'each in its own words',
    [one('timed-out', 1), one('cancelled', 2)],
    '1 of 2 services timed out; 1 was cancelled. s1 timed-out. s2 cancelled.',
  ],
  ['rolled back is failed', many(5, 'rolled-back'), '5 of 5 services failed: s1, s2, s3 and 2 more.'],
  [
    'many',
    [...many(4, 'failed'), ...many(1, 'rolled-back', 5), ...many(2, 'superseded', 6), ...many(33, 'succeeded', 8)],
    '5 of 40 services failed: s1, s2, s3 and 2 more; 2 were superseded: s6 and s7.',
  ],
])('not all went well: %s', (_, all, expected) => {
  expect(tallyWorst(all, 'services')).toBe(expected);
});
