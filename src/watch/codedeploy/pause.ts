import { codeDeployPhaseOf } from '../../aws/codedeploy-status.ts';
import { HOOK } from '../../aws/service.ts';
import type { HookState } from '../../model.ts';
import type { CodeDeployObservation } from './observation.ts';

const READY_WAIT = 'READY_WAIT';

/** CodeDeploy has one pause of its own, before it reroutes the traffic; it is reported as a hook. */
export function toPause(
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
