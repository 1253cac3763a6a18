import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import { codeDeployPhaseOf } from '../../aws/codedeploy-status.ts';
import type { Verdict } from '../ecs/verdict.ts';
import type { CodeDeployObservation } from './observation.ts';

/** How long after the end of a deployment CodeDeploy may take to name the one that rolls it back. */
const ROLLBACK_SECONDS = 15;
/** How long a named rollback may stay invisible. */
const UNSEEN_SECONDS = 60;

const WAITING: Verdict = { kind: 'waiting' };

/**
 * The verdict on our own deployment and, when it failed, on the one that rolls it back
 * (statuses: https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentInfo.html).
 */
export function judgeCodeDeploy(seen: CodeDeployObservation, now: Date): Verdict {
  switch (codeDeployPhaseOf(seen.deployment)) {
    case 'running':
    case 'ready':
      return WAITING;
    case 'succeeded':
      return { kind: 'ended', outcome: 'succeeded' };
    case 'failed':
    case 'stopped':
      return judgeRollback(seen, now);
    case 'unknown':
      return { kind: 'unknown', status: seen.deployment.status ?? 'none' };
  }
}

/** Why it ended, in CodeDeploy's words; undefined if it gives none. */
export function endReason({ errorInformation }: DeploymentInfo): string | undefined {
  const [code, message] = [errorInformation?.code, errorInformation?.message].map((text) => text?.trim() || undefined);
  if (message === undefined) return code;
  return code === undefined ? message : `${message} (${code})`;
}

function judgeRollback(seen: CodeDeployObservation, now: Date): Verdict {
  const { deployment, rollback } = seen;
  if (deployment.rollbackInfo?.rollbackDeploymentId === undefined) {
    return awaitsRollback(seen, now) ? WAITING : { kind: 'ended', outcome: endOf(deployment) };
  }
  if (rollback?.status === undefined)
    return isLongOver(deployment, now) ? { kind: 'ended', outcome: 'failed' } : WAITING;
  switch (codeDeployPhaseOf(rollback)) {
    case 'running':
    case 'ready':
      return WAITING;
    case 'succeeded':
      return { kind: 'ended', outcome: 'rolled-back' };
    case 'failed':
    case 'stopped':
      return { kind: 'ended', outcome: 'failed' };
    case 'unknown':
      return { kind: 'unknown', status: rollback.status };
  }
}

/** CodeDeploy names the rollback a moment after the end, or says why there is none. */
function awaitsRollback({ deployment, rollsBackOnFailure }: CodeDeployObservation, now: Date): boolean {
  const { rollbackInfo, completeTime, autoRollbackConfiguration } = deployment;
  if (rollbackInfo?.rollbackMessage !== undefined && rollbackInfo.rollbackMessage !== '') return false;
  const mayComeBack =
    codeDeployPhaseOf(deployment) === 'stopped' || rollsBackOnFailure || autoRollbackConfiguration?.enabled === true;
  return mayComeBack && completeTime !== undefined && now.getTime() - completeTime.getTime() < ROLLBACK_SECONDS * 1000;
}

/** A rollback that is named but never appears is given up after a while. */
function isLongOver({ completeTime }: DeploymentInfo, now: Date): boolean {
  return completeTime !== undefined && now.getTime() - completeTime.getTime() >= UNSEEN_SECONDS * 1000;
}

/** A deployment stopped by an alarm looks like one stopped by a person, but nobody intended it. */
function endOf(deployment: DeploymentInfo): 'failed' | 'stopped' {
  const stopped = codeDeployPhaseOf(deployment) === 'stopped';
  return stopped && deployment.errorInformation?.code !== 'ALARM_ACTIVE' ? 'stopped' : 'failed';
}
