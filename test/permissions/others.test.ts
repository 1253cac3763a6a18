import { expect, it } from 'vitest';
import { OTHERS } from './others.ts';
import { judge, type Tried } from './judge.ts';

const tried: Tried = new Set();

it.each(OTHERS)('$policy: $what', async (used) => {
  await judge(used, tried);
});

it('and each of them has been tried', () => {
  expect(tried.size).toBeGreaterThan(60);
});
