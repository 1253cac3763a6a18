import type { DeploymentLifecycleHookDetail, ServiceDeployment } from '@aws-sdk/client-ecs';
import { hookPhaseOf } from '../../aws/service.ts';
import type { HookState } from '../../model.ts';

/** The lifecycle hooks so far. AWS does not say which stage a hook belongs to: we take the stage at which it was first seen running. */
export function toHooks(deployment: ServiceDeployment | undefined, before: readonly HookState[]): HookState[] {
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

function stageOf(detail: DeploymentLifecycleHookDetail, deployment: ServiceDeployment | undefined): string | undefined {
  if (['paused', 'running'].includes(hookPhaseOf(detail))) return deployment?.lifecycleStage;
  const configured = (deployment?.deploymentConfiguration?.lifecycleHooks ?? []).filter(
    ({ hookTargetArn, targetType = 'AWS_LAMBDA' }) =>
      targetType === (detail.targetType ?? 'AWS_LAMBDA') && hookTargetArn === detail.targetArn,
  );
  const stages = configured.flatMap(({ lifecycleStages = [] }) => lifecycleStages);
  return stages.length === 1 ? stages[0] : undefined;
}
