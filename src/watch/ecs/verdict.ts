import type { Deployment, Service, ServiceDeployment } from '@aws-sdk/client-ecs';
import { isPrimary, isTriggered, phaseOf, rolloutOf, stateOf } from '../../aws/service.ts';
import type { OutcomeKind, Started } from '../../model.ts';

/** What a look says about our deployment. `unknown` carries a status that this version does not know: never a success. */
export type Verdict =
  | { kind: 'waiting' }
  | {
      kind: 'ended';
      outcome: Extract<OutcomeKind, 'succeeded' | 'rolled-back' | 'failed' | 'stopped' | 'superseded'>;
      rollbackFailed?: boolean;
      reason?: string;
    }
  /** The service itself is gone or going. */
  | { kind: 'deleted'; status: string }
  | { kind: 'unknown'; status: string };

const WAITING: Verdict = { kind: 'waiting' };

/**
 * The verdict on our own service deployment
 * (statuses: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeployment.html).
 */
export function judgeServiceDeployment(deployment: ServiceDeployment, service: Service | undefined): Verdict {
  const reason = deployment.statusReason;
  switch (phaseOf(deployment)) {
    case 'pending':
    case 'running':
    case 'stopping':
    case 'going-back':
      return WAITING;
    case 'succeeded':
      return { kind: 'ended', outcome: 'succeeded' };
    case 'rolled-back':
      return { kind: 'ended', outcome: 'rolled-back', reason: deployment.rollback?.reason ?? reason };
    case 'rollback-failed':
      return { kind: 'ended', outcome: 'failed', rollbackFailed: true, reason: reason ?? deployment.rollback?.reason };
    case 'stopped':
      return { kind: 'ended', outcome: stoppedOutcome(deployment, service), reason };
    case 'unknown':
      return { kind: 'unknown', status: deployment.status ?? 'none' };
  }
}

/** STOPPED has three causes: a failure without rollback, a newer deployment, or a stop by someone. */
function stoppedOutcome(
  deployment: ServiceDeployment,
  service: Service | undefined,
): 'failed' | 'superseded' | 'stopped' {
  if (isTriggered(deployment)) return 'failed';
  const startedAt = (deployment.startedAt ?? deployment.createdAt)?.getTime() ?? 0;
  const newer = service?.deployments?.some(
    (one) => isPrimary(one) && (one.createdAt?.getTime() ?? 0) > startedAt + 1_000,
  );
  const replaced =
    service?.currentServiceDeployment !== undefined &&
    service.currentServiceDeployment !== deployment.serviceDeploymentArn;
  return newer || replaced ? 'superseded' : 'stopped';
}

/** If a service is deleted while it deploys, none of its deployments succeeds (docs: API_DeleteService). */
export function judgeService(service: Service | undefined): Verdict | undefined {
  const gone = stateOf(service) === 'deleting' || stateOf(service) === 'deleted';
  return gone ? { kind: 'deleted', status: service?.status ?? '' } : undefined;
}

/** What the fallback remembers between looks: ECS drops a deployment from the list when it is over. */
export interface Memory {
  /** Whether ECS showed it, in its response to the call that started it or in a look. */
  seen: boolean;
  failed: boolean;
  reason?: string;
  /** For how many seconds it has not been the PRIMARY deployment. DescribeServices may return the state from before the update for a while. */
  goneSeconds: number;
  /** When ours was last seen as the PRIMARY deployment. */
  lastPrimary?: Date;
}

/** How long an answer without our deployment may predate it. */
const STALE_SECONDS = 30;

/** The verdict if service deployments cannot be read: follows the id of our own PRIMARY deployment in DescribeServices. */
export function judgeById(started: Started, service: Service, memory: Memory): Verdict {
  const deployments = service.deployments ?? [];
  const ours = deployments.find(({ id }) => id === started.primaryId);
  const primary = deployments.find(isPrimary);
  if (ours === undefined) return memory.seen ? judgeGone(started, primary, memory) : WAITING;
  switch (rolloutOf(ours)) {
    case 'completed':
      return ours === primary ? { kind: 'ended', outcome: 'succeeded' } : judgeGone(started, primary, memory);
    case 'failed':
      return ours === primary
        ? { kind: 'ended', outcome: 'failed', reason: ours.rolloutStateReason }
        : judgeGone(started, primary, { ...memory, failed: true, reason: ours.rolloutStateReason });
    case 'running':
      return ours === primary ? WAITING : judgeGone(started, primary, memory);
    case undefined:
      return judgeWithoutState(ours, deployments);
    case 'unknown':
      return { kind: 'unknown', status: ours.rolloutState ?? 'none' };
  }
}

/** Ours is no longer the PRIMARY: ECS rolled back to the previous one, or someone started a newer one. */
function judgeGone(started: Started, primary: Deployment | undefined, memory: Memory): Verdict {
  if (!memory.failed && memory.goneSeconds < STALE_SECONDS) return WAITING;
  const older = (primary?.createdAt?.getTime() ?? Infinity) < (started.primaryCreatedAt?.getTime() ?? -Infinity);
  const hasRolledBack = older || primary?.id === started.baseline.primaryId || memory.failed;
  if (!hasRolledBack) return { kind: 'ended', outcome: 'superseded' };
  return rolloutOf(primary) === 'completed'
    ? { kind: 'ended', outcome: 'rolled-back', reason: memory.reason }
    : WAITING;
}

/** An endpoint without rollout states: over when ours is the only deployment and all of its tasks run. */
function judgeWithoutState(ours: Deployment, deployments: Deployment[]): Verdict {
  const complete =
    deployments.length === 1 && (ours.runningCount ?? 0) === (ours.desiredCount ?? 0) && (ours.pendingCount ?? 0) === 0;
  return complete && isPrimary(ours) ? { kind: 'ended', outcome: 'succeeded' } : WAITING;
}
