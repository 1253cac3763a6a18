import type { Statement } from '../../aws/policy.ts';

/** Statements that allow the same actions become one, with the resources of all of them. */
export function mergeStatements(statements: readonly Statement[]): Statement[] {
  const groups = Map.groupBy(statements, ({ Action, Condition }) => JSON.stringify([Action, Condition]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const resources = [...new Set(group.flatMap(({ Resource }) => Resource))];
    const [only, ...more] = resources;
    return { ...first, Resource: only !== undefined && more.length === 0 ? only : resources };
  });
}
