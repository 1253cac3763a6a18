import { expect, it } from 'vitest';
import { holds } from '../../src/write/effect.ts';

it.each([
  [true, { desiredCount: 3, name: 'web' }, { desiredCount: 3 }],
  [false, { desiredCount: 2 }, { desiredCount: 3 }],
  [false, {}, { desiredCount: 3 }],
  [true, { a: { b: 1, c: 2 } }, { a: { b: 1 }, d: undefined }],
  [true, { list: [{ n: 1, x: 0 }, { n: 2 }] }, { list: [{ n: 2 }, { n: 1 }] }],
  [false, { list: [{ n: 1 }, { n: 2 }] }, { list: [{ n: 1 }] }],
  [false, { list: 'n' }, { list: ['n'] }],
])('%s: %j holds %j', (wanted, shown, sent) => expect(holds(shown, sent)).toBe(wanted));
