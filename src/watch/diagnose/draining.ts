import { errorName, isDenied, isUnknownOperation } from '../../aws/failure.ts';
import { explain } from '../../explain/explain.ts';
import type { TargetState } from '../../model.ts';
import type { World } from '../../world.ts';
import { holdUp, type Finding } from './finding.ts';
import { groupName } from './health.ts';

/** Old targets that drain: nothing fails, and the deployment ends no sooner than they do. */
export function drainingTargets(targets: readonly TargetState[]): Finding[] {
  const draining = targets.filter(({ state }) => state.includes('draining'));
  const groups = Map.groupBy(draining, ({ targetGroupArn }) => targetGroupArn);
  return [...groups].map(([arn, those]) => ({
    ...holdUp(`draining ${arn}`, words(arn, those.length)),
    targetGroup: arn,
  }));
}

/** Adds how long the group lets them drain. */
export async function addDrainingDelay(finding: Finding, warn: (message: string) => void, world: World): Promise<void> {
  const { targetGroup, explanation } = finding;
  if (targetGroup === undefined || explanation?.id !== 'targets-draining') return;
  try {
    const delay = await (await world.aws.elbv2()).deregistrationDelay(targetGroup);
    if (delay === undefined) return;
    finding.message = `${finding.message}, deregistration delay ${delay} s`;
    finding.explanation = explain(finding.message) ?? explanation;
  } catch (error) {
    if (!isDenied(error) && !isUnknownOperation(error))
      warn(`The deregistration delay of ${groupName(targetGroup)} could not be read (${errorName(error)}).`);
  }
}

function words(arn: string, count: number): string {
  return `${count} old ${count === 1 ? 'target is' : 'targets are'} draining in (target-group ${groupName(arn)})`;
}
