import { groupsWithShare } from '../aws/rule-shares.ts';
import type { World } from '../world.ts';

/** The target groups of the new and of the old revision, by their ARNs. */
export interface Sides {
  fresh: string[];
  old: string[];
}

/**
 * Tells the target groups of two revisions apart by the weights of their listener rules; neither can be told where both take half of
 * the requests. Read-only.
 *
 * @throws the SDK's error if Elastic Load Balancing refuses or does not answer
 */
export async function sidesByWeight(
  { rules, percent }: { rules: readonly string[]; percent: number },
  { aws }: World,
): Promise<Sides> {
  if (rules.length === 0 || percent === 50) return { fresh: [], old: [] };
  const found = await (await aws.elbv2()).describeRules(rules);
  return { fresh: groupsWithShare(found, percent), old: groupsWithShare(found, 100 - percent) };
}
