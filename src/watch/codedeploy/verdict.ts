import type { DeploymentInfo, DeploymentStatus } from '@aws-sdk/client-codedeploy';
import type { Verdict } from '../ecs/verdict.ts';
import type { CodeDeployObservation } from './observation.ts';

/** How long after the end of a deployment CodeDeploy may take to name the one that rolls it back. */
const ROLLBACK_SECONDS = 15;
/** How long a rollback that was named may stay invisible. */
const UNSEEN_SECONDS = 60;

const WAITING: Verdict = { kind: 'waiting' };

/**
 * The verdict on our own deployment and, when it failed, on the one that rolls it back
 * (statuses: https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentInfo.html).
 */
export function judgeCodeDeploy(seen: CodeDeployObservation, now: Date): Verdict {
  const { deployment } = seen;
  const status: DeploymentStatus | undefined = deployment.status;
  switch (status) {
    case 'Created':
    case 'Queued':
    case 'InProgress':
    case 'Baking':
    case 'Ready':
      return WAITING;
    case 'Succeeded':
      return { kind: 'ended', outcome: 'succeeded' };
    case 'Failed':
    case 'Stopped':
      return judgeRollback(seen, now);
    case undefined:
      return { kind: 'unknown', status: 'none' };
    default:
      return unknownStatus(status);
  }
}

/** Why it ended, in CodeDeploy's words. */
export function endReason({ errorInformation }: DeploymentInfo): string | undefined {
  const { code, message } = errorInformation ?? {};
  if (message === undefined || message === '') return code;
  return code === undefined ? message : `${message} (${code})`;
}

function judgeRollback(seen: CodeDeployObservation, now: Date): Verdict {
  const { deployment, rollback } = seen;
  if (deployment.rollbackInfo?.rollbackDeploymentId === undefined) {
    return awaitsRollback(seen, now) ? WAITING : { kind: 'ended', outcome: endOf(deployment) };
  }
  const status: DeploymentStatus | undefined = rollback?.status;
  switch (status) {
    case undefined:
      return isLongOver(deployment, now) ? { kind: 'ended', outcome: 'failed' } : WAITING;
    case 'Created':
    case 'Queued':
    case 'InProgress':
    case 'Baking':
    case 'Ready':
      return WAITING;
    case 'Succeeded':
      return { kind: 'ended', outcome: 'rolled-back' };
    case 'Failed':
    case 'Stopped':
      return { kind: 'ended', outcome: 'failed' };
    default:
      return unknownStatus(status);
  }
}

/** CodeDeploy names the rollback a moment after the end, or says in words why there is none. */
function awaitsRollback({ deployment, rollsBackOnFailure }: CodeDeployObservation, now: Date): boolean {
  const { status, rollbackInfo, completeTime, autoRollbackConfiguration } = deployment;
  if (rollbackInfo?.rollbackMessage !== undefined && rollbackInfo.rollbackMessage !== '') return false;
  const mayComeBack = status === 'Stopped' || rollsBackOnFailure || autoRollbackConfiguration?.enabled === true;
  return mayComeBack && completeTime !== undefined && now.getTime() - completeTime.getTime() < ROLLBACK_SECONDS * 1000;
}

/** A rollback that is named and never shows is given up after a while. */
function isLongOver({ completeTime }: DeploymentInfo, now: Date): boolean {
  return completeTime !== undefined && now.getTime() - completeTime.getTime() >= UNSEEN_SECONDS * 1000;
}

/** An alarm stops a deployment as a person does; only the person meant it. */
function endOf({ status, errorInformation }: DeploymentInfo): 'failed' | 'stopped' {
  return status === 'Stopped' && errorInformation?.code !== 'ALARM_ACTIVE' ? 'stopped' : 'failed';
}

/** Takes `never`, so that a status which a newer SDK knows fails to compile until somebody decides about it. */
function unknownStatus(status: never): Verdict {
  return { kind: 'unknown', status: String(status) };
}
