import type { DeploymentLifecycleHookDetail } from '@aws-sdk/client-ecs';
import { codeDeployPhaseOf } from '../aws/codedeploy-status.ts';
import { hookPhaseOf, phaseOf } from '../aws/service.ts';
import { lastPart, parseArn } from '../aws/arn.ts';
import { toGrant } from '../aws/missing-permissions.ts';
import type { Problem, RuleName } from '../model.ts';
import { atService, toProblem } from '../problem.ts';
import type { Attached } from './attached.ts';
import { phrase } from '../phrases.ts';

/** What to do with a deployment that someone else started. */
export type Action = 'watch' | 'roll-back' | 'abort' | 'continue';

/** The one call that does it, before the deployment is followed. */
export type Step =
  | { kind: 'follow'; note?: string }
  | { kind: 'stop'; deploymentArn: string; stopType: 'ROLLBACK' | 'ABORT' }
  | { kind: 'answer-hook'; deploymentArn: string; hookId: string; answer: 'CONTINUE' | 'ROLLBACK' }
  | { kind: 'stop-codedeploy'; deploymentId: string; rollback: boolean }
  | { kind: 'continue-codedeploy'; deploymentId: string; wait: 'READY_WAIT' | 'TERMINATION_WAIT' };

/** What to do for an action, or why it cannot be done; lists the states, because the reader has to choose again. */
export function decideStep(action: Action, attached: Attached, now: Date): Step | Problem {
  if (action === 'watch') return { kind: 'follow' };
  if (attached.started.codeDeploy !== undefined) return decideCodeDeploy(action, attached);
  const { deploymentArn } = attached.started;
  if (attached.over) return nothingInFlight(action, attached);
  if (deploymentArn === undefined) return unreadable(action, attached);
  return action === 'continue'
    ? decideContinue(attached, { deploymentArn, now })
    : decideStop(action, attached, { deploymentArn, now });
}

interface Moment {
  deploymentArn: string;
  now: Date;
}

function decideStop(action: 'roll-back' | 'abort', attached: Attached, { deploymentArn, now }: Moment): Step | Problem {
  const back = action === 'roll-back';
  switch (phaseOf(attached.deployment)) {
    case 'going-back':
      if (back) return { kind: 'follow', note: `The deployment ${lastPart(deploymentArn)} is already rolling back.` };
      return problem(attached, 'deployment-rolling-back', {
        message: `${describeDeployment(attached)} is already rolling back, and ECS cannot abort a rollback.`,
        fix: `Follow it with ${phrase('mode', 'watch')}.`,
      });
    case 'stopping':
      if (!back) return { kind: 'follow', note: `The deployment ${lastPart(deploymentArn)} is already being stopped.` };
      return problem(attached, 'deployment-stopping', {
        message: `${describeDeployment(attached)} is already being stopped, without a rollback.`,
        fix: 'Wait until it ends, then deploy the revision that should run.',
      });
    default: {
      const [hook, ...more] = awaited(attached, now);
      return back && hook?.hookId !== undefined && more.length === 0
        ? { kind: 'answer-hook', deploymentArn, hookId: hook.hookId, answer: 'ROLLBACK' }
        : { kind: 'stop', deploymentArn, stopType: back ? 'ROLLBACK' : 'ABORT' };
    }
  }
}

function decideContinue(attached: Attached, { deploymentArn, now }: Moment): Step | Problem {
  const { lifecycleHookDetails: hooks = [] } = attached.deployment ?? {};
  const runs = phaseOf(attached.deployment) === 'running';
  const [hook, ...more] = awaited(attached, now);
  if (!runs || hook?.hookId === undefined) {
    const expired = hooks.find((one) => hookPhaseOf(one) === 'paused');
    return expired !== undefined && runs
      ? problem(attached, 'hook-expired', {
          message: `The hook ${expired.hookId} of ${describeDeployment(attached)} expired at ${expired.expiresAt?.toISOString()}: ECS ${expired.timeoutAction === 'CONTINUE' ? 'continues' : 'rolls back'} on its own. ${hookList(hooks)}`,
          fix: `Follow it with ${phrase('mode', 'watch')}. For more time, give the hook a longer timeoutConfiguration.`,
        })
      : noHookWaiting(attached);
  }
  if (more.length > 0) {
    const region = parseArn(deploymentArn)?.region;
    const command = `aws ecs continue-service-deployment --region ${region} --service-deployment-arn ${deploymentArn} --hook-id`;
    return problem(attached, 'several-hooks-waiting', {
      message: `${more.length + 1} hooks of ${describeDeployment(attached)} are waiting, and it is not clear which one is meant. ${hookList(hooks)}`,
      fix: `Continue all but the last one by hand (${command} …), or roll back with ${phrase('mode', 'stop')}.`,
    });
  }
  return { kind: 'answer-hook', deploymentArn, hookId: hook.hookId, answer: 'CONTINUE' };
}

function noHookWaiting(attached: Attached): Problem {
  const { lifecycleHookDetails: hooks = [] } = attached.deployment ?? {};
  const underWay = ['pending', 'running'].includes(phaseOf(attached.deployment));
  return problem(attached, 'no-hook-waiting', {
    message: `No hook of ${describeDeployment(attached)} is waiting to be continued${underWay ? ' yet' : ''}. ${hookList(hooks)}${pausesOf(attached)}`,
    fix: underWay
      ? `Run this again when it is paused. ${phrase('mode', 'watch')} follows it; with ${phrase('setting', 'on-pause: return')}, that step ends at the next pause.`
      : `It is rolling back or being stopped: follow it with ${phrase('mode', 'watch')}.`,
  });
}

/** The stages where the service pauses its deployments, so that the reader knows whether this one ever will. */
function pausesOf({ located: { service } }: Attached): string {
  const hooks = service?.deploymentConfiguration?.lifecycleHooks;
  if (hooks === undefined) return '';
  const stages = hooks.flatMap(({ targetType, lifecycleStages = [] }) =>
    targetType === 'PAUSE' ? lifecycleStages : [],
  );
  return stages.length === 0 ? ' The service has no PAUSE hook.' : ` The service pauses at ${stages.join(', ')}.`;
}

function awaited({ deployment }: Attached, now: Date): DeploymentLifecycleHookDetail[] {
  return (deployment?.lifecycleHookDetails ?? []).filter(
    (hook) =>
      hookPhaseOf(hook) === 'paused' && (hook.expiresAt === undefined || hook.expiresAt.getTime() > now.getTime()),
  );
}

function decideCodeDeploy(action: Exclude<Action, 'watch'>, attached: Attached): Step | Problem {
  const { codeDeploy, started } = attached;
  const { deploymentId = '', group } = started.codeDeploy ?? {};
  if (attached.over) return nothingInFlight(action, attached);
  if (action !== 'continue') return { kind: 'stop-codedeploy', deploymentId, rollback: action === 'roll-back' };
  const phase = codeDeployPhaseOf(codeDeploy);
  if (phase === 'ready') return { kind: 'continue-codedeploy', deploymentId, wait: 'READY_WAIT' };
  if (phase === 'running' && codeDeploy?.instanceTerminationWaitTimeStarted === true) {
    return { kind: 'continue-codedeploy', deploymentId, wait: 'TERMINATION_WAIT' };
  }
  return problem(attached, 'no-hook-waiting', {
    message: `The CodeDeploy deployment ${deploymentId} of "${group?.name}" is not waiting: its status is ${codeDeploy?.status ?? 'unknown'}.`,
    fix: `It waits when it is Ready, and before it terminates the old tasks: run this again then, or follow it with ${phrase('mode', 'watch')}.`,
  });
}

function nothingInFlight(action: Exclude<Action, 'watch'>, attached: Attached): Problem {
  const { recent, codeDeploy, started } = attached;
  const listed = recent
    .slice(0, 5)
    .map(
      ({ serviceDeploymentArn = '', status = 'no status', createdAt }) =>
        `${lastPart(serviceDeploymentArn)} ${status}${createdAt === undefined ? '' : ` (${createdAt.toISOString()})`}`,
    );
  const last = started.codeDeploy && `${started.codeDeploy.deploymentId} ${codeDeploy?.status ?? ''}`;
  const all = last === undefined ? listed : [last];
  const latest = all.length === 0 ? '' : ` The newest: ${all.join(', ')}.`;
  return problem(attached, 'no-deployment-in-flight', {
    message: `There is nothing to ${action === 'continue' ? 'continue' : 'stop'}: no deployment of "${attached.located.name}" is in flight.${latest}`,
    fix:
      action === 'continue'
        ? `Start a deployment first; ${phrase('mode', 'watch')} reports the last one.`
        : `To return to an earlier revision, use ${phrase('mode', 'rollback')}; ${phrase('mode', 'watch')} reports the last deployment.`,
  });
}

function unreadable(action: Exclude<Action, 'watch'>, attached: Attached): Problem {
  const { denial, failed, located } = attached;
  const act = action === 'continue' ? 'ContinueServiceDeployment' : 'StopServiceDeployment';
  const broke = failed === undefined ? '' : ` (${failed})`;
  const why = denial === undefined ? broke : ` without ${denial.action}`;
  const again = `Run ${phrase('step')} again in a minute: AWS did not answer ${failed?.split(': ')[0]}.`;
  return problem(attached, 'deployment-unreadable', {
    message: `Which service deployment of "${located.name}" is in flight cannot be read${why}, so it cannot be ${action === 'continue' ? 'continued' : 'stopped'}.`,
    fix:
      denial === undefined
        ? failed === undefined
          ? `Allow ecs:ListServiceDeployments, ecs:DescribeServiceDeployments and ecs:${act}.`
          : again
        : toGrant([denial]),
  });
}

/** `The deployment x of web (IN_PROGRESS at POST_SCALE_UP)`. */
function describeDeployment({ deployment, located }: Attached): string {
  const { status = 'no status', lifecycleStage, serviceDeploymentArn = '' } = deployment ?? {};
  const stage = lifecycleStage === undefined ? '' : ` at ${lifecycleStage}`;
  return `the deployment ${lastPart(serviceDeploymentArn)} of "${located.name}" (${status}${stage})`;
}

function hookList(hooks: readonly DeploymentLifecycleHookDetail[]): string {
  if (hooks.length === 0) return 'It has reached no hook so far.';
  const listed = hooks.map(
    ({ hookId, status, expiresAt }) =>
      `${hookId} ${status}${expiresAt === undefined ? '' : ` (until ${expiresAt.toISOString()})`}`,
  );
  return `Its hooks: ${listed.join(', ')}.`;
}

function problem({ located }: Attached, rule: RuleName, words: { message: string; fix: string }): Problem {
  const message = words.message.charAt(0).toUpperCase() + words.message.slice(1);
  return toProblem(rule, atService(located.name), { message, fix: words.fix });
}
