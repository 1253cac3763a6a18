import { expect, test } from 'vitest';
import { causeText } from '../../src/report/cause-text.ts';
import { diagnoseCase } from './case.ts';
import { WEEKLY_HEALTH_CHECKS } from './weekly-health-checks.ts';
import { WEEKLY_PROGRAMS } from './weekly-programs.ts';
import { WEEKLY_STANDSTILLS } from './weekly-standstills.ts';
import { WEEKLY_STARTS } from './weekly-starts.ts';

const ALL = [...WEEKLY_PROGRAMS, ...WEEKLY_HEALTH_CHECKS, ...WEEKLY_STARTS, ...WEEKLY_STANDSTILLS];

/** Each names the root first, with a fix that fits, the facts, and nothing that the evidence rules out. */
test.each(ALL.map((one) => [one.name, one] as const))('%s', async (_, { given, cause, facts, fix, never }) => {
  const { causes } = await diagnoseCase(given);
  const texts = causes.map((one) => [causeText(one), one.explanation, one.fix].join('\n'));
  expect(causes[0]?.id).toBe(cause);
  for (const fact of facts) expect(texts[0]).toContain(fact);
  for (const part of fix) expect(causes[0]?.fix).toMatch(part);
  for (const text of texts) expect(text).not.toMatch(never);
});
