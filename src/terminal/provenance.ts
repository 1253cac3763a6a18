import type { Provenance } from '../aws/provenance.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The variables in which a CI system says what it builds, where, and for whom: the predefined variables of GitHub Actions, GitLab,
 * CircleCI, Buildkite, Bitbucket Pipelines and Azure Pipelines; Jenkins with its Git plugin (/env-vars.html of a controller).
 */
const SYSTEMS: readonly (Provenance & { commit: string })[] = [
  { commit: 'GITHUB_SHA', actor: 'GITHUB_ACTOR' },
  { commit: 'CI_COMMIT_SHA', runUrl: 'CI_JOB_URL', actor: 'GITLAB_USER_LOGIN' },
  { commit: 'CIRCLE_SHA1', runUrl: 'CIRCLE_BUILD_URL', actor: 'CIRCLE_USERNAME' },
  { commit: 'BUILDKITE_COMMIT', runUrl: 'BUILDKITE_BUILD_URL', actor: 'BUILDKITE_BUILD_CREATOR' },
  { commit: 'BITBUCKET_COMMIT' },
  { commit: 'BUILD_SOURCEVERSION', actor: 'BUILD_REQUESTEDFOR' },
  { commit: 'GIT_COMMIT', runUrl: 'BUILD_URL' },
];

/** The commit that a CI system builds, its run and who started it; empty where no system says so. */
export function readProvenance(environment: Environment): Provenance {
  const system = SYSTEMS.find(({ commit }) => environment[commit]);
  if (system === undefined) return {};
  const read = (part: keyof Provenance): string | undefined => environment[system[part] ?? ''] || undefined;
  return { commit: read('commit'), runUrl: read('runUrl'), actor: read('actor') };
}
