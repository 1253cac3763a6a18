import type { Service } from '@aws-sdk/client-ecs';
import { primaryTaskSet, stabilityOf } from '../../aws/service.ts';
import type { Started } from '../../model.ts';
import { ownTaskSet } from '../codedeploy/task-sets.ts';
import type { Verdict } from '../ecs/verdict.ts';

const WAITING: Verdict = { kind: 'waiting' };

/**
 * The verdict on the task set with which ECS created a service: it succeeds once it is steady with all the tasks that the service should
 * have. Nothing makes it fail: ECS keeps trying (docs: API_TaskSet).
 */
export function judgeTaskSet(started: Started, service: Service | undefined): Verdict {
  const own = ownTaskSet(service, started);
  const primary = primaryTaskSet(service);
  if (primary !== undefined && primary.id !== own?.id) return { kind: 'ended', outcome: 'superseded' };
  if (own === undefined) return WAITING;
  const { computedDesiredCount = 0, runningCount = 0, pendingCount = 0, stabilityStatus } = own;
  switch (stabilityOf(own)) {
    case 'stabilizing':
      return WAITING;
    case 'unknown':
      return { kind: 'unknown', status: stabilityStatus ?? 'none' };
    case 'steady': {
      const complete = runningCount >= computedDesiredCount && pendingCount === 0;
      return complete && computedDesiredCount >= (service?.desiredCount ?? 0)
        ? { kind: 'ended', outcome: 'succeeded' }
        : WAITING;
    }
  }
}
