import type { Problem } from '../model.ts';
import { atInput, toProblem } from '../problem.ts';

/** Tags without a commit cannot do what they were asked for. */
export function provenanceProblems(known: { commit?: string | undefined } | undefined): Problem[] {
  if (known === undefined || (known.commit ?? '') !== '') return [];
  return [
    toProblem('provenance-unknown', atInput('provenance-tags'), {
      message: 'Input "provenance-tags" is true, but the environment names no commit, so that no commit is tagged.',
      fix: 'Run this in a workflow of a repository, or remove provenance-tags.',
    }),
  ];
}
