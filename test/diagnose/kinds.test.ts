import { describe, expect, it } from 'vitest';
import { causeText } from '../../src/report/cause-text.ts';
import { diagnoseCase } from './case.ts';
import { COMMON_FAILURES } from './common-failures.ts';
import { FIELD_BLIND } from './field-blind.ts';
import { FIELD_FOURTH } from './field-fourth.ts';
import { FIELD_PROGRAMS } from './field-programs.ts';
import { FIELD_SECOND } from './field-second.ts';
import { FIELD_SERVICES } from './field-services.ts';
import { FIELD_THIRD } from './field-third.ts';
import { FIELD_UNSEEN } from './field-unseen.ts';
import { FIELD_WEEKLY } from './field-weekly.ts';
import { KINDS } from './kinds.ts';
import { PROGRAMS } from './programs.ts';
import { SETTINGS_AND_PORTS } from './settings-and-ports.ts';

describe('kinds of failing rollouts', () => {
  it('are at least sixty', () => expect(KINDS.length).toBeGreaterThanOrEqual(60));

  it.each([
    ...KINDS,
    ...PROGRAMS,
    ...SETTINGS_AND_PORTS,
    ...COMMON_FAILURES,
    ...FIELD_PROGRAMS,
    ...FIELD_SERVICES,
    ...FIELD_UNSEEN,
    ...FIELD_WEEKLY,
    ...FIELD_BLIND,
    ...FIELD_SECOND,
    ...FIELD_THIRD,
    ...FIELD_FOURTH,
  ])('$name', async ({ given, cause, facts, never }) => {
    const { causes } = await diagnoseCase(given);
    const [first] = causes;
    expect(first?.id).toBe(cause);
    const told = [first && causeText(first), first?.explanation, first?.fix].join('\n');
    for (const fact of facts) expect(told).toContain(fact);
    if (never !== undefined) expect(told).not.toMatch(never);
  });
});
