import { notesOf, type Version } from './version.ts';

/** What a release is judged by, before anything of it exists. */
export interface Candidate {
  version: Version;
  packageVersion: string;
  /** What the action sends as its own version. */
  sourceVersion: string;
  changelog: string;
  /** The commit that is checked out. */
  commit: string;
  /** Where the tag is already, if it exists. */
  tagged: string | undefined;
  /** What git knows of changes that are not committed. */
  uncommitted: readonly string[];
  /** Files of dist/ that a fresh build writes differently. */
  differentFromBuild: readonly string[];
  isOnMain: boolean;
  /** Workflow files that are not those of the main branch. */
  foreignWorkflows: readonly string[];
}

export interface Refusal {
  rule: string;
  message: string;
}

/** Every reason against a release, not only the first. */
export function toRefusals(candidate: Candidate): Refusal[] {
  const { commit, tagged, uncommitted, differentFromBuild, isOnMain, foreignWorkflows } = candidate;
  const { text, tag } = candidate.version;
  const refusals: [rule: string, applies: boolean, message: string][] = [
    [
      'package-version',
      candidate.packageVersion !== text,
      `package.json is at ${candidate.packageVersion}, not ${text}.`,
    ],
    [
      'source-version',
      candidate.sourceVersion !== text,
      `VERSION in src/host.ts is ${candidate.sourceVersion}, not ${text}.`,
    ],
    [
      'changelog',
      notesOf(candidate.version, candidate.changelog) === '',
      `CHANGELOG.md says nothing under "## ${text}".`,
    ],
    [
      'tag-exists',
      tagged !== undefined && tagged !== commit,
      `${tag} exists at ${tagged}; this is ${commit}. A version is released once.`,
    ],
    ['not-committed', uncommitted.length > 0, `Not committed: ${uncommitted.join(', ')}.`],
    ['dist', differentFromBuild.length > 0, `dist/ is not what src/ builds: ${differentFromBuild.join(', ')}.`],
    ['not-on-main', !isOnMain, `${commit} is not on the main branch.`],
    [
      'workflows-differ',
      isOnMain && foreignWorkflows.length > 0,
      `GitHub lets no workflow tag a commit whose workflow files are not those of a branch: ${foreignWorkflows.join(', ')}. Release the newest commit of main.`,
    ],
  ];
  return refusals.flatMap(([rule, applies, message]) => (applies ? [{ rule, message }] : []));
}
