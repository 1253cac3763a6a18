import { describe, expect, it } from 'vitest';
import { causeText } from '../../src/report/cause-text.ts';
import { diagnoseCase } from './case.ts';
import { COMMON_FAILURES } from './common-failures.ts';
import { FIELD_BUILDS_AND_SIDECARS } from './field-builds-and-sidecars.ts';
import { FIELD_CAPACITY_AND_ACCESS } from './field-capacity-and-access.ts';
import { FIELD_PROGRAMS } from './field-programs.ts';
import { FIELD_DEPENDENCIES_AND_LIMITS } from './field-dependencies-and-limits.ts';
import { FIELD_SERVICES } from './field-services.ts';
import { FIELD_VERSIONS_AND_VOLUMES } from './field-versions-and-volumes.ts';
import { FIELD_VALIDATORS_AND_MOUNTS } from './field-validators-and-mounts.ts';
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
    ...FIELD_VALIDATORS_AND_MOUNTS,
    ...FIELD_WEEKLY,
    ...FIELD_BUILDS_AND_SIDECARS,
    ...FIELD_DEPENDENCIES_AND_LIMITS,
    ...FIELD_VERSIONS_AND_VOLUMES,
    ...FIELD_CAPACITY_AND_ACCESS,
  ])('$name', async ({ given, cause, facts, never }) => {
    const { causes } = await diagnoseCase(given);
    const [first] = causes;
    expect(first?.id).toBe(cause);
    const told = [first && causeText(first), first?.explanation, first?.fix].join('\n');
    for (const fact of facts) expect(told).toContain(fact);
    if (never !== undefined) expect(told).not.toMatch(never);
  });
});
