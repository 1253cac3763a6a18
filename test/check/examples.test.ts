import { expect, test } from 'vitest';
import { RULES, type RuleName } from '../../src/rules.ts';
import { EXAMPLES } from './examples/examples.ts';

test.each(Object.entries(RULES) as [RuleName, string][])('the example of %s triggers it', async (name, severity) => {
  const problems = (await EXAMPLES[name].find()).filter(({ rule }) => rule === name);
  expect(problems.length).toBeGreaterThan(0);
  for (const problem of problems) {
    expect(problem).toMatchObject({
      severity,
      // What AWS says ends as AWS ends it.
      message: expect.stringMatching(/[.!?…]$|: User: arn:\S+ is not authorized to perform: /),
      fix: expect.stringMatching(/\S/),
    });
  }
});
