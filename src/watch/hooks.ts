import type { DeploymentLifecycleHookDetail, ServiceDeployment } from '@aws-sdk/client-ecs';
import { codeDeployPhaseOf } from '../aws/codedeploy-status.ts';
import { HOOK, hookPhaseOf, phaseOf } from '../aws/service.ts';
import type { HookState } from '../model.ts';
import type { CodeDeployObservation } from './codedeploy/observation.ts';

interface Look {
  at: Date;
  deployment?: ServiceDeployment;
  codeDeploy?: CodeDeployObservation | undefined;
}

/** The lifecycle hooks so far. AWS does not say at which stage one stands: it is the stage at which it was first seen to run. */
export function toHooks(look: Look, before: readonly HookState[]): HookState[] {
  const { deployment, codeDeploy } = look;
  if (codeDeploy !== undefined) return readyWait(codeDeploy, { at: look.at, before });
  return (deployment?.lifecycleHookDetails ?? []).map((detail) => {
    const known = before.find(({ id }) => id === detail.hookId);
    return {
      id: detail.hookId ?? 'no id',
      type: detail.targetType ?? 'AWS_LAMBDA',
      status: detail.status ?? 'UNKNOWN',
      stage: known?.stage ?? stageOf(detail, deployment),
      target: detail.targetArn,
      expiresAt: detail.expiresAt,
      timeoutAction: detail.timeoutAction,
    };
  });
}

/** Those that wait for a person right now; of a deployment that is going back, none does. */
export function waitingHooks(look: Look, hooks: readonly HookState[] = []): HookState[] {
  const runs = look.codeDeploy !== undefined || phaseOf(look.deployment) === 'running';
  if (!runs) return [];
  return hooks.filter(
    (hook) =>
      hookPhaseOf(hook) === 'paused' && (hook.expiresAt === undefined || hook.expiresAt.getTime() > look.at.getTime()),
  );
}

function stageOf(detail: DeploymentLifecycleHookDetail, deployment: ServiceDeployment | undefined): string | undefined {
  if (['paused', 'running'].includes(hookPhaseOf(detail))) return deployment?.lifecycleStage;
  const configured = (deployment?.deploymentConfiguration?.lifecycleHooks ?? []).filter(
    ({ hookTargetArn, targetType = 'AWS_LAMBDA' }) =>
      targetType === (detail.targetType ?? 'AWS_LAMBDA') && hookTargetArn === detail.targetArn,
  );
  const stages = configured.flatMap(({ lifecycleStages = [] }) => lifecycleStages);
  return stages.length === 1 ? stages[0] : undefined;
}

/** CodeDeploy has one pause of its own: before it reroutes the traffic. */
function readyWait(
  { deployment }: CodeDeployObservation,
  { at, before }: { at: Date; before: readonly HookState[] },
): HookState[] {
  const known = before.find(({ id }) => id === READY_WAIT);
  if (codeDeployPhaseOf(deployment) !== 'ready') return known === undefined ? [] : [{ ...known, status: HOOK.passed }];
  const { actionOnTimeout, waitTimeInMinutes = 0 } =
    deployment.blueGreenDeploymentConfiguration?.deploymentReadyOption ?? {};
  return [
    known ?? {
      id: READY_WAIT,
      type: 'CODE_DEPLOY',
      status: HOOK.paused,
      stage: 'READY',
      expiresAt: waitTimeInMinutes === 0 ? undefined : new Date(at.getTime() + waitTimeInMinutes * 60_000),
      timeoutAction: actionOnTimeout === 'STOP_DEPLOYMENT' ? 'STOP' : 'CONTINUE',
    },
  ];
}

const READY_WAIT = 'READY_WAIT';
