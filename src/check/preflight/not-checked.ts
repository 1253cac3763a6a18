import type { Denial } from '../../aws/denial.ts';
import { toGrant } from '../../aws/missing-permissions.ts';
import type { NotChecked } from '../../model.ts';

/** One thing that could not be looked at. */
export interface Unread {
  kind: string;
  /** `role "web-task"` */
  name: string;
  why: string;
  denial?: Denial | undefined;
}

/** `role "web-task", role "api-task": iam:GetRole is not allowed`: one line for each reason, and one statement for all of them. */
export function toNotChecked(unread: readonly Unread[]): NotChecked | undefined {
  if (unread.length === 0) return undefined;
  const groups = Map.groupBy(unread, ({ kind, why }) => `${kind}\n${why}`);
  const what = [...groups.values()].map((group) => {
    const names = [...new Set(group.map(({ name }) => name))].join(', ');
    return `${names}: ${group[0]?.why ?? ''}`;
  });
  const fix = toGrant(unread.flatMap(({ denial }) => denial ?? []));
  return fix === '' ? { what } : { what, fix };
}
