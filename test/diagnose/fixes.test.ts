import { expect, test } from 'vitest';
import { causeText } from '../../src/report/cause-text.ts';
import { AWS_DEPLOYMENTS_GIVEN_UP } from './aws-deployments-given-up.ts';
import { AWS_CAPACITY_AND_FILE_SYSTEMS } from './aws-capacity-and-file-systems.ts';
import { AWS_LIMITS_AND_NEIGHBOURS } from './aws-limits-and-neighbours.ts';
import { AWS_MOUNTS_AND_INSTANCES } from './aws-mounts-and-instances.ts';
import { AWS_NAMES_AND_KEYS } from './aws-names-and-keys.ts';
import { AWS_ODD_LIMITS_AND_NAMES } from './aws-odd-limits-and-names.ts';
import { AWS_ODD_SERVICES } from './aws-odd-services.ts';
import { AWS_ODD_STARTS } from './aws-odd-starts.ts';
import { AWS_PLACEMENT_AND_CAPACITY } from './aws-placement-and-capacity.ts';
import { AWS_PULLS_AND_SECRETS } from './aws-pulls-and-secrets.ts';
import { AWS_RARE_SERVICES } from './aws-rare-services.ts';
import { AWS_RARE_STARTS } from './aws-rare-starts.ts';
import { AWS_REASONS_IN_THE_TEXT } from './aws-reasons-in-the-text.ts';
import { AWS_REFUSALS_AND_WAITS } from './aws-refusals-and-waits.ts';
import { AWS_SETTINGS_AND_STOPS } from './aws-settings-and-stops.ts';
import { AWS_SOCKETS_AND_SCALING } from './aws-sockets-and-scaling.ts';
import { AWS_STANDSTILLS_AND_SERVICES } from './aws-standstills-and-services.ts';
import { AWS_STARTS_AND_REGISTRIES } from './aws-starts-and-registries.ts';
import { AWS_TARGETS_AND_DEPLOYMENTS } from './aws-targets-and-deployments.ts';
import { AWS_TEAM_MIXED } from './aws-team-mixed.ts';
import { AWS_TEAM_SERVICES } from './aws-team-services.ts';
import { AWS_TEAM_STANDING } from './aws-team-standing.ts';
import { AWS_TEAM_STARTS } from './aws-team-starts.ts';
import { AWS_TEAM_TRAPS } from './aws-team-traps.ts';
import { AWS_UNKNOWN_WORDS } from './aws-unknown-words.ts';
import { AWS_VOLUMES_AND_STARTS } from './aws-volumes-and-starts.ts';
import { AWS_WORDS_AS_THEY_ARE } from './aws-words-as-they-are.ts';
import { AWS_YEARLY_SERVICES } from './aws-yearly-services.ts';
import { AWS_YEARLY_STARTS } from './aws-yearly-starts.ts';
import { diagnoseCase } from './case.ts';
import { EVERYDAY } from './everyday.ts';
import { EVERYDAY_CLIENTS } from './everyday-clients.ts';
import { EVERYDAY_MIGRATIONS_AND_KEYS } from './everyday-migrations-and-keys.ts';
import { EVERYDAY_NETWORKS_AND_ROLES } from './everyday-networks-and-roles.ts';
import { EVERYDAY_ROLES_AND_SIDECARS } from './everyday-roles-and-sidecars.ts';
import { EVERYDAY_SCHEMAS_AND_BROKERS } from './everyday-schemas-and-brokers.ts';
import { EVERYDAY_STARTS_AND_STANDSTILLS } from './everyday-starts-and-standstills.ts';
import { FIELD_FIXES } from './field-fixes.ts';
import { NOISY_CLIENTS } from './noisy-clients.ts';
import { NOISY_PROGRAMS } from './noisy-programs.ts';
import { NOISY_RARER } from './noisy-rarer.ts';
import { NOISY_SETTINGS } from './noisy-settings.ts';
import { NOISY_STARTS } from './noisy-starts.ts';
import { NOISY_TARGETS } from './noisy-targets.ts';
import { NOISY_TRAPS } from './noisy-traps.ts';
import { PLACES_IN_PROGRAMS } from './places-in-programs.ts';
import { PLACES_IN_SERVICES } from './places-in-services.ts';
import { PLACES_SECOND } from './places-second.ts';
import { RARER_WORDINGS } from './rarer-wordings.ts';
import { UNKNOWN_PROGRAMS } from './unknown-programs.ts';
import { UNKNOWN_PROGRAMS_MORE } from './unknown-programs-more.ts';
import { UNKNOWN_SURROUNDINGS } from './unknown-surroundings.ts';

/** Each names the root first, with a fix that fits, the facts, and nothing that the evidence rules out. */
test.each(
  [
    ...AWS_PULLS_AND_SECRETS,
    ...AWS_VOLUMES_AND_STARTS,
    ...AWS_PLACEMENT_AND_CAPACITY,
    ...AWS_TARGETS_AND_DEPLOYMENTS,
    ...AWS_STARTS_AND_REGISTRIES,
    ...AWS_STANDSTILLS_AND_SERVICES,
    ...AWS_YEARLY_STARTS,
    ...AWS_RARE_STARTS,
    ...AWS_ODD_STARTS,
    ...AWS_ODD_SERVICES,
    ...AWS_RARE_SERVICES,
    ...AWS_YEARLY_SERVICES,
    ...AWS_DEPLOYMENTS_GIVEN_UP,
    ...AWS_CAPACITY_AND_FILE_SYSTEMS,
    ...AWS_LIMITS_AND_NEIGHBOURS,
    ...AWS_ODD_LIMITS_AND_NAMES,
    ...AWS_WORDS_AS_THEY_ARE,
    ...AWS_TEAM_STARTS,
    ...AWS_TEAM_SERVICES,
    ...AWS_TEAM_MIXED,
    ...AWS_TEAM_TRAPS,
    ...AWS_TEAM_STANDING,
    ...AWS_NAMES_AND_KEYS,
    ...AWS_REASONS_IN_THE_TEXT,
    ...AWS_SOCKETS_AND_SCALING,
    ...AWS_SETTINGS_AND_STOPS,
    ...AWS_MOUNTS_AND_INSTANCES,
    ...AWS_REFUSALS_AND_WAITS,
    ...FIELD_FIXES,
    ...EVERYDAY,
    ...EVERYDAY_CLIENTS,
    ...EVERYDAY_NETWORKS_AND_ROLES,
    ...EVERYDAY_SCHEMAS_AND_BROKERS,
    ...EVERYDAY_STARTS_AND_STANDSTILLS,
    ...EVERYDAY_MIGRATIONS_AND_KEYS,
    ...EVERYDAY_ROLES_AND_SIDECARS,
    ...PLACES_IN_PROGRAMS,
    ...PLACES_IN_SERVICES,
    ...PLACES_SECOND,
    ...NOISY_CLIENTS,
    ...NOISY_PROGRAMS,
    ...NOISY_STARTS,
    ...NOISY_TARGETS,
    ...NOISY_TRAPS,
    ...NOISY_RARER,
    ...NOISY_SETTINGS,
    ...RARER_WORDINGS,
    ...AWS_UNKNOWN_WORDS,
    ...UNKNOWN_PROGRAMS,
    ...UNKNOWN_PROGRAMS_MORE,
    ...UNKNOWN_SURROUNDINGS,
  ].map((one) => [one.name, one] as const),
)('%s', async (_, { given, named, fix, facts, never }) => {
  const { causes } = await diagnoseCase(given);
  const texts = causes.map((cause) => [causeText(cause), cause.explanation, cause.fix].join('\n'));
  expect(texts[0]).toMatch(named);
  for (const part of fix) expect(causes[0]?.fix).toMatch(part);
  for (const fact of facts) expect(texts[0]).toContain(fact);
  for (const text of texts) expect(text).not.toMatch(never);
});
