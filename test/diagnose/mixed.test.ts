import { describe, expect, it } from 'vitest';
import { causeText } from '../../src/report/cause-text.ts';
import { diagnoseCase } from './case.ts';
import { MIXED } from './mixed.ts';

const CASES = MIXED.map(([name, given, cause, fix, details = /^/]) => ({ name, given, cause, fix, details }));

describe('a rollout in which several things go wrong', () => {
  it.each(CASES)('$name', async ({ given, cause, fix, details }) => {
    const { causes, warnings } = await diagnoseCase(given);
    expect(causes.map(causeText)[0]).toMatch(cause);
    expect(causes[0]?.fix).toMatch(fix);
    expect((causes[0]?.details ?? []).join('\n')).toMatch(details);
    expect(warnings).toEqual([]);
  });

  it.each(CASES)('$name: nothing is reported twice, and no echo next to its root', async ({ given }) => {
    const { causes } = await diagnoseCase(given);
    const explanations = causes.map(({ explanation }) => explanation);
    expect(explanations).toEqual([...new Set(explanations)]);
    expect(causes.map(({ message }) => message).join('\n')).not.toMatch(
      /circuit breaker|rolling back to|unable to consistently start|Targets are unhealthy/,
    );
  });
});
