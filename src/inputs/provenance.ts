import type { Problem } from '../model.ts';
import { atInput, toProblem } from '../problem.ts';
import { phrase } from '../phrases.ts';

/** Tags without a commit cannot do what they were asked for. */
export function provenanceProblems(known: { commit?: string | undefined } | undefined): Problem[] {
  if (known === undefined || (known.commit ?? '') !== '') return [];
  return [
    toProblem('provenance-unknown', atInput('provenance-tags'), {
      message: `${phrase('input', 'provenance-tags')} is true, but the environment names no commit, so that no commit is tagged.`,
      fix: 'Run this in a CI job that builds a commit, or remove provenance-tags.',
    }),
  ];
}
