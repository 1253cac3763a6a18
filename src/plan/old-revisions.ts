import type { OldRevisions } from '../model.ts';
import { revisionOf } from './rollback.ts';

export interface Choosing {
  /** The ACTIVE revisions of one family. */
  active: readonly string[];
  /** The newest revision that this step deployed: only older ones can be old. */
  newest: string;
  keep: number;
  /** ARN → why it is needed. */
  uses: ReadonlyMap<string, string>;
}

/** Which revisions nothing needs any more, oldest first, and which are as old but needed. */
export function chooseOld({ active, newest, keep, uses }: Choosing): { old: string[] } & Pick<OldRevisions, 'inUse'> {
  const aged = active
    .toSorted((a, b) => revisionOf(b) - revisionOf(a))
    .slice(keep)
    .filter((arn) => revisionOf(arn) < revisionOf(newest));
  return {
    old: aged.filter((arn) => !uses.has(arn)).toReversed(),
    inUse: aged.flatMap((taskDefinitionArn) => {
      const why = uses.get(taskDefinitionArn);
      return why === undefined ? [] : [{ taskDefinitionArn, why }];
    }),
  };
}
