import { expect, test } from 'vitest';
import { RULES } from '../../src/rules.ts';
import { EXAMPLES } from './examples.ts';

test.each(RULES)('the example of $name triggers it', async ({ name, severity }) => {
  const problem = (await EXAMPLES[name].find()).find(({ rule }) => rule === name);
  expect(problem).toMatchObject({
    severity,
    message: expect.stringMatching(/[.!?…]$/),
    fix: expect.stringMatching(/\S/),
  });
});
