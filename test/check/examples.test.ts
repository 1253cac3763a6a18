import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checksPage } from '../../scripts/checks-page.ts';
import type { Problem } from '../../src/model.ts';
import { RULES, type RuleName } from '../../src/rules.ts';
import { hideInText } from '../../src/secrets/text.ts';
import { EXAMPLES } from './examples/examples.ts';

const played = new Map<RuleName, Promise<readonly Problem[]>>();

/** What is said about the example of a rule. */
function find(name: RuleName): Promise<readonly Problem[]> {
  const found = played.get(name) ?? EXAMPLES[name].find();
  played.set(name, found);
  return found;
}

test.each(Object.entries(RULES) as [RuleName, string][])('the example of %s triggers it', async (name, severity) => {
  const problems = (await find(name)).filter(({ rule }) => rule === name);
  expect(problems.length).toBeGreaterThan(0);
  for (const problem of problems) {
    expect(problem).toMatchObject({
      severity,
      // What AWS says ends as AWS ends it.
      message: expect.stringMatching(/[.!?…]$|: User: arn:\S+ is not authorized to perform: /),
      fix: expect.stringMatching(/\S/),
    });
    expect(hideInText(problem.message)).toBe(problem.message);
  }
});

test('docs/checks.md shows what they trigger: run `npm run generate` if it does not', async () => {
  expect(readFileSync('docs/checks.md', 'utf8')).toBe(await checksPage(find));
}, 60_000);
