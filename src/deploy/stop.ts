import { errorName, isThrottled, isUnsettled, toDeployError } from '../aws/failure.ts';
import type { World } from '../world.ts';

/** Stopping twice is as good as once, and a cancelled step has seconds. */
const STOP_ATTEMPTS = 3;
const STOP_PAUSE_MS = 500;

/**
 * Asks ECS to roll back one service deployment. True when a rollback is under way
 * (docs: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stop-service-deployment.html).
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials` or `aws`
 */
export async function rollBackDeployment(deploymentArn: string, world: World): Promise<boolean> {
  return await stopDeployment({ deploymentArn, stopType: 'ROLLBACK' }, world);
}

/**
 * Asks ECS to stop one service deployment, with or without going back. False when it has ended already.
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials` or `aws`
 */
export async function stopDeployment(
  { deploymentArn, stopType }: { deploymentArn: string; stopType: 'ROLLBACK' | 'ABORT' },
  world: World,
): Promise<boolean> {
  try {
    await world.aws.ecs.stopServiceDeployment(deploymentArn, stopType);
    return true;
  } catch (error) {
    if (errorName(error) === 'ConflictException') return false;
    const doing = stopType === 'ROLLBACK' ? 'rolling back the deployment' : 'stopping the deployment';
    throw toDeployError(error, { action: 'ecs:StopServiceDeployment', doing });
  }
}

/**
 * Asks CodeDeploy to stop one deployment and to roll it back. True when a rollback is under way.
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials` or `aws`
 */
export async function rollBackCodeDeploy(deploymentId: string, world: World): Promise<boolean> {
  return await stopCodeDeploy({ deploymentId, rollback: true }, world);
}

/**
 * Asks CodeDeploy to stop one deployment, with or without going back. False when it had ended already; one that has ended after a
 * call whose answer was lost was stopped by that call.
 *
 * @throws DeployError `access-denied`, `throttled`, `credentials` or `aws`
 */
export async function stopCodeDeploy(
  { deploymentId, rollback }: { deploymentId: string; rollback: boolean },
  world: World,
): Promise<boolean> {
  const codeDeploy = await world.aws.codeDeploy();
  for (let attempt = 1, lost = false; ; attempt += 1) {
    try {
      await codeDeploy.stopDeployment({ deploymentId, autoRollbackEnabled: rollback });
      return true;
    } catch (error) {
      if (errorName(error) === 'DeploymentAlreadyCompletedException') return lost;
      const mayAgain = attempt < STOP_ATTEMPTS && (isThrottled(error) || isUnsettled(error));
      const doing = rollback ? 'rolling back the deployment' : 'stopping the deployment';
      if (!mayAgain) throw toDeployError(error, { action: 'codedeploy:StopDeployment', doing });
      lost ||= !isThrottled(error);
      await world.clock.sleep(STOP_PAUSE_MS, new AbortController().signal);
    }
  }
}
