import type { Rule } from '@aws-sdk/client-elastic-load-balancing-v2';

/** The target groups of rules whose share of the requests is this one, in percent. */
export function groupsWithShare(rules: readonly Rule[], percent: number): string[] {
  const arns = rules.flatMap(({ Actions = [] }) =>
    Actions.flatMap(({ ForwardConfig, TargetGroupArn }) => {
      const groups = ForwardConfig?.TargetGroups ?? [{ TargetGroupArn, Weight: 1 }];
      const total = groups.reduce((sum, { Weight = 0 }) => sum + Weight, 0);
      const isIt = (weight: number): boolean => total > 0 && Math.abs((100 * weight) / total - percent) < 0.5;
      return groups.flatMap(({ TargetGroupArn: arn, Weight = 0 }) => (arn !== undefined && isIt(Weight) ? [arn] : []));
    }),
  );
  return [...new Set(arns)];
}
