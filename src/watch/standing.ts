import type { ServiceDeploymentStatus } from '@aws-sdk/client-ecs';
import type { Standing } from '../model.ts';
import type { Ending, Rollback, Wanted } from './outcome.ts';
import type { Snapshot } from './snapshot.ts';

/** Where the deployment is when the wait has ended; undefined where its service is gone. What to do next depends on it. */
export function standingOf(
  ending: Ending,
  { last, wanted }: { last: Snapshot | undefined; wanted?: Wanted | undefined },
): Standing | undefined {
  switch (ending.kind) {
    case 'succeeded':
    case 'rolled-back':
    case 'failed':
    case 'stopped':
    case 'superseded':
    case 'as-asked':
    case 'too-late':
    case 'doubted':
      return 'over';
    case 'deleted':
      return undefined;
    case 'paused':
      return 'in-flight';
    case 'unknown':
    case 'blind':
      return 'unknown';
    case 'timed-out':
    case 'cancelled':
    case 'hopeless':
      return asAsked(wanted, standingAfter(ending.rollback, last));
  }
}

/** What was asked for may not show yet. */
function asAsked(wanted: Wanted = 'succeeded', standing: Standing): Standing {
  if (wanted === 'succeeded' || standing !== 'in-flight') return standing;
  return wanted === 'rolled-back' ? 'going-back' : 'unknown';
}

function standingAfter(rollback: Rollback, last: Snapshot | undefined): Standing {
  switch (rollback) {
    case 'requested':
      return 'going-back';
    case 'unanswered':
      return 'unknown';
    case 'done':
    case 'late':
      return 'over';
    case 'none':
    case 'refused':
      return standingSeen(last);
  }
}

/** What the last look showed, where it showed the deployment at all. */
function standingSeen(last: Snapshot | undefined): Standing {
  if (last?.codeDeploy !== undefined) return standingInCodeDeploy(last.codeDeploy);
  const status: ServiceDeploymentStatus | undefined = last?.deployment?.status;
  switch (status) {
    case 'ROLLBACK_REQUESTED':
    case 'ROLLBACK_IN_PROGRESS':
      return 'going-back';
    case 'SUCCESSFUL':
    case 'STOPPED':
    case 'ROLLBACK_SUCCESSFUL':
    case 'ROLLBACK_FAILED':
      return 'over';
    case 'PENDING':
    case 'IN_PROGRESS':
    case 'STOP_REQUESTED':
    case undefined:
      return 'in-flight';
    default:
      status satisfies never;
      return 'unknown';
  }
}

function standingInCodeDeploy({ deployment, rollback }: NonNullable<Snapshot['codeDeploy']>): Standing {
  const isDone = (status: string | undefined): boolean => ['Succeeded', 'Failed', 'Stopped'].includes(status ?? '');
  if (!isDone(deployment.status)) return 'in-flight';
  const goesBack = deployment.rollbackInfo?.rollbackDeploymentId !== undefined && !isDone(rollback?.status);
  return goesBack ? 'going-back' : 'over';
}
