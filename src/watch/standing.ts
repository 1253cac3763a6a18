import { isCodeDeployOver } from '../aws/codedeploy-status.ts';
import { phaseOf, type Phase } from '../aws/service.ts';
import type { Standing } from '../model.ts';
import type { Ending, Goal, Rollback } from './ending.ts';
import type { Observation } from './observation.ts';
import type { Silence } from './state.ts';

/** Where the deployment is when the wait ends; undefined if its service is gone. The next steps depend on it. */
export function standingOf(
  ending: Ending,
  { last, goal, silence }: { last: Observation | undefined; goal?: Goal | undefined; silence?: Silence | undefined },
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
    case 'silent':
      return 'unknown';
    case 'timed-out':
    case 'cancelled':
    case 'hopeless':
    case 'refuted':
      return silence !== undefined && mayGoOn(ending.rollback)
        ? 'unknown'
        : asAsked(goal, standingAfter(ending.rollback, last));
  }
}

/** What was requested may not be visible yet. */
function asAsked(goal: Goal = 'succeeded', standing: Standing): Standing {
  if (goal === 'succeeded' || standing !== 'in-flight') return standing;
  return goal === 'rolled-back' ? 'going-back' : 'unknown';
}

/** Whether the deployment may have changed since AWS last answered. */
function mayGoOn(rollback: Rollback): boolean {
  return rollback !== 'done' && rollback !== 'late';
}

function standingAfter(rollback: Rollback, last: Observation | undefined): Standing {
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

/** What the last look showed, if it showed the deployment at all. */
function standingSeen(last: Observation | undefined): Standing {
  if (last?.codeDeploy !== undefined) return standingInCodeDeploy(last.codeDeploy);
  return last?.deployment === undefined ? 'in-flight' : STANDINGS[phaseOf(last.deployment)];
}

const STANDINGS: Record<Phase, Standing> = {
  pending: 'in-flight',
  running: 'in-flight',
  stopping: 'in-flight',
  'going-back': 'going-back',
  succeeded: 'over',
  stopped: 'over',
  'rolled-back': 'over',
  'rollback-failed': 'over',
  unknown: 'unknown',
};

function standingInCodeDeploy({ deployment, rollback }: NonNullable<Observation['codeDeploy']>): Standing {
  if (!isCodeDeployOver(deployment)) return 'in-flight';
  const goesBack = deployment.rollbackInfo?.rollbackDeploymentId !== undefined && !isCodeDeployOver(rollback);
  return goesBack ? 'going-back' : 'over';
}
