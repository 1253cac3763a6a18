import type { ServiceDeployment, Task } from '@aws-sdk/client-ecs';
import { lastPart } from '../../aws/arn.ts';
import { isOver, phaseOf } from '../../aws/service.ts';
import { explain } from '../../explain/explain.ts';
import type { CauseId } from '../../explain/patterns.ts';
import type { Started } from '../../model.ts';
import { holdUp, type Finding } from './finding.ts';

/** One may be chance; ECS ends no new task of a deployment that goes forward unless fewer are wanted. */
const SEVERAL = 2;

/** New tasks that ECS ended for no fault of theirs while the deployment stands still: the desired count falls and rises. A rollback ends them too. */
export function endedAgain(
  tasks: readonly Task[],
  { started, deployment }: { started: Started; deployment: ServiceDeployment | undefined },
): Finding[] {
  const ended = tasks.filter(
    ({ stoppedReason = '' }) => explain(stoppedReason)?.id === ('scaling-activity' satisfies CauseId),
  );
  if (ended.length < SEVERAL || phaseOf(deployment) === 'going-back' || isOver(deployment)) return [];
  const message = `ECS ended ${ended.length} new tasks of ${lastPart(started.cluster)}/${started.service} again, because fewer were wanted`;
  return [holdUp('ended again', message)];
}
